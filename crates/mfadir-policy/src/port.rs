//! The ports behind which mail and ticket systems stand.

use async_trait::async_trait;
use mfadir_core::Result;
use serde::{Deserialize, Serialize};

use crate::case::TicketState;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The person on whom something was done.
    User,
    /// Their manager.
    Manager,
    /// The organisation's own watch.
    Security,
}

impl Audience {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Manager => "manager",
            Self::Security => "security",
        }
    }
}

/// One message to one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Who is told.
    pub audience: Audience,
    /// Their mail address; nothing where the channel knows where it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// What was done, for programs.
    pub event: serde_json::Value,
}

/// A way to tell people.
#[async_trait]
pub trait Notifier: std::fmt::Debug + Send + Sync {
    /// What it is called in a report: `mail`, `webhook`.
    fn name(&self) -> &str;

    /// Whether it is a way to reach them.
    fn reaches(&self, audience: Audience) -> bool;

    /// Whether a message needs a mail address; other ways know where they go.
    fn wants_address(&self) -> bool {
        false
    }

    /// Sends it. `Ok` means that the next hop took it.
    async fn send(&self, message: &Message) -> Result<()>;
}

/// A ticket as it is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketQuestion {
    /// Its number.
    pub ticket: String,
    /// The person it has to be for: their login and mail addresses.
    pub person: Vec<String>,
}

/// The ticket system.
#[async_trait]
pub trait Tickets: std::fmt::Debug + Send + Sync {
    /// What it is called in a report.
    fn name(&self) -> &str;

    /// Whether the ticket is there, open, and for this person. What cannot be found out is an answer, not an error.
    async fn check(&self, question: &TicketQuestion) -> TicketState;

    /// Adds a note to the ticket.
    async fn note(&self, ticket: &str, text: &str) -> Result<()>;
}
