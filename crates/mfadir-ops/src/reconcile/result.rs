//! Where each row stands.

use mfadir_core::Event;

use super::books::{OurAct, OurReceipt, Ticket};

/// By what a row of the provider was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By the id of the request.
    Request,
    /// By person, kind of act, factor and time: the provider told no id, or ours was lost.
    Time,
}

/// How a row of ours stands against the provider's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The provider knows it.
    Known(By),
    /// The provider does not know it.
    Unknown,
    /// The provider may still tell of it: it was a moment ago.
    NotYet,
    /// The provider's log is not seen to tell of such an act at all: not every provider writes every act down.
    NotTold,
    /// It cannot be told, as a clause.
    CannotTell(String),
    /// There is nothing to look for: it was not done, it proves something, or it lies before the time that is looked at.
    Aside,
}

/// How a write of ours stands against the provider's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActStanding {
    /// As any row.
    Row(Standing),
    /// We noted that it was not done, and the provider tells that it was.
    DoneAllTheSame,
}

/// How something stands against the tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketStanding {
    /// Act and ticket belong together.
    Fits,
    /// An act names no ticket.
    NoTicket,
    /// An act names a ticket that the list does not have.
    NotListed,
    /// A ticket is for somebody else than the one who was acted on.
    SomebodyElse,
    /// A ticket is spoken of, and nothing was done for it: it was refused, or the caller was verified and no more.
    NothingDone,
    /// A ticket is not spoken of anywhere.
    NoAct,
    /// An act lies before the time that is looked at, or is part of another one that needs the ticket.
    Aside,
}

/// How an event of the provider stands against our log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventStanding {
    /// It tells of an act of ours, by its place among the acts.
    Ours(usize, By),
    /// It came with an act of ours, and tells of a factor that nobody asked to take.
    More(usize),
    /// Nobody did it through us.
    Stranger,
    /// The person did it themselves, as the provider tells.
    Themselves,
    /// It cannot be told, as a clause.
    CannotTell(String),
    /// It is no act: a sign-in, a failed attempt, a word of the provider's own, or before the time that is looked at.
    Aside,
    /// The same event was there before.
    Repeated,
}

/// A write of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRow {
    /// The write.
    pub act: OurAct,
    /// Whether the provider knows it.
    pub standing: ActStanding,
    /// The receipts and approvals that it rests on and of which no entry before it tells.
    pub unfounded: Vec<String>,
    /// Whether it has a ticket.
    pub ticket: TicketStanding,
}

/// An event of the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// The event.
    pub event: Event,
    /// What the person signs in with, where it is known.
    pub login: Option<String>,
    /// Whose it is.
    pub standing: EventStanding,
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// The receipt.
    pub receipt: OurReceipt,
    /// Whether the provider knows its challenge.
    pub standing: Standing,
    /// The earlier receipt that was written for the same answer of the caller; nothing where there is none.
    pub repeats: Option<String>,
}

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow {
    /// The ticket.
    pub ticket: Ticket,
    /// Whether something was done for it.
    pub standing: TicketStanding,
}

/// Every row of the three lists, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// Our writes.
    pub acts: Vec<ActRow>,
    /// The provider's events.
    pub events: Vec<EventRow>,
    /// Our receipts.
    pub receipts: Vec<ReceiptRow>,
    /// The tickets; nothing where no list was handed in.
    pub tickets: Option<Vec<TicketRow>>,
}
