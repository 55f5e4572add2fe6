//! `factor show USER FACTOR`

use clap::Args;
use mfadir_ops::{Error, FactorSelector};

use crate::{
    command::subject::Subject,
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    render::{FactorDocument, Privacy},
};

/// The arguments of `factor show`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,
    /// KIND[@ISSUER], kind:…, id:…, a label, or a product's name
    factor: FactorSelector,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let subject = Subject::find(context, &arguments.user, Access::Read).await?;
    let facts = subject.factors(context).await?;
    let factor = arguments.factor.pick(&facts).map_err(failure)?;
    let privacy = Privacy::of(context.globals.reveal);
    context.output.print(&FactorDocument::new(&subject.tenant.name, &facts.user, factor, privacy))?;
    Ok(Exit::Done)
}

/// To look at a factor, one has to be named; the hints for a removal do not fit.
fn failure(error: Error) -> Failure {
    match error {
        Error::NoFactor { suggestion: None, .. } => Failure::from(error).with_hint("name one of those that are there"),
        Error::SeveralFactors { .. } => Failure::from(error).with_hint("name one of them by `KIND@ISSUER` or `id:…`"),
        other => other.into(),
    }
}
