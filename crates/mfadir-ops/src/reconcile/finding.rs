//! What does not fit, row by row.

use jiff::Timestamp;
use mfadir_core::{Event, Operation, UserId};

use super::{
    books::{OurAct, OurReceipt},
    result::{
        ActRow, ActStanding, EventRow, EventStanding, ReceiptRow, Reconciliation, Standing, TicketRow, TicketStanding,
    },
};

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// The provider tells of an act that nobody did through us.
    NotThroughUs,
    /// More factors went than were asked for.
    MoreThanAsked,
    /// We noted an act that the provider does not know.
    ActUnknown,
    /// We noted that it failed, and the provider tells that it was done.
    DoneAllTheSame,
    /// The provider does not know the proof that a receipt tells of.
    ReceiptUnknown,
    /// An act rests on a receipt or an approval of which our log does not tell.
    ProofNotEntered,
    /// Two receipts tell of one answer of the caller.
    ProofTwice,
    /// An act names no ticket.
    NoTicket,
    /// An act names a ticket that the list does not have.
    TicketNotListed,
    /// An act names a ticket that is for somebody else.
    TicketOfSomebodyElse,
    /// A ticket for which nothing was done.
    TicketWithoutAct,
    /// Nobody can tell whether it fits.
    CannotTell,
}

impl FindingKind {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotThroughUs => "not-through-us",
            Self::MoreThanAsked => "more-than-asked",
            Self::ActUnknown => "act-unknown",
            Self::DoneAllTheSame => "done-all-the-same",
            Self::ReceiptUnknown => "receipt-unknown",
            Self::ProofNotEntered => "proof-not-entered",
            Self::ProofTwice => "proof-twice",
            Self::NoTicket => "no-ticket",
            Self::TicketNotListed => "ticket-not-listed",
            Self::TicketOfSomebodyElse => "ticket-of-somebody-else",
            Self::TicketWithoutAct => "ticket-without-act",
            Self::CannotTell => "cannot-tell",
        }
    }

    /// What it means, as a sentence.
    pub fn text(self) -> &'static str {
        match self {
            Self::NotThroughUs => "nobody did it through this tool",
            Self::MoreThanAsked => "more factors went than were asked for",
            Self::ActUnknown => "the provider does not know it",
            Self::DoneAllTheSame => "it was noted as failed, and the provider tells that it was done",
            Self::ReceiptUnknown => "the provider does not know the proof",
            Self::ProofNotEntered => "it rests on a receipt or approval of which the log does not tell",
            Self::ProofTwice => "another receipt was written for the same answer of the caller",
            Self::NoTicket => "it names no ticket",
            Self::TicketNotListed => "its ticket is not in the list",
            Self::TicketOfSomebodyElse => "its ticket is for somebody else",
            Self::TicketWithoutAct => "nothing was done for the ticket, and nothing was refused",
            Self::CannotTell => "nobody can tell whether it fits",
        }
    }

    /// Whether something does not fit, rather than that nobody can tell.
    pub fn is_difference(self) -> bool {
        self != Self::CannotTell
    }
}

impl std::fmt::Display for FindingKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// When it happened; nothing for a ticket.
    pub at: Option<Timestamp>,
    /// What was done.
    pub operation: Option<Operation>,
    /// On whom.
    pub user: Option<UserId>,
    /// What they sign in with, or whom the ticket is for.
    pub login: Option<String>,
    /// Our operator, or whom the provider names.
    pub by: Option<String>,
    /// The factors, as `kind@issuer`.
    pub factors: Vec<String>,
    /// The ticket.
    pub ticket: Option<String>,
    /// The number of the entry in our log.
    pub entry: Option<u64>,
    /// The provider's ids: of the requests, or of the event.
    pub ids: Vec<String>,
    /// What the fields do not say, as a clause.
    pub why: Option<String>,
}

/// How many rows there are, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Our writes.
    pub acts: usize,
    /// The provider's events.
    pub events: usize,
    /// Our receipts.
    pub receipts: usize,
    /// The tickets; nothing where no list was handed in.
    pub tickets: Option<usize>,
    /// How much does not fit.
    pub differences: usize,
    /// How much nobody can tell.
    pub open: usize,
    /// What the provider may still tell of.
    pub not_yet: usize,
    /// What the provider's log is not seen to tell of at all.
    pub not_told: usize,
}

impl Reconciliation {
    /// All that does not fit or cannot be told. A row of ours may stand here more than once: for the
    /// provider, for the ticket and for what it rests on.
    pub fn findings(&self) -> Vec<Finding> {
        let events = self.events.iter().filter_map(|row| self.of_event(row));
        let of_ours = |row| of_act(row).into_iter().chain(of_act_ticket(row)).chain(of_act_proof(row));
        let acts = self.acts.iter().flat_map(of_ours);
        let receipts = self.receipts.iter().flat_map(|row| of_receipt(row).into_iter().chain(of_repetition(row)));
        let tickets = self.tickets.iter().flatten().filter_map(of_ticket);
        let mut findings: Vec<Finding> = events.chain(acts).chain(receipts).chain(tickets).collect();
        findings.sort_by_key(|finding| (finding.kind, finding.at));
        findings
    }

    /// How many rows there are, and how they stand.
    pub fn tally(&self) -> Tally {
        let findings = self.findings();
        let differences = findings.iter().filter(|finding| finding.kind.is_difference()).count();
        let count = |wanted: &Standing| {
            let acts = self.acts.iter().filter(|row| matches!(&row.standing, ActStanding::Row(row) if row == wanted));
            acts.count() + self.receipts.iter().filter(|row| row.standing == *wanted).count()
        };
        Tally {
            acts: self.acts.len(),
            events: self.events.len(),
            receipts: self.receipts.len(),
            tickets: self.tickets.as_ref().map(Vec::len),
            differences,
            open: findings.len() - differences,
            not_yet: count(&Standing::NotYet),
            not_told: count(&Standing::NotTold),
        }
    }

    fn of_event(&self, row: &EventRow) -> Option<Finding> {
        let told = |kind| Finding { kind, login: row.login.clone(), ..event_told(&row.event) };
        Some(match &row.standing {
            EventStanding::Stranger => told(FindingKind::NotThroughUs),
            EventStanding::CannotTell(why) => Finding { why: Some(why.clone()), ..told(FindingKind::CannotTell) },
            EventStanding::More(act) => {
                let act = &self.acts.get(*act)?.act;
                Finding {
                    login: Some(act.login.clone()),
                    ticket: act.ticket.clone(),
                    entry: Some(act.number),
                    ..told(FindingKind::MoreThanAsked)
                }
            }
            _ => return None,
        })
    }
}

fn of_act(row: &ActRow) -> Option<Finding> {
    let told = |kind| Finding { kind, ..act_told(&row.act) };
    Some(match &row.standing {
        ActStanding::DoneAllTheSame => told(FindingKind::DoneAllTheSame),
        ActStanding::Row(Standing::Unknown) => told(FindingKind::ActUnknown),
        ActStanding::Row(Standing::CannotTell(why)) => {
            Finding { why: Some(why.clone()), ..told(FindingKind::CannotTell) }
        }
        ActStanding::Row(_) => return None,
    })
}

fn of_act_ticket(row: &ActRow) -> Option<Finding> {
    let kind = match row.ticket {
        TicketStanding::NoTicket => FindingKind::NoTicket,
        TicketStanding::NotListed => FindingKind::TicketNotListed,
        TicketStanding::SomebodyElse => FindingKind::TicketOfSomebodyElse,
        _ => return None,
    };
    Some(Finding { kind, ..act_told(&row.act) })
}

fn of_act_proof(row: &ActRow) -> Option<Finding> {
    let why = (!row.unfounded.is_empty()).then(|| row.unfounded.join(", "))?;
    Some(Finding { kind: FindingKind::ProofNotEntered, why: Some(why), ..act_told(&row.act) })
}

fn of_repetition(row: &ReceiptRow) -> Option<Finding> {
    let earlier = row.repeats.as_ref()?;
    let why = Some(format!("{}, and before it {earlier}", row.receipt.id));
    Some(Finding { kind: FindingKind::ProofTwice, why, ..receipt_told(&row.receipt) })
}

fn of_receipt(row: &ReceiptRow) -> Option<Finding> {
    let told = |kind| Finding { kind, ..receipt_told(&row.receipt) };
    match &row.standing {
        Standing::Unknown => Some(told(FindingKind::ReceiptUnknown)),
        Standing::CannotTell(why) => Some(Finding { why: Some(why.clone()), ..told(FindingKind::CannotTell) }),
        _ => None,
    }
}

fn of_ticket(row: &TicketRow) -> Option<Finding> {
    (row.standing == TicketStanding::NoAct).then(|| Finding {
        login: row.ticket.person.clone(),
        ticket: Some(row.ticket.number.clone()),
        why: row.ticket.state.clone(),
        ..nothing(FindingKind::TicketWithoutAct)
    })
}

fn nothing(kind: FindingKind) -> Finding {
    Finding {
        kind,
        at: None,
        operation: None,
        user: None,
        login: None,
        by: None,
        factors: Vec::new(),
        ticket: None,
        entry: None,
        ids: Vec::new(),
        why: None,
    }
}

fn event_told(event: &Event) -> Finding {
    let request = event.request_id.as_ref().map(ToString::to_string);
    Finding {
        at: Some(event.at),
        operation: event.operation,
        user: event.user.clone(),
        by: event.actor.clone(),
        factors: event.factor_type.iter().map(ToString::to_string).collect(),
        ids: vec![request.unwrap_or_else(|| event.id.clone())],
        why: Some(event.what.clone()),
        ..nothing(FindingKind::NotThroughUs)
    }
}

fn act_told(act: &OurAct) -> Finding {
    Finding {
        at: Some(act.at),
        operation: Some(act.operation),
        user: Some(act.user.clone()),
        login: Some(act.login.clone()),
        by: Some(act.operator.clone()),
        factors: act.factors.iter().map(|(_, factor_type)| factor_type.to_string()).collect(),
        ticket: act.ticket.clone(),
        entry: Some(act.number),
        ids: act.request_ids.clone(),
        ..nothing(FindingKind::ActUnknown)
    }
}

fn receipt_told(receipt: &OurReceipt) -> Finding {
    Finding {
        at: Some(receipt.at),
        user: Some(receipt.user.clone()),
        login: Some(receipt.login.clone()),
        by: Some(receipt.operator.clone()),
        ticket: receipt.ticket.clone(),
        entry: Some(receipt.number),
        ids: receipt.transactions.clone(),
        why: Some(receipt.id.clone()),
        ..nothing(FindingKind::ReceiptUnknown)
    }
}
