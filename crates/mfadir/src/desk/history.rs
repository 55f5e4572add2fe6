//! What was done before, out of the log and out of the provider's own.

mod events;
mod works;

use std::collections::BTreeSet;

use jiff::SignedDuration;
use mfadir_core::{Operation, UserId};
use mfadir_journal::{Entry, EntryKind, Line};
use mfadir_policy::{PastAct, Policy, Verb};

pub(super) use events::{Requests, read};

use self::works::Works;
use super::entry::{UNKNOWN, did_not_happen};

/// The time that a rule of the policy looks back; nothing where none does.
pub(super) fn window(policy: &Policy) -> Option<SignedDuration> {
    let hour = policy.caps.operator_per_hour.map(|_| SignedDuration::from_hours(1));
    let day = policy.caps.user_per_day.map(|_| SignedDuration::from_hours(24));
    let pushes = policy.pushes.map(|pushes| pushes.within);
    [hour, day, policy.cool_down, policy.denial, pushes].into_iter().flatten().max()
}

/// The acts in these lines by the operator on anybody, and by anybody on the person.
pub(super) fn acts(lines: &[Line], operator: &str, user: &UserId) -> Vec<PastAct> {
    let undone = undone(lines);
    let (mut acts, mut works) = (Vec::new(), Works::default());
    for Line { n, entry, .. } in lines {
        match entry.kind {
            EntryKind::Intent if undone.contains(n) => {}
            EntryKind::Intent => acts.extend(begun(entry, user, &mut works)),
            EntryKind::Denial => deny(&mut acts, entry, user),
            _ => {}
        }
    }
    acts.retain(|act| act.on_user || act.operator.as_deref() == Some(operator));
    acts
}

/// The intents of which surely nothing came.
pub(super) fn undone(lines: &[Line]) -> BTreeSet<u64> {
    let outcomes = lines.iter().map(|line| &line.entry).filter(|entry| entry.kind == EntryKind::Outcome);
    outcomes.filter(|entry| did_not_happen(entry.result.as_deref())).filter_map(|entry| entry.of).collect()
}

/// The provider's ids of the requests that are ours.
pub(super) fn request_ids(lines: &[Line]) -> impl Iterator<Item = &str> {
    lines.iter().flat_map(|line| &line.entry.request_ids).map(String::as_str)
}

/// The writes on the person whose answer did not come.
pub(super) fn unanswered(lines: &[Line], user: &UserId) -> Vec<PastAct> {
    let outcomes = lines.iter().map(|line| &line.entry).filter(|entry| entry.kind == EntryKind::Outcome);
    let answered: BTreeSet<u64> =
        outcomes.filter(|entry| entry.result.as_deref() != Some(UNKNOWN)).filter_map(|entry| entry.of).collect();
    let open = lines.iter().filter(|line| line.entry.kind == EntryKind::Intent && !answered.contains(&line.n));
    let acts = open.filter_map(|line| Some(act(&line.entry, line.entry.verb.as_ref()?.parse().ok()?, user)));
    acts.filter(|act| act.on_user).collect()
}

/// The act that this write begins; nothing where it is the rest of one.
fn begun<'a>(entry: &'a Entry, user: &UserId, works: &mut Works<'a>) -> Option<PastAct> {
    let verb: Verb = entry.verb.as_ref()?.parse().ok()?;
    let begins = begins(verb, entry.operation.as_deref()) && !works.has_begun(entry, verb);
    begins.then(|| act(entry, verb, user))
}

/// The challenge that was denied, or one that is not in these lines.
fn deny(acts: &mut Vec<PastAct>, entry: &Entry, user: &UserId) {
    let denied = PastAct { denied: true, ..act(entry, Verb::Challenge, user) };
    if !denied.on_user {
        return;
    }
    let asked = |act: &&mut PastAct| act.on_user && act.verb == Verb::Challenge && !act.denied;
    match acts.iter_mut().rev().find(asked) {
        Some(challenge) => *challenge = denied,
        None => acts.push(denied),
    }
}

fn act(entry: &Entry, verb: Verb, user: &UserId) -> PastAct {
    PastAct {
        at: entry.at,
        verb,
        operator: Some(entry.operator.id.clone()),
        ticket: entry.ticket.clone(),
        receipt: entry.receipt.clone(),
        on_user: entry.user.as_ref().is_some_and(|person| person.id == *user),
        denied: false,
    }
}

/// Whether this write is the act itself, and not what follows one: the polls of a challenge, an activation that is sent
/// again. A reset may be made of removals.
fn begins(verb: Verb, operation: Option<&str>) -> bool {
    let is = |operation: &str| operation == verb.as_str();
    operation.is_none_or(|operation| is(operation) || (verb == Verb::Reset && operation == Operation::Remove.as_str()))
}

#[cfg(test)]
mod tests;
