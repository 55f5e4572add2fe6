//! `explain USER`

use std::sync::Arc;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use mfadir::{DeskFolders, Tenant};
use mfadir_core::{Operation, UserId};
use mfadir_journal::{AuditLog, Entry, EntryKind, Line, Unsigned};
use mfadir_ops::{Guard, Lost, Mandate, Want, explain, rights_or_why};
use mfadir_policy::Verb;

use super::{factor::Open, roster, subject::Subject};
use crate::{
    args::{Completes, Whom},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    handle::HandleStore,
    render::{EarlierView, ExplanationDocument, OpenChallengeView, Privacy, Weight},
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

/// How many requests somebody waits for.
const MOST: usize = 6;

/// At most six requests at Okta: person, factors, roles, groups and events, and what is left of them for what the
/// credential may; all but the first at the same time.
pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let mandate = Mandate::of(context.operator()?).because(None, context.globals.ticket.clone());
    let subject = Subject::find(context, &arguments.whom.user, Access::Read).await?;
    let want = Want { factors: true, roles: true, groups: false };
    let left = left_for_rights(&subject, &arguments.whom.user);
    let (studied, rights) =
        tokio::join!(subject.study(context, want, (Verb::Reset, &mandate)), subject.connection.inspector.rights(left));
    let (facts, guard) = studied?;
    arguments.lost.iter().try_for_each(|lost| lost.check(&facts))?;
    let guard = Guard { lost: arguments.lost, ..guard };
    let explanation = explain(&facts, &mandate, &guard, &rights_or_why(rights))?;
    let log = log(context, &subject.tenant)?;
    let (earlier, gap) = earlier(&log, context, &subject.user.id);
    let privacy = Privacy::of(context.globals.reveal);
    let document = ExplanationDocument::new(&subject.tenant.name, &explanation, privacy);
    let broken = log.check().err().map(|error| error.to_string());
    let open = open(context, &subject)?;
    context.output.print(&document.with_earlier(earlier, gap).with_open(open).without_log(broken))?;
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

/// How many requests are left beside those that tell of the person. Whoever was named by a mail address that is not the
/// login took two to find.
fn left_for_rights(subject: &Subject, named: &str) -> usize {
    let user = &subject.user;
    let by_name = named.to_lowercase().contains(&user.login.to_lowercase()) || named.contains(user.id.as_str());
    let offers = |operation| subject.connection.read.profile().capabilities.offers(operation);
    let reads = [
        offers(Operation::Factors),
        offers(Operation::Roles),
        offers(Operation::Groups) && subject.guard().wants().groups,
        offers(Operation::Events),
    ];
    let found = if by_name { 1 } else { 2 };
    MOST.saturating_sub(found + reads.into_iter().filter(|reads| *reads).count())
}

/// What our log tells of the person. Where it cannot be read, that is told, and the rest of the screen stands.
fn earlier(log: &AuditLog, context: &Context, user: &UserId) -> (Vec<EarlierView>, Option<String>) {
    let since = context.clock.now().checked_sub(BACK).unwrap_or(Timestamp::MIN);
    let mut told = Vec::new();
    let read = log.each(Some(since), |Line { entry, .. }| {
        let is_theirs = entry.user.as_ref().is_some_and(|person| person.id == *user);
        told.extend(is_theirs.then(|| view(entry)).flatten());
    });
    (told, read.err().map(|error| format!("our log could not be read: {error}")))
}

fn log(context: &mut Context, tenant: &Tenant) -> Outcome<AuditLog> {
    let folder = DeskFolders::of(&roster::state(context)?, &tenant.name).audit;
    Ok(AuditLog::new(folder, tenant.name.clone(), Arc::new(Unsigned)))
}

/// How a write ended, and what a help desk has to know beside it.
fn view(entry: Entry) -> Option<EarlierView> {
    let (what, weight) = match entry.kind {
        EntryKind::Outcome => (entry.operation.or(entry.verb)?, Weight::Done),
        EntryKind::Receipt => ("caller verified".to_owned(), Weight::Done),
        EntryKind::Denial => ("challenge DENIED".to_owned(), Weight::Denied),
        EntryKind::TimedOut => ("challenge not answered".to_owned(), Weight::Refused),
        EntryKind::Refusal => (format!("{} refused", entry.verb?), Weight::Refused),
        _ => return None,
    };
    Some(EarlierView {
        at: entry.at,
        what,
        operator: Some(entry.operator.id),
        ticket: entry.ticket,
        result: entry.result,
        weight,
    })
}
