//! `temporary-code issue USER`

use std::time::Duration;

use clap::Args;
use mfadir_core::{CodeRequest, Operation, TemporaryCode};
use mfadir_ops::{Came, Guard, Lost as Loss, Permit, Sent, Tools, Want, issue_code};
use mfadir_policy::Verb;

use super::lost::Lost;
use crate::{
    args::{Completes, Whom},
    command::{
        follow::{Following, SessionFlags, end, owing},
        lifting::Lifting,
        sent::accepted,
        subject::{Subject, show_if_refused},
    },
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    handle::{Entry, HandleStore},
    output::Document,
    render::{CodeDocument, PermitView, Privacy},
};

/// The arguments of `temporary-code issue`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/temporary-code.txt"))]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// How long it may be used
    #[arg(long, value_name = "DURATION", value_parser = mfadir::duration, default_value = "1h")]
    ttl: Duration,

    /// Let it be used more than once
    #[arg(long)]
    reusable: bool,

    /// What the caller has lost or not at hand: FACTOR, `phone`, or `all`
    #[arg(long, value_name = "FACTOR|phone|all", add = Completes::Factor)]
    lost: Vec<Loss>,

    #[command(flatten)]
    sessions: SessionFlags,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let mandate = arguments.lifting.mandate(context, [])?;
    let needs = [Operation::TemporaryCode];
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Write, &needs).await?;
    let want = Want { factors: true, ..Want::default() };
    let (facts, guard) = subject.study(context, want, (Verb::TemporaryCode, &mandate)).await?;
    arguments.lost.iter().try_for_each(|lost| lost.check(&facts))?;
    let studied = (facts, Guard { lost: arguments.lost.clone(), ..guard });
    let request = CodeRequest { lifetime: arguments.ttl, reusable: arguments.reusable };
    let planned = |view: PermitView| CodeDocument::issuing(view, &request);
    show_if_refused(context, &studied, (&needs, &[]), &mandate, planned)?;
    let permit = subject.permit(context, &studied, (&needs, &[]), &mandate).await?;
    let planned = CodeDocument::issuing(&permit, &request);
    if context.globals.dry_run {
        context.output.print(&planned)?;
        return Ok(Exit::Done);
    }
    let sessions = arguments.sessions.after(Verb::TemporaryCode, &studied.1.policy);
    let recorder = owing(&subject, &mandate, sessions.is_some());
    let _hold = context.surroundings.interrupt.hold();
    let clock = context.clock.clone();
    let tools = Tools { recorder: &*recorder, ..subject.tools(&*clock) };
    let once = context.see_through(Box::pin(issue_code(&tools, &permit, &request))).await?;
    let following = Following {
        subject: &subject,
        studied: &studied,
        mandate: &mandate,
        request: &permit.request,
        basis: &permit.basis,
        changed: &[],
        came: if matches!(once.sent, Sent::Unknown { .. }) { Came::Unclear } else { Came::Done },
        sessions,
    };
    if following.came == Came::Unclear {
        let view = following.all(context, &planned.note()).await;
        for line in view.lines() {
            context.output.say(line);
        }
    }
    let code = accepted(once.sent, "a new code takes the place of an earlier one where the provider allows one alone")?;
    let kept = keep(context, &permit, &code);
    let told = tell(context, &following, (planned, &code)).await;
    kept.and(told)
}

/// Tells of the code, and then shows it. It cannot be read again: where nobody took it, it is taken back.
async fn tell(
    context: &Context,
    following: &Following<'_>,
    (planned, code): (CodeDocument, &TemporaryCode),
) -> Outcome {
    let note = planned.clone().issued(code, Privacy::Masked).note();
    let document = planned.issued(code, Privacy::of(context.globals.reveal));
    let view = following.all(context, &note).await;
    warn_of_lost_code(context);
    let (for_people, lines) = (context.output.is_for_people(), view.lines());
    let document = if for_people { document } else { document.followed(&view) };
    if !context.output.hand_over(&document)? {
        return Err(Lost { context, following, code }.take_back().await);
    }
    if for_people {
        for line in &lines {
            context.output.say(line);
        }
    } else {
        context.output.tell_people(&lines);
    }
    end(&view)
}

/// Only people are shown the code without being asked whether they want it.
fn warn_of_lost_code(context: &Context) {
    if !context.output.is_seen_by_people() && !context.globals.reveal {
        context.output.warn("the code is not in this output, and cannot be read again: --reveal shows it");
    }
}

/// So that `revoke` knows which one is meant.
fn keep(context: &Context, permit: &Permit, code: &TemporaryCode) -> Outcome<()> {
    let store = HandleStore::of(&context.state()?);
    store.keep(&Entry::code(&permit.tenant, &permit.user.id, code), context.clock.now()).map(|_| ())
}
