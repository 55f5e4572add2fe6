//! `approve ID`

use clap::Args;
use mfadir_core::{Error as CoreError, ErrorKind};
use mfadir_ops::approve;

use super::request::Kept;
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Document, Look, clean},
    render::{ApprovalDocument, RequestDocument},
};

/// The arguments of `approve`.
#[derive(Debug, Args)]
#[command(after_help = "\
The approval is signed with your key, and counts for exactly this person, verb and ticket, for some hours and one \
use. Talk to whoever asked before you give it.")]
pub struct Arguments {
    /// The id of the request
    id: String,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let Kept { desk, request, approvals } = Kept::find(context, &arguments.id).await?;
    let shown = RequestDocument::new(&request, &approvals);
    if context.globals.dry_run {
        context.output.print(&shown)?;
        return Ok(Exit::Done);
    }
    context.output.say(shown.text(Look::plain()));
    let question = format!("Approve the {} of {}, for {}?", request.verb, request.user.login, request.operator.id);
    if !context.confirm(&clean(&question)).await? {
        return Err(Failure::new(Exit::Failed, "not confirmed, and nothing was approved"));
    }
    let operator = context.operator()?;
    let approved = approve(&*desk, &*context.clock, &operator, &request).await;
    let (approval, _) = approved.map_err(refused)?;
    context.output.print(&ApprovalDocument::new(&request, &approval))?;
    Ok(Exit::Done)
}

fn refused(error: CoreError) -> Failure {
    match error.kind() {
        ErrorKind::Refused => Failure::new(Exit::Refused, format!("refused: {}", clean(error.message()))).with_hint(
            "an approver or lead of the operators file who neither asked for it nor is the person has to approve it",
        ),
        _ => error.into(),
    }
}
