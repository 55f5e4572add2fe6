//! What earlier acts rested on.

use std::collections::BTreeMap;

use mfadir_journal::{Entry, EntryKind, Line, Mention};
use mfadir_policy::{Target, Used, Verb};

use super::{entry::happened, history::undone};

/// The receipts and approvals that were used: by every intent, unless what it announced surely did not happen. It was done
/// where its answer says so, or where reading the provider showed it.
pub(super) fn used(lines: &[Line]) -> Used {
    let (undone, outcomes) = (undone(lines), outcomes(lines));
    let mut used = Used::default();
    for Line { n, entry, .. } in lines.iter().filter(|line| line.entry.kind == EntryKind::Intent) {
        if !undone.contains(n) {
            note(&mut used, entry, outcomes.get(n).copied());
        }
    }
    let shown = lines.iter().map(|line| &line.entry).filter(|entry| entry.kind == EntryKind::ReadBack);
    shown.for_each(|entry| seen(&mut used, entry));
    used
}

/// A read-back that shows the whole act done.
fn seen(used: &mut Used, shown: &Entry) {
    let Some(verb) = verb(shown).filter(|_| shown.change.is_none() && happened(shown.result.as_deref())) else {
        return;
    };
    let ids = shown.receipt.iter().chain(&shown.approvals);
    ids.for_each(|id| used.note(id, verb));
}

fn verb(entry: &Entry) -> Option<Verb> {
    entry.verb.as_ref().and_then(|verb| verb.parse().ok())
}

/// How each intent ended, by its number.
fn outcomes(lines: &[Line]) -> BTreeMap<u64, &Entry> {
    let ended = lines.iter().map(|line| &line.entry).filter(|entry| entry.kind == EntryKind::Outcome);
    ended.filter_map(|entry| Some((entry.of?, entry))).collect()
}

fn note(used: &mut Used, intent: &Entry, outcome: Option<&Entry>) {
    let Some(verb) = verb(intent) else { return };
    let change = intent.change.as_ref().and_then(|change| change.parse().ok());
    let done = outcome.is_some_and(|outcome| happened(outcome.result.as_deref()));
    let mut act = |id: &str| {
        used.begin(id, verb);
        if done {
            used.note(id, verb);
            for factor in made(verb, intent, outcome) {
                used.note_made(id, factor);
            }
        }
    };
    intent.receipt.iter().for_each(|id| act(id));
    match change {
        Some(change) => intent.approvals.iter().for_each(|id| used.note_step(id, change)),
        None => intent.approvals.iter().for_each(|id| act(id)),
    }
}

/// The factor that an enrollment made, by the id that its answer gave it, or that an activation worked on.
fn made(verb: Verb, intent: &Entry, outcome: Option<&Entry>) -> Vec<Target> {
    let answered = outcome.map(|outcome| outcome.factors.as_slice()).filter(|_| verb == Verb::Enroll);
    let factors = match (verb, answered) {
        (Verb::Enroll, Some(named @ [_, ..])) => named,
        (Verb::Enroll | Verb::Activate, _) => intent.factors.as_slice(),
        _ => &[],
    };
    factors.iter().map(target).collect()
}

fn target(mention: &Mention) -> Target {
    Target { id: mention.id.clone(), factor_type: mention.factor_type.clone() }
}
