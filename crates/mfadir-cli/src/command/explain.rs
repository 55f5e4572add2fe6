//! `explain USER`

use std::sync::Arc;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use mfadir::{DeskFolders, Tenant};
use mfadir_core::UserId;
use mfadir_journal::{AuditLog, Entry, EntryKind, Line, Unsigned};
use mfadir_ops::{Guard, Lost, Mandate, Want, explain};
use mfadir_policy::Verb;

use super::{factor::Open, roster, subject::Subject};
use crate::{
    args::{Completes, Whom},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    handle::HandleStore,
    render::{EarlierView, ExplanationDocument, OpenChallengeView, Privacy},
};

/// How far the audit log is looked back.
const BACK: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// What the caller has lost: FACTOR, `phone`, or `all`
    #[arg(long, value_name = "FACTOR|phone|all", add = Completes::Factor)]
    lost: Vec<Lost>,
}

/// At most six requests at Okta: person, factors, roles, groups and events; all but the first at the same time.
pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let mandate = Mandate::of(context.operator()?).because(None, context.globals.ticket.clone());
    let subject = Subject::find(context, &arguments.whom.user, Access::Read).await?;
    let want = Want { factors: true, roles: true, groups: false };
    let (facts, guard) = subject.study(context, want, (Verb::Reset, &mandate)).await?;
    arguments.lost.iter().try_for_each(|lost| lost.check(&facts))?;
    let guard = Guard { lost: arguments.lost, ..guard };
    let explanation = explain(&facts, &mandate, &guard)?;
    let (earlier, gap) = earlier(context, &subject.tenant, &subject.user.id)?;
    let open = open(context, &subject)?;
    let privacy = Privacy::of(context.globals.reveal);
    let document = ExplanationDocument::new(&subject.tenant.name, &explanation, privacy);
    context.output.print(&document.with_earlier(earlier, gap).with_open(open))?;
    Ok(Exit::Done)
}

/// The challenges whose answer no run has asked for yet. Whoever only looks asks for none.
fn open(context: &Context, subject: &Subject) -> Outcome<Vec<OpenChallengeView>> {
    let kept = Open::all(&HandleStore::of(&context.state()?), &subject.tenant.name, &subject.user.id)?;
    let view = |open: Open| OpenChallengeView {
        factor: open.entry.factor_type.to_string(),
        operator: open.entry.call.as_ref().map(|call| call.operator().to_owned()),
        ticket: open.entry.call.as_ref().and_then(|call| call.ticket().map(str::to_owned)),
        ends: open.entry.expires_at,
    };
    Ok(kept.into_iter().filter(|open| !open.wants_words()).map(view).collect())
}

/// What our log tells of the person. Where it cannot be read, that is told, and the rest of the screen stands.
fn earlier(context: &mut Context, tenant: &Tenant, user: &UserId) -> Outcome<(Vec<EarlierView>, Option<String>)> {
    let folder = DeskFolders::of(&roster::state(context)?, &tenant.name).audit;
    let log = AuditLog::new(folder, tenant.name.clone(), Arc::new(Unsigned));
    let since = context.clock.now().checked_sub(BACK).unwrap_or(Timestamp::MIN);
    let mut told = Vec::new();
    let read = log.each(Some(since), |Line { entry, .. }| {
        let is_theirs = entry.user.as_ref().is_some_and(|person| person.id == *user);
        told.extend(is_theirs.then(|| view(entry)).flatten());
    });
    Ok((told, read.err().map(|error| format!("our log could not be read: {error}"))))
}

/// How a write ended, and what a help desk has to know beside it.
fn view(entry: Entry) -> Option<EarlierView> {
    let what = match entry.kind {
        EntryKind::Outcome => entry.operation.or(entry.verb)?,
        EntryKind::Receipt => "caller verified".to_owned(),
        EntryKind::Denial => "challenge denied".to_owned(),
        EntryKind::TimedOut => "challenge not answered".to_owned(),
        EntryKind::Refusal => format!("{} refused", entry.verb?),
        _ => return None,
    };
    Some(EarlierView {
        at: entry.at,
        what,
        operator: Some(entry.operator.id),
        ticket: entry.ticket,
        result: entry.result,
    })
}
