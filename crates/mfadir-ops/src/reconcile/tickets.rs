//! Whether acts and tickets belong together.

use super::{
    books::{Books, Ending, OurAct, Ticket},
    kin::Kin,
    result::TicketStanding,
};

/// How an act stands against the tickets. What only proves something stands under the act that follows, and what was not
/// done needs none.
pub(super) fn of_act(act: &OurAct, books: &Books) -> TicketStanding {
    if !counts(act) || !books.period.holds(act.at) {
        return TicketStanding::Aside;
    }
    let Some(number) = &act.ticket else { return TicketStanding::NoTicket };
    let Some(listed) = &books.tickets else { return TicketStanding::Fits };
    match listed.iter().find(|ticket| same(&ticket.number, number)) {
        None => TicketStanding::NotListed,
        Some(ticket) if !may_be_for(ticket, act) => TicketStanding::SomebodyElse,
        Some(_) => TicketStanding::Fits,
    }
}

/// How a ticket stands against the acts.
pub(super) fn standing(ticket: &Ticket, books: &Books) -> TicketStanding {
    let of_ticket = |other: Option<&String>| other.is_some_and(|number| same(number, &ticket.number));
    let mut acts = books.acts.iter().filter(|act| of_ticket(act.ticket.as_ref())).peekable();
    let spoken_of = acts.peek().is_some() || books.spoken_of.iter().any(|number| same(number, &ticket.number));
    match acts.any(counts) {
        true => TicketStanding::Fits,
        false if spoken_of => TicketStanding::NothingDone,
        false => TicketStanding::NoAct,
    }
}

fn counts(act: &OurAct) -> bool {
    act.ending != Ending::Failed && Kin::of(act.operation).is_some_and(Kin::is_act)
}

/// Where the ticket says nothing about a person, it may be for anybody.
fn may_be_for(ticket: &Ticket, act: &OurAct) -> bool {
    let person = ticket.person.as_deref().map(str::trim).filter(|person| !person.is_empty());
    person.is_none_or(|person| same(person, &act.login) || person == act.user.as_str())
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
