//! Mail, webhooks and ticket systems behind the ports of `mfadir-policy`.
//!
//! [`Mail`] and [`Webhook`] are [`Notifier`](mfadir_policy::Notifier)s; [`ServiceNow`] and [`Command`] are
//! [`Tickets`](mfadir_policy::Tickets). Each has a `Config` as the configuration file holds it. Making one does no I/O;
//! its first message or question does.

mod command;
mod limit;
mod mail;
mod servicenow;
mod webhook;

pub use command::{Command, CommandConfig};
pub use limit::Limited;
pub use mail::{Encryption, Mail, MailConfig};
pub use servicenow::{ServiceNow, ServiceNowAuth, ServiceNowConfig};
pub use webhook::{SIGNATURE, Webhook, WebhookConfig, signature};
