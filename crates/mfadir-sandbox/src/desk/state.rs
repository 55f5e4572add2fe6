//! What the desk keeps.

use jiff::Timestamp;
use mfadir_memory::Masked;
use serde::{Deserialize, Serialize};

use super::{
    post::{Post, PostChannel},
    ticket::{Ticket, WorkNote},
};

/// The oldest messages are forgotten beyond so many.
const KEPT: usize = 1_000;

/// Tickets and post. A provider's tenant has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Desk {
    /// The tickets, by number.
    pub(crate) tickets: Vec<Ticket>,
    /// What came, the oldest first.
    pub(crate) post: Vec<Post>,
    /// The secret with which webhooks are signed.
    pub(crate) hook_secret: Option<Masked>,
}

impl Desk {
    /// Whether this is no desk at all.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Keeps a message.
    pub(crate) fn take(&mut self, post: Post) {
        if self.post.len() >= KEPT {
            self.post.remove(0);
        }
        self.post.push(post);
    }

    /// Adds a work note to the ticket with this record id, if there is one.
    pub(super) fn note(&mut self, sys_id: &str, at: Timestamp, by: &str, text: &str) {
        let Some(ticket) = self.tickets.iter_mut().find(|ticket| ticket.sys_id == sys_id) else { return };
        ticket.work_notes.push(WorkNote { at, by: by.to_owned(), text: text.to_owned() });
        let number = ticket.number.clone();
        let note = Post::new(at, PostChannel::WorkNote, &number, text);
        self.take(Post { from: Some(by.to_owned()), ticket: Some(number), ..note });
    }
}
