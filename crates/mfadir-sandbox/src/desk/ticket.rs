//! Tickets: records of the table `incident`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::contact::Contact;

/// The states from which an incident is no longer active: closed and cancelled. A resolved one (6) still is.
const INACTIVE: [&str; 2] = ["7", "8"];

/// An incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number, such as `INC0010001`.
    pub number: String,
    /// The record's id: 32 hexadecimal digits.
    pub sys_id: String,
    /// The state as the table keeps it: 1 new, 2 in progress, 3 on hold, 6 resolved, 7 closed, 8 cancelled.
    pub state: String,
    /// One line that says what it is about.
    pub short_description: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What was noted, the oldest first.
    pub work_notes: Vec<WorkNote>,
    pub(crate) caller: Option<Contact>,
    pub(crate) opened_by: Contact,
}

/// A note that the person whom the ticket is for does not see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkNote {
    /// When it was written.
    pub at: Timestamp,
    /// The account that wrote it.
    pub by: String,
    /// The text.
    pub text: String,
}

impl Ticket {
    /// Whether the record is active, which a resolved incident is until it is closed.
    pub fn is_active(&self) -> bool {
        !INACTIVE.contains(&self.state.as_str())
    }

    /// Whom it is for, by the name to sign in with. Nothing where nobody is named.
    pub fn caller_name(&self) -> Option<&str> {
        self.caller.as_ref().map(|caller| caller.user_name.as_str())
    }
}
