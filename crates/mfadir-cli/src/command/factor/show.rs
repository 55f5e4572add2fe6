//! `factor show USER FACTOR`

use clap::Args;
use mfadir_core::Operation;
use mfadir_ops::FactorSelector;

use super::pick::pick;
use crate::{
    args::{Completes, Whom},
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{FactorDocument, Privacy},
};

/// The arguments of `factor show`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// KIND[@ISSUER], kind:…, id:…, a label, or a product's name
    #[arg(add = Completes::Factor)]
    factor: FactorSelector,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Read, &[Operation::Factors]).await?;
    let facts = subject.factors(context).await?;
    let factor = pick(&facts, &arguments.factor)?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&FactorDocument::new(&subject.tenant.name, &facts.user, &factor, privacy))?;
    Ok(Exit::Done)
}
