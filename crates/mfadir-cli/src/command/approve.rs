//! `approve ID`

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use mfadir_core::{Error as CoreError, ErrorKind};
use mfadir_ops::{PlanFile, approve, approve_change};
use mfadir_policy::{ChangeRequest, Digest, Request};

use super::{plan_file, request::Kept};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Document, Look, clean},
    render::{ApprovalDocument, ApprovalView, Asked},
};

/// The arguments of `approve`.
#[derive(Debug, Args)]
#[command(after_help = "\
The approval is signed with your key, and counts for exactly this person, verb and ticket, for some hours and one \
use. Talk to whoever asked before you give it. A plan file is approved by whoever read it: name it with --plan, and \
its bytes have to be those that were asked for.")]
pub struct Arguments {
    /// The id of the request
    id: String,

    /// The plan file that you read, where the request is about one; `-` reads it from standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    plan: Option<PathBuf>,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let kept = Kept::find(context, &arguments.id).await?;
    kept.desk.signs()?;
    let read = match &arguments.plan {
        Some(plan) => Some(same(&kept.request, plan, context).await?),
        None => None,
    };
    let shown = kept.looked_at(context).await?;
    if context.globals.dry_run {
        context.output.print(&shown)?;
        return Ok(Exit::Done);
    }
    if let Some(exit) = needless(context, &kept)? {
        return Ok(exit);
    }
    context.output.say(shown.text(Look::plain()));
    let approval = match (&kept.request, &read) {
        (Asked::Act(request), _) => of_act(context, &kept, request).await?,
        (Asked::Change(request), Some(read)) => of_plan(context, &kept, request, read).await?,
        (Asked::Change(request), None) => return Err(unread(request)),
    };
    context.output.print(&ApprovalDocument::new(kept.request, approval))?;
    Ok(Exit::Done)
}

/// Nothing where the operator's approval is still missing.
fn needless(context: &mut Context, kept: &Kept) -> Outcome<Option<Exit>> {
    let id = kept.request.id();
    if kept.done {
        let failure = Failure::new(Exit::Failed, format!("{id} was done already, and waits for nobody"));
        return Err(failure.with_hint("whoever needs it once more asks again"));
    }
    let own = context.operator()?.id;
    let Some(given) = kept.approvals.iter().find(|approval| approval.by == own) else { return Ok(None) };
    context.output.say(format!("{id} is already approved by you, and nothing was added"));
    context.output.print(&ApprovalDocument::new(kept.request.clone(), given.clone()))?;
    Ok(Some(Exit::Done))
}

/// The plan file that was read, where it is the one that was asked for.
async fn same(asked: &Asked, plan: &Path, context: &Context) -> Outcome<PlanFile> {
    let Asked::Change(request) = asked else {
        return Err(Failure::usage(format!("{} is about no plan file", asked.id())));
    };
    let read = plan_file::read(plan, context).await?;
    if read.digest == request.change { Ok(read) } else { Err(another(request, &read.digest, plan)) }
}

fn unread(request: &ChangeRequest) -> Failure {
    let file = clean(&request.file);
    Failure::usage(format!("{} is about the plan file {file}, and nothing says that you read it", request.id))
        .with_hint(format!("read it, then name it: mfadir approve {} --plan FILE", request.id))
}

async fn of_act(context: &mut Context, kept: &Kept, request: &Request) -> Outcome<ApprovalView> {
    let question = format!("Approve the {} of {}, for {}?", request.verb, request.user.login, request.operator.id);
    confirmed(context, &question).await?;
    let operator = context.operator()?;
    let approved = approve(&*kept.desk, &*context.clock, &operator, request).await;
    Ok((&approved.map_err(refused)?.0).into())
}

async fn of_plan(
    context: &mut Context,
    kept: &Kept,
    request: &ChangeRequest,
    read: &PlanFile,
) -> Outcome<ApprovalView> {
    let question = format!("Approve all of {}, for {}?", request.file, request.operator.id);
    confirmed(context, &question).await?;
    let operator = context.operator()?;
    let approved = approve_change(&*kept.desk, &*context.clock, &operator, (request, read)).await;
    Ok((&approved.map_err(refused)?.0).into())
}

/// The file that was read is not the one that was asked for.
fn another(request: &ChangeRequest, digest: &Digest, plan: &Path) -> Failure {
    let shown = plan.display().to_string();
    let message =
        format!("refused: {} is not the plan file of {}, and nothing was approved", clean(&shown), request.id);
    Failure::new(Exit::Refused, message)
        .with_details([format!("read       {digest}"), format!("asked for  {}", request.change)])
        .with_hint("have the file sent again as it is, or asked for anew with `mfadir request plan FILE`")
}

async fn confirmed(context: &mut Context, question: &str) -> Outcome<()> {
    if context.confirm(&clean(question)).await? {
        return Ok(());
    }
    Err(Failure::new(Exit::Failed, "not confirmed, and nothing was approved"))
}

fn refused(error: CoreError) -> Failure {
    match error.kind() {
        ErrorKind::Refused => Failure::new(Exit::Refused, format!("refused: {}", clean(error.message()))).with_hint(
            "an approver or lead of the operators file who neither asked for it nor is the person has to approve it",
        ),
        _ => error.into(),
    }
}
