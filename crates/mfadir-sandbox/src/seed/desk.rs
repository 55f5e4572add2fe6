//! The desk's tickets: some of the people have one.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_memory::{Ids, Masked, World};

use super::cast::CAST;
use crate::{
    credential::{CredentialName, Key, Keys, hex},
    desk::{Contact, Desk, Ticket},
    persist::StoredTenant,
};

/// The account with which tickets are read and noted on.
const ACCOUNT: &str = "mfadir.desk";

/// Login of whom it is for (empty: nobody), state, and what it is about; the first one is `INC0010001`.
const TICKETS: &[(&str, &str, &str)] = &[
    ("ada@example.com", "2", "Lost my phone"),
    ("carol@example.com", "2", "Cannot sign in on the new laptop"),
    ("ada@example.com", "7", "Broke my phone"),
    ("bob@example.com", "1", "New number"),
    // Resolved, and active until it is closed.
    ("ada@example.com", "6", "The code is not accepted"),
    ("eve@example.com", "2", "Lost my security key"),
    // Somebody whose mail address the ticket system does not know.
    ("dan@example.com", "1", "New phone"),
    ("ivan@example.com", "2", "Locked out"),
    ("", "1", "Somebody called and hung up"),
];
/// The one among them who has no mail address there.
const WITHOUT_MAIL: &str = "dan@example.com";

/// How long ago the first ticket was opened, and how long after it each further one.
const BEGUN: Duration = Duration::from_hours(3);
const LATER: Duration = Duration::from_mins(15);

/// The desk on the first day.
pub(crate) fn company(now: Timestamp) -> StoredTenant {
    let secret = || Masked::new(hex(32));
    let account =
        Key { name: CredentialName::Client, id: Some(ACCOUNT.into()), secret: secret(), owner: None, reach: None };
    let tickets = (0..).zip(TICKETS).map(|(index, seeded)| ticket(index, *seeded, now)).collect();
    let desk = Desk { tickets, post: Vec::new(), hook_secret: Some(secret()) };
    let world = World::new(Ids::plain());
    StoredTenant::new(world, Keys::of(vec![account]), Vec::new(), Duration::ZERO).with_desk(desk)
}

fn ticket(index: u32, (login, state, about): (&str, &str, &str), now: Timestamp) -> Ticket {
    Ticket {
        number: format!("INC{:07}", 10_001 + index),
        sys_id: sys_id("1d", index),
        state: state.to_owned(),
        short_description: about.to_owned(),
        opened_at: now - BEGUN + LATER * index,
        work_notes: Vec::new(),
        caller: contact(login),
        opened_by: agent(),
    }
}

fn agent() -> Contact {
    let sys_id = sys_id("5d", 0);
    Contact { sys_id, name: "Service Desk".into(), user_name: ACCOUNT.into(), email: "desk@example.com".into() }
}

fn contact(login: &str) -> Option<Contact> {
    let (index, member) = (1..).zip(CAST).find(|(_, member)| member.login == login)?;
    let email = if login == WITHOUT_MAIL { "" } else { member.email.unwrap_or(login) };
    Some(Contact {
        sys_id: sys_id("5d", index),
        name: member.name.join(" "),
        user_name: login.to_owned(),
        email: email.to_owned(),
    })
}

/// The id of a record; those of one table begin alike.
fn sys_id(table: &str, index: u32) -> String {
    format!("{table}4fa1c0d3e84c2fa0b1c2d3{index:08x}")
}
