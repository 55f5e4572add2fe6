//! What reached the desk.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How something came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostChannel {
    /// By SMTP; one for each recipient.
    Mail,
    /// By a POST below `/hooks/`.
    Webhook,
    /// As a note on a ticket.
    WorkNote,
}

/// A message that was taken and goes nowhere from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// When it came, by the desk's clock.
    pub at: Timestamp,
    /// How it came.
    pub channel: PostChannel,
    /// The recipient's mail address, the webhook's path, or the ticket's number.
    pub to: String,
    /// The sender's mail address, or the account that wrote the note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The subject of a mail, or the field `subject` of a webhook.
    pub subject: Option<String>,
    /// The text: of a webhook its field `text`, or else the whole body.
    pub text: String,
    /// The number of the ticket that was noted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The signature of a webhook, as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// Whether the signature is one that the secret makes of this body, and not older than five minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genuine: Option<bool>,
    /// The headers of a webhook, but for those that hold credentials.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body of a webhook, as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl Post {
    /// A message with nothing but a text.
    pub(crate) fn new(at: Timestamp, channel: PostChannel, to: &str, text: &str) -> Self {
        Self {
            at,
            channel,
            to: to.to_owned(),
            from: None,
            subject: None,
            text: text.to_owned(),
            ticket: None,
            signature: None,
            genuine: None,
            headers: BTreeMap::new(),
            body: None,
        }
    }
}
