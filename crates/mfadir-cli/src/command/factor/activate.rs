//! `factor activate USER [FACTOR]`

use std::path::PathBuf;

use clap::Args;
use mfadir_core::{Operation, Proof};
use mfadir_ops::code;

use super::{
    completion::{Completion, to_complete},
    signature,
};
use crate::{
    args::{Completes, NoFile, Whom},
    command::{follow::tell_of, lifting::Lifting, subject::Subject},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    output::Document,
};

/// The arguments of `factor activate`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/factor-activate.txt"))]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// KIND[@ISSUER], id:…, or the short id of the enrollment
    #[arg(add = Completes::Factor)]
    factor: Option<String>,

    /// The code that was sent or that the device shows
    #[arg(long, value_name = "CODE", conflicts_with = "attestation")]
    code: Option<String>,

    /// A file with what the browser or key made, as JSON; `-` is standard input
    #[arg(long, value_name = "FILE", add = NoFile::INPUT)]
    attestation: Option<PathBuf>,

    #[command(flatten)]
    lifting: Lifting,
}

impl Arguments {
    async fn proof(&self, context: &Context) -> Outcome<Option<Proof>> {
        match (&self.code, &self.attestation) {
            (Some(text), _) => Ok(Some(code(text)?)),
            (None, Some(file)) => signature::read(file, context).await.map(Some),
            (None, None) => Ok(None),
        }
    }
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let proof = arguments.proof(context).await?;
    let mandate = arguments.lifting.mandate(context, [])?;
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Write, &[Operation::Activate]).await?;
    let (open, permit) =
        to_complete(context, &subject, (Operation::Activate, &mandate), arguments.factor.as_deref()).await?;
    let completion = Completion { subject: &subject, permit: &permit, open: &open };
    if context.globals.dry_run {
        context.output.print(&completion.document())?;
        return Ok(Exit::Done);
    }
    let (activation, unrecorded) = completion.run(context, proof).await?;
    let document = completion.document().ended(&activation, unrecorded);
    context.output.print(&document)?;
    completion.end(&activation)?;
    tell_of(context, &subject, &permit, &document.note()).await
}
