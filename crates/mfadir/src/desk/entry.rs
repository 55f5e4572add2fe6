//! What happens, as entries of the audit log.

use std::iter;

use mfadir_core::{Applied, ErrorKind, FactorId, FactorType, Operation};
use mfadir_journal::{Entry, EntryKind, LiftedRule, Mention, Person};
use mfadir_ops::{DeskNote, Ended, Happened, Notice, NoticeResult, ReadBack, Reconciled, Record, Tally, Verdict};
use mfadir_policy::{About, Digest, Evidence, Lifted, Receipt, Refusal, Target};
use serde::Serialize;

/// The version of the tool.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How a write ended: its answer says so.
pub(super) const DONE: &str = "done";
/// It surely did not happen.
pub(super) const FAILED: &str = "failed";
/// Nobody knows whether it happened.
pub(super) const UNKNOWN: &str = "unknown";
/// Nobody noted how it ended, and reading the provider shows that it happened.
pub(super) const FOUND_DONE: &str = "found-done";
/// The same, and that it did not.
pub(super) const FOUND_NOT_DONE: &str = "found-not-done";

/// Whether a write with this result surely did not happen.
pub(super) fn did_not_happen(result: Option<&str>) -> bool {
    matches!(result, Some(FAILED | FOUND_NOT_DONE))
}

/// Whether a write with this result surely happened.
pub(super) fn happened(result: Option<&str>) -> bool {
    matches!(result, Some(DONE | FOUND_DONE))
}

/// A write is about to be sent.
pub(super) fn intent(record: &Record) -> Entry {
    let Record { mandate, request, basis, .. } = record;
    let made = record.makes.iter().map(|factor_type| mention(None, factor_type.to_string()));
    Entry {
        receipt: basis.receipt.clone(),
        approvals: basis.approvals.clone(),
        lifted: record.lifted.iter().map(lifted).collect(),
        factors: record.factors.iter().map(listed).chain(made).collect(),
        reason: mandate.reason().map(str::to_owned),
        requested_at: Some(request.at),
        at: record.at,
        kind: EntryKind::Intent,
        ..written(record)
    }
}

/// How it ended, as far as its answer tells.
pub(super) fn outcome(record: &Record, ended: &Ended, of: Option<u64>) -> Entry {
    let (result, detail) = match ended.failure {
        None => (DONE, None),
        Some((kind, Applied::No)) => (FAILED, Some(word(kind))),
        Some((kind, Applied::Perhaps)) => (UNKNOWN, Some(word(kind))),
    };
    let made = ended.made.as_ref().zip(record.makes.as_ref());
    Entry {
        of,
        result: Some(result.to_owned()),
        detail,
        factors: made.map(|(id, factor_type)| mention(Some(id.clone()), factor_type.to_string())).into_iter().collect(),
        request_ids: ended.request_id.iter().map(ToString::to_string).collect(),
        at: ended.at,
        kind: EntryKind::Outcome,
        ..written(record)
    }
}

/// What intent and outcome both say.
fn written(record: &Record) -> Entry {
    let operator = record.mandate.operator().clone();
    Entry {
        user: Some(Person { id: record.user.clone(), login: record.login.clone() }),
        verb: Some(record.request.verb.to_string()),
        operation: Some(record.operation.to_string()),
        request: Some(record.request.id.clone()),
        change: digest(record.request.change),
        ticket: record.mandate.ticket().map(str::to_owned),
        ..Entry::new(EntryKind::Intent, record.at, record.tenant.clone(), operator, VERSION)
    }
}

/// What was true after the writes.
pub(super) fn read_back(shown: &ReadBack) -> Entry {
    let ReadBack { request, mandate, basis, .. } = shown;
    let targets = |targets: &Vec<Target>| targets.iter().map(target).collect();
    Entry {
        user: Some(person(&request.user)),
        verb: Some(request.verb.to_string()),
        request: Some(request.id.clone()),
        requested_at: Some(request.at),
        change: digest(request.change),
        ticket: mandate.ticket().map(str::to_owned),
        receipt: basis.receipt.clone(),
        approvals: basis.approvals.clone(),
        before: shown.before.as_ref().map(targets),
        after: shown.after.as_ref().map(targets),
        result: Some(verdict(shown.verdict).to_owned()),
        detail: shown.detail.clone(),
        ..Entry::new(EntryKind::ReadBack, shown.at, request.tenant.clone(), mandate.operator().clone(), VERSION)
    }
}

/// What was no write.
pub(super) fn note(note: &DeskNote) -> Entry {
    let entry = Entry {
        user: note.user.as_ref().map(person),
        verb: note.verb.map(|verb| verb.to_string()),
        ticket: note.ticket.clone(),
        reason: note.reason.clone(),
        lifted: note.lifted.iter().map(lifted).collect(),
        ..Entry::new(kind(&note.what), note.at, note.tenant.clone(), note.operator.clone(), VERSION)
    };
    match &note.what {
        Happened::Refused(refusals) => Entry { detail: Some(refused(refusals)), ..entry },
        Happened::Verified(receipt) => verified(receipt, entry),
        Happened::Denied(asked) | Happened::TimedOut(asked) => Entry { factors: vec![target(asked)], ..entry },
        Happened::Asked(request) => Entry {
            request: Some(request.id.clone()),
            requested_at: Some(request.at),
            factors: request.factors.iter().map(target).collect(),
            ..entry
        },
        Happened::Approved(approval) => Entry {
            request: Some(approval.request.clone()),
            approvals: vec![approval.id.clone()],
            factors: approval.factors.iter().map(target).collect(),
            record: record(approval),
            ..entry
        },
        Happened::AskedChange(request) => Entry {
            request: Some(request.id.clone()),
            requested_at: Some(request.at),
            change: digest(Some(request.change)),
            detail: Some(format!("{}, {} bytes", request.file, request.size)),
            ..entry
        },
        Happened::ApprovedChange(approval) => Entry {
            request: Some(approval.request.clone()),
            approvals: vec![approval.id.clone()],
            change: digest(Some(approval.change)),
            record: record(approval),
            ..entry
        },
        Happened::Revealed(what) => Entry { detail: Some(what.clone()), ..entry },
        Happened::Told(notice) => told(notice, entry),
        Happened::Reconciled(reconciled) => compared(reconciled, entry),
    }
}

fn kind(what: &Happened) -> EntryKind {
    match what {
        Happened::Refused(_) => EntryKind::Refusal,
        Happened::Verified(_) => EntryKind::Receipt,
        Happened::Denied(_) => EntryKind::Denial,
        Happened::TimedOut(_) => EntryKind::TimedOut,
        Happened::Asked(_) | Happened::AskedChange(_) => EntryKind::Request,
        Happened::Approved(_) | Happened::ApprovedChange(_) => EntryKind::Approval,
        Happened::Revealed(_) => EntryKind::Reveal,
        Happened::Told(_) => EntryKind::Notice,
        Happened::Reconciled(_) => EntryKind::Reconciliation,
    }
}

/// What a signed text is known by.
pub(super) fn digest_of(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()
}

/// The same of a record, whose text is signed after this was written down.
fn record<T: Serialize>(record: &T) -> Option<String> {
    serde_json::to_string(record).ok().map(|text| digest_of(&text))
}

fn digest(change: Option<Digest>) -> Option<String> {
    change.map(|change| change.to_string())
}

fn refused(refusals: &[Refusal]) -> String {
    refusals.iter().map(|refusal| format!("{}: {}", refusal.rule, refusal.text)).collect::<Vec<_>>().join("; ")
}

fn verified(receipt: &Receipt, entry: Entry) -> Entry {
    let entry = Entry { receipt: Some(receipt.id.clone()), record: record(receipt), ..entry };
    match &receipt.evidence {
        Evidence::Factor { id, factor_type, transaction } => Entry {
            factors: vec![mention(Some(id.clone()), factor_type.clone())],
            request_ids: transaction.iter().cloned().collect(),
            ..entry
        },
        Evidence::Attested { by, text } => Entry { detail: Some(format!("{by}: {text}")), ..entry },
    }
}

fn told(notice: &Notice, entry: Entry) -> Entry {
    let whom = notice.audience.map_or("the ticket", mfadir_policy::Audience::as_str);
    let by = notice.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    let to = notice.to.as_ref().map_or_else(String::new, |to| format!(" to {to}"));
    let (result, why) = match &notice.result {
        NoticeResult::Sent => ("sent", String::new()),
        NoticeResult::NotSent(why) => ("not-sent", format!(": {why}")),
    };
    Entry { result: Some(result.to_owned()), detail: Some(format!("{whom}{by}{to}{why}")), ..entry }
}

fn compared(reconciled: &Reconciled, entry: Entry) -> Entry {
    let Reconciled { since, tally, findings } = reconciled;
    let result = match tally {
        Tally { differences: 0, open: 0, .. } => "fits",
        Tally { differences: 0, .. } => "cannot-tell",
        _ => "differs",
    };
    let tickets = tally.tickets.map(|tickets| format!(", {tickets} tickets")).unwrap_or_default();
    let counted = format!("since {since:.0}: {} acts, {} events{tickets}", tally.acts, tally.events);
    let detail = iter::once(counted).chain(findings.iter().cloned()).collect::<Vec<_>>().join("; ");
    Entry { result: Some(result.to_owned()), detail: Some(detail), ..entry }
}

pub(super) fn target(target: &Target) -> Mention {
    mention(target.id.clone(), target.factor_type.clone())
}

fn listed((id, factor_type): &(FactorId, FactorType)) -> Mention {
    mention(Some(id.clone()), factor_type.to_string())
}

fn mention(id: Option<FactorId>, factor_type: String) -> Mention {
    Mention { id, factor_type }
}

fn person(about: &About) -> Person {
    Person { id: about.id.clone(), login: about.login.clone() }
}

fn lifted(lifted: &Lifted) -> LiftedRule {
    LiftedRule { rule: lifted.rule.to_string(), text: lifted.text.clone() }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Done => DONE,
        Verdict::NothingToDo => "nothing-to-do",
        Verdict::Partly => "partly",
        Verdict::Unknown => UNKNOWN,
        Verdict::Failed => FAILED,
    }
}

/// The kind of a failure as one word.
fn word(kind: ErrorKind) -> String {
    serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Whether an operation only asks how something goes: no act, and asked again and again.
pub(super) fn only_asks(operation: Operation) -> bool {
    matches!(operation, Operation::Poll | Operation::PollEnrollment)
}
