//! Three lists side by side: what we wrote down, what the provider's log tells, and the tickets.
//!
//! Nothing here reads anything. Every row of every list stands in exactly one place afterwards, so that what nobody can
//! explain cannot be lost among what fits.

mod acts;
mod books;
mod excess;
mod finding;
mod kin;
mod matching;
mod proofs;
mod result;
mod tickets;

pub use books::{Books, Ending, OurAct, OurReceipt, Period, Ticket};
pub use finding::{Finding, FindingKind, Tally};
pub use result::{
    ActRow, ActStanding, By, EventRow, EventStanding, ReceiptRow, Reconciliation, Standing, TicketRow, TicketStanding,
};

use matching::Matches;
use mfadir_core::Event;

/// Joins the three lists. The provider's request id counts first; where it tells none, person, kind of act, factor and time.
pub fn reconcile(books: Books) -> Reconciliation {
    let matches = Matches::find(&books);
    let events = matches.events(&books);
    let acts = books.acts.iter().enumerate();
    let acts = acts.map(|(number, act)| ActRow {
        standing: acts::standing(number, act, &books, &matches),
        unfounded: proofs::unfounded(act, &books),
        ticket: tickets::of_act(act, &books),
        act: act.clone(),
    });
    let receipts = books.receipts.iter().map(|receipt| ReceiptRow {
        standing: proofs::standing(receipt, &books),
        repeats: proofs::repeats(receipt, &books),
        receipt: receipt.clone(),
    });
    let row = |ticket: &Ticket| TicketRow { standing: tickets::standing(ticket, &books), ticket: ticket.clone() };
    let tickets = books.tickets.as_ref().map(|listed| listed.iter().map(row).collect());
    let (acts, receipts) = (acts.collect(), receipts.collect());
    let row = |(event, standing): (Event, EventStanding)| EventRow {
        login: event.user.as_ref().and_then(|user| books.logins.get(user)).cloned(),
        event,
        standing,
    };
    let events = books.events.into_iter().zip(events).map(row).collect();
    Reconciliation { acts, events, receipts, tickets }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
