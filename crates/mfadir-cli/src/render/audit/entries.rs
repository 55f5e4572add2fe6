//! Entries of the audit log.

use std::collections::BTreeSet;

use mfadir_journal::{COLUMNS, Entry, Line, csv_row};
use mfadir_policy::Digest;
use serde::Serialize;

use crate::{
    output::{Document, Look, Sheet, clean},
    render::words::minute,
};

/// Entries of one or several audit logs.
#[derive(Debug, Serialize)]
pub(crate) struct AuditDocument {
    entries: Vec<AuditEntry>,
}

/// One entry, with its number.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AuditEntry {
    number: u64,
    #[serde(flatten)]
    entry: Entry,
    #[serde(skip)]
    row: [String; COLUMNS.len()],
}

impl From<Line> for AuditEntry {
    fn from(line: Line) -> Self {
        Self { row: csv_row(&line), number: line.n, entry: line.entry }
    }
}

impl AuditDocument {
    pub(crate) fn of(entries: Vec<AuditEntry>) -> Self {
        Self { entries }
    }

    fn tenants(&self) -> usize {
        self.entries.iter().map(|entry| entry.entry.tenant.as_str()).collect::<BTreeSet<_>>().len()
    }
}

impl Document for AuditDocument {
    const SCHEMA: &'static str = "mfadir.audit/v1";
    const ITEMS: Option<&'static str> = Some("entries");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS);
        for entry in &self.entries {
            sheet.row(entry.row.clone());
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        let several = self.tenants() > 1;
        let tenant = several.then_some("tenant");
        let columns = ["number", "at"].into_iter().chain(tenant);
        let mut sheet = Sheet::new(columns.chain(["what", "user", "operator", "ticket", "told"]));
        for entry in &self.entries {
            let tenant = several.then(|| entry.entry.tenant.to_string());
            let [number, at, rest @ ..] = entry.cells();
            sheet.row([number, at].into_iter().chain(tenant).chain(rest));
        }
        sheet.table(look)
    }

    fn note(&self) -> String {
        self.entries.iter().map(AuditEntry::sentence).collect::<Vec<_>>().join("\n")
    }
}

impl AuditEntry {
    /// What people look for first.
    fn cells(&self) -> [String; 7] {
        let Entry { at, user, operator, ticket, .. } = &self.entry;
        [
            self.number.to_string(),
            minute(*at),
            self.what(),
            user.as_ref().map(|user| user.login.clone()).unwrap_or_default(),
            operator.id.clone(),
            ticket.clone().unwrap_or_default(),
            self.told(),
        ]
    }

    /// The verb and what the entry tells of it.
    fn what(&self) -> String {
        let kind = self.entry.kind.as_str();
        self.entry.verb.as_ref().map_or_else(|| kind.to_owned(), |verb| format!("{verb} {kind}"))
    }

    /// Which write of the act it is, what came of it, on which factors, and what else there is to say.
    fn told(&self) -> String {
        let Entry { verb, operation, result, factors, lifted, detail, change, .. } = &self.entry;
        let operation = operation.clone().filter(|operation| verb.as_ref() != Some(operation)).unwrap_or_default();
        let types = factors.iter().map(|factor| factor.factor_type.as_str()).collect::<Vec<_>>().join(" ");
        let rules = lifted.iter().map(|lifted| lifted.rule.as_str()).collect::<Vec<_>>().join(" ");
        let rules = if rules.is_empty() { rules } else { format!("lifted {rules}") };
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        let plan = change.as_ref().and_then(|change| change.parse().ok()).map(|change: Digest| change.short());
        let parts = [operation, or_empty(result), types, rules, or_empty(detail), plan.unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    fn sentence(&self) -> String {
        let Entry { at, tenant, user, operator, ticket, reason, .. } = &self.entry;
        let user = user.as_ref().map(|user| format!(" for {}", user.login)).unwrap_or_default();
        let ticket = ticket.as_ref().map(|ticket| format!(" (ticket {ticket})")).unwrap_or_default();
        let reason = reason.as_ref().map(|reason| format!("; reason: {reason}")).unwrap_or_default();
        let told = self.told();
        let told = if told.is_empty() { told } else { format!(": {told}") };
        let what = self.what();
        let line = format!("{} {}: {what}{user} on {tenant}{ticket}{told}{reason}", minute(*at), operator.id);
        clean(&line).into_owned()
    }
}
