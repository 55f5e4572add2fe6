//! `factor list USER`

use clap::Args;
use mfadir_core::Operation;

use crate::{
    args::Whom,
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{DeviceList, FactorList, Privacy},
};

/// The arguments of `factor list`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// List the devices behind a factor that several devices share; each can be removed alone
    #[arg(long)]
    devices: bool,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    if arguments.devices {
        return devices(&arguments, context).await;
    }
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Read, &[Operation::Factors]).await?;
    let facts = subject.factors(context).await?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&FactorList::new(&subject.tenant.name, &facts.user, facts.listed()?, privacy))?;
    Ok(Exit::Done)
}

async fn devices(arguments: &Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Read, &[Operation::Devices]).await?;
    let devices = subject.connection.read.devices(&subject.user.id).await?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&DeviceList::new(&subject.tenant.name, &subject.user, &devices, privacy))?;
    Ok(Exit::Done)
}
