//! `request plan FILE`

use std::path::PathBuf;

use clap::{Args, ValueHint};
use mfadir::Purpose;
use mfadir_ops::{Mandate, ask_change, change_request};

use crate::{
    command::plan_file,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{Asked, RequestDocument},
};

/// The arguments of `request plan`.
#[derive(Debug, Args)]
#[command(after_help = "\
The file is known by the SHA-256 digest of its bytes: an approval counts for exactly these, and a file that is changed \
by one byte is another one. Hand it to whoever approves it as it is; they read it, and name it with `approve ID --plan \
FILE`. Only its digest, name and size are kept.")]
pub(super) struct Arguments {
    /// The plan file; `-` reads it from standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,

    /// Why it is done; whoever approves it reads it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let plan = plan_file::read(&arguments.file, context).await?;
    let name = context.one_tenant(Access::Write)?;
    let tenant = context.tenant(&name).await?;
    let connection = context.connect_to(&tenant, Purpose::Person)?;
    let desk = context.desk(&tenant, &connection)?;
    let mandate = Mandate::of(context.operator()?).because(arguments.reason.clone(), context.globals.ticket.clone());
    let request = change_request(&tenant.name, &plan, &mandate, context.clock.now());
    if !context.globals.dry_run {
        ask_change(&*desk, &*context.clock, &request).await?;
        let id = &request.id;
        context
            .output
            .say(format!("a colleague reads the file, and approves it with `mfadir approve {id} --plan FILE`"));
    }
    context.output.print(&RequestDocument::new(Asked::Change(request), Vec::new(), false))?;
    Ok(Exit::Done)
}
