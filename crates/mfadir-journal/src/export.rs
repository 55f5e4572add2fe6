//! Entries in the forms that other programs read.

use serde_json::{Value, json};

use crate::{
    entry::{Entry, EntryKind, Mention},
    line::Line,
};

/// The names of the columns of [`csv_row`].
pub const COLUMNS: [&str; 17] = [
    "number",
    "at",
    "kind",
    "tenant",
    "operator",
    "verb",
    "user",
    "user_id",
    "ticket",
    "reason",
    "receipt",
    "approvals",
    "factors",
    "result",
    "request_ids",
    "detail",
    "change",
];

/// One entry as a row. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv_row(line: &Line) -> [String; 17] {
    let Line { n, entry, .. } = line;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let person = entry.user.as_ref();
    [
        n.to_string(),
        entry.at.to_string(),
        entry.kind.to_string(),
        entry.tenant.to_string(),
        entry.operator.id.clone(),
        text(&entry.verb),
        person.map(|person| person.login.clone()).unwrap_or_default(),
        person.map(|person| person.id.to_string()).unwrap_or_default(),
        text(&entry.ticket),
        text(&entry.reason),
        text(&entry.receipt),
        entry.approvals.join(" "),
        types(&entry.factors),
        text(&entry.result),
        entry.request_ids.join(" "),
        text(&entry.detail),
        text(&entry.change),
    ]
    .map(harmless)
}

fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

fn types(factors: &[Mention]) -> String {
    factors.iter().map(|factor| factor.factor_type.as_str()).collect::<Vec<_>>().join(" ")
}

/// One entry in the Elastic Common Schema; what it has no field for stands under `mfadir`.
pub fn ecs(line: &Line) -> Value {
    let Line { n, entry, .. } = line;
    json!({
        "@timestamp": entry.at,
        "ecs": { "version": "8.17" },
        "event": {
            "kind": if entry.kind == EntryKind::Denial { "alert" } else { "event" },
            "category": ["iam"],
            "type": [if entry.kind == EntryKind::Refusal { "denied" } else { "change" }],
            "action": entry.verb.as_deref().unwrap_or(entry.kind.as_str()),
            "outcome": outcome(entry),
            "sequence": n,
            "reason": entry.reason,
        },
        "user": {
            "name": entry.operator.id,
            "target": entry.user.as_ref().map(|person| json!({ "id": person.id, "name": person.login })),
        },
        "host": { "name": entry.operator.host },
        "organization": { "name": entry.tenant },
        "mfadir": { "entry": entry },
    })
}

fn outcome(entry: &Entry) -> &'static str {
    match (entry.kind, entry.result.as_deref()) {
        (EntryKind::Outcome, Some("done")) | (EntryKind::Receipt | EntryKind::Approval, _) => "success",
        (EntryKind::Outcome, Some("failed")) | (EntryKind::Refusal | EntryKind::Denial | EntryKind::TimedOut, _) => {
            "failure"
        }
        _ => "unknown",
    }
}
