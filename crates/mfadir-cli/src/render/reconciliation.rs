//! How our log, the provider's and the tickets fit together.

use jiff::Timestamp;
use mfadir_core::{Operation, TenantName, UserId};
use mfadir_ops::{Finding, Period, Reconciliation, Tally};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::words::{count, minute};
use crate::output::{Document, Look, Sheet, clean};

/// The outcome of a comparison.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReconciliationDocument {
    tenant: TenantName,
    since: Timestamp,
    until: Timestamp,
    /// `yes`, `no` or `cannot-tell`.
    fits: &'static str,
    counts: Counts,
    findings: Vec<FindingView>,
}

/// How many rows there were, and how they stand.
#[derive(Clone, Debug, Serialize)]
struct Counts {
    acts: usize,
    events: usize,
    receipts: usize,
    /// Absent where no list was handed in.
    tickets: Option<usize>,
    differences: usize,
    cannot_tell: usize,
    /// What the provider may still tell of.
    not_yet: usize,
    /// What the provider's log is not seen to tell of at all.
    not_told: usize,
}

/// One thing that does not fit.
#[derive(Clone, Debug, Serialize)]
struct FindingView {
    finding: &'static str,
    text: &'static str,
    at: Option<Timestamp>,
    operation: Option<Operation>,
    user: Option<PersonView>,
    by: Option<String>,
    factors: Vec<String>,
    ticket: Option<String>,
    /// The number of the entry in the audit log.
    entry: Option<u64>,
    ids: Vec<String>,
    why: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct PersonView {
    id: Option<UserId>,
    login: Option<String>,
}

impl ReconciliationDocument {
    pub(crate) fn new(tenant: &TenantName, period: Period, joined: &Reconciliation) -> Self {
        let tally = joined.tally();
        Self {
            tenant: tenant.clone(),
            since: period.since,
            until: period.now,
            fits: fits(&tally),
            counts: Counts::from(tally),
            findings: joined.findings().into_iter().map(FindingView::from).collect(),
        }
    }

    fn headline(&self) -> String {
        let Self { tenant, since, until, .. } = self;
        let verdict = match self.fits {
            "yes" => "everything fits".green().bold().to_string(),
            "no" => format!("{} not fit", does(self.counts.differences)).red().bold().to_string(),
            _ => format!("cannot tell about {}", count(self.counts.cannot_tell, "row")).yellow().bold().to_string(),
        };
        format!("{tenant} from {} to {}: {verdict}", minute(*since), minute(*until))
    }

    fn numbers(&self) -> String {
        let Counts { acts, events, receipts, tickets, .. } = self.counts;
        let tickets = tickets.map(|tickets| format!(", {}", count(tickets, "ticket"))).unwrap_or_default();
        let told = [count(acts, "act"), count(receipts, "receipt")].join(" and ");
        format!("  {told} of ours, {} of the provider{tickets}", count(events, "event"))
    }

    fn rest(&self) -> Vec<String> {
        let Counts { not_yet, not_told, .. } = self.counts;
        let line = |number, text: &str| (number > 0).then(|| format!("  {} {text}", count(number, "row")));
        let later = line(not_yet, "may show later at the provider: look again in a quarter of an hour");
        let untold = line(not_told, "of a kind that the provider's log did not tell of in this time");
        [later, untold].into_iter().flatten().collect()
    }
}

fn does(number: usize) -> String {
    if number == 1 { "1 thing does".to_owned() } else { format!("{number} things do") }
}

fn fits(tally: &Tally) -> &'static str {
    match tally {
        Tally { differences: 0, open: 0, .. } => "yes",
        Tally { differences: 0, .. } => "cannot-tell",
        _ => "no",
    }
}

impl From<Tally> for Counts {
    fn from(tally: Tally) -> Self {
        let Tally { acts, events, receipts, tickets, differences, open, not_yet, not_told } = tally;
        Self { acts, events, receipts, tickets, differences, cannot_tell: open, not_yet, not_told }
    }
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        let is_somebody = finding.user.is_some() || finding.login.is_some();
        Self {
            finding: finding.kind.as_str(),
            text: finding.kind.text(),
            at: finding.at,
            operation: finding.operation,
            user: is_somebody.then_some(PersonView { id: finding.user, login: finding.login }),
            by: finding.by,
            factors: finding.factors,
            ticket: finding.ticket,
            entry: finding.entry,
            ids: finding.ids,
            why: finding.why,
        }
    }
}

impl FindingView {
    fn whom(&self) -> Option<String> {
        let user = self.user.as_ref()?;
        user.login.clone().or_else(|| user.id.as_ref().map(ToString::to_string))
    }

    fn line(&self) -> String {
        let factors = (!self.factors.is_empty()).then(|| self.factors.join(" "));
        let parts = [
            self.at.map(minute),
            self.operation.map(|operation| operation.to_string()),
            self.whom(),
            factors,
            self.by.as_ref().map(|by| format!("by {by}")),
            self.ticket.clone(),
            self.entry.map(|entry| format!("entry {entry}")),
            self.ids.first().map(|id| format!("({id})")),
            self.why.clone(),
        ];
        clean(&parts.into_iter().flatten().collect::<Vec<_>>().join("  ")).into_owned()
    }

    fn cells(&self) -> [String; 10] {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        [
            self.finding.to_owned(),
            self.at.map(|at| at.to_string()).unwrap_or_default(),
            self.operation.map(|operation| operation.to_string()).unwrap_or_default(),
            self.whom().unwrap_or_default(),
            self.factors.join(" "),
            text(self.by.as_deref()),
            text(self.ticket.as_deref()),
            self.entry.map(|entry| entry.to_string()).unwrap_or_default(),
            self.ids.join(" "),
            text(self.why.as_deref()),
        ]
    }
}

impl Document for ReconciliationDocument {
    const SCHEMA: &'static str = "mfadir.reconciliation/v1";
    const ITEMS: Option<&'static str> = Some("findings");

    fn sheet(&self) -> Sheet {
        let mut sheet =
            Sheet::new(["finding", "at", "operation", "user", "factors", "by", "ticket", "entry", "ids", "why"]);
        self.findings.iter().for_each(|finding| sheet.row(finding.cells()));
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let mut lines = vec![self.headline(), self.numbers()];
        let mut last = None;
        for finding in &self.findings {
            if last != Some(finding.finding) {
                lines.extend([String::new(), format!("{}:", finding.text)]);
                last = Some(finding.finding);
            }
            lines.push(format!("  {}", finding.line()));
        }
        let rest = self.rest();
        if !rest.is_empty() {
            lines.push(String::new());
            lines.extend(rest);
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::Operation;
    use mfadir_ops::{ActRow, ActStanding, Ending, OurAct, Period, Reconciliation, Standing, TicketStanding};

    use super::ReconciliationDocument;
    use crate::output::{Document, Look};

    fn document(standing: Standing) -> ReconciliationDocument {
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().expect("a time");
        let act = OurAct {
            number: 7,
            at: now - jiff::SignedDuration::from_hours(1),
            operator: "olga".to_owned(),
            user: "u1".into(),
            login: "ada@example.com".to_owned(),
            operation: Operation::Remove,
            factors: vec![(None, "totp@okta".parse().expect("every text is a factor type"))],
            ticket: Some("INC1".to_owned()),
            request_ids: vec!["r1".to_owned()],
            proofs: Vec::new(),
            ending: Ending::Done,
        };
        let row =
            ActRow { act, standing: ActStanding::Row(standing), unfounded: Vec::new(), ticket: TicketStanding::Fits };
        let joined = Reconciliation { acts: vec![row], ..Reconciliation::default() };
        let period = Period::new(now - jiff::SignedDuration::from_hours(24), now);
        ReconciliationDocument::new(&"acme".into(), period, &joined)
    }

    fn text(standing: Standing) -> String {
        Look::plain().finish(&document(standing).text(Look::plain()))
    }

    #[test]
    fn what_does_not_fit_is_told_by_its_kind() {
        assert_eq!(
            text(Standing::Unknown),
            "\
acme from 2026-03-01 09:00 UTC to 2026-03-02 09:00 UTC: 1 thing does not fit
  1 act and 0 receipts of ours, 0 events of the provider

the provider does not know it:
  2026-03-02 08:00 UTC  remove  ada@example.com  totp@okta  by olga  INC1  entry 7  (r1)
"
        );
        let csv = document(Standing::Unknown).sheet().csv().expect("plain cells");
        assert!(csv.lines().nth(1).is_some_and(|row| row.starts_with("act-unknown,2026-03-02T08:00:00Z,remove,")));
    }

    #[test]
    fn what_may_still_show_is_told_apart() {
        let later = text(Standing::NotYet);
        assert!(later.contains(": everything fits\n"), "{later}");
        assert!(later.contains("1 row may show later at the provider"), "{later}");
        let open = text(Standing::CannotTell("it was forgotten".to_owned()));
        assert!(open.contains(": cannot tell about 1 row\n") && open.contains("it was forgotten"), "{open}");
    }
}
