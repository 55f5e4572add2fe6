//! The ways to tell people, and the ticket system.

use std::sync::Arc;

use mfadir_core::{Environment, Error};
use mfadir_notify::{Command, Mail, ServiceNow, Webhook};
use mfadir_policy::{Notifier, Tickets};

use crate::config::{ConfigError, DeskConfig, TicketsConfig};

/// The ways that the configuration sets up. Nothing is sent yet.
pub(super) fn notifiers(config: &DeskConfig, around: &Environment) -> Result<Vec<Arc<dyn Notifier>>, ConfigError> {
    let mut ways: Vec<Arc<dyn Notifier>> = Vec::new();
    if let Some(mail) = &config.mail {
        ways.push(Arc::new(Mail::connect(mail.clone(), around.clone()).map_err(|error| told("mail", &error))?));
    }
    if let Some(webhook) = &config.webhook {
        let way = Webhook::connect(webhook.clone(), around.clone()).map_err(|error| told("webhook", &error))?;
        ways.push(Arc::new(way));
    }
    Ok(ways)
}

/// The ticket system; nothing where there is none.
pub(super) fn tickets(config: &DeskConfig, around: &Environment) -> Result<Option<Arc<dyn Tickets>>, ConfigError> {
    let tickets: Arc<dyn Tickets> = match &config.tickets {
        None => return Ok(None),
        Some(TicketsConfig::ServiceNow(config)) => {
            let system = ServiceNow::connect(config.clone(), around.clone());
            Arc::new(system.map_err(|error| told("tickets", &error))?)
        }
        Some(TicketsConfig::Command(config)) => {
            Arc::new(Command::connect(config.clone()).map_err(|error| told("tickets", &error))?)
        }
    };
    Ok(Some(tickets))
}

fn told(section: &str, error: &Error) -> ConfigError {
    ConfigError::of(&format!("`[desk.{section}]`"), error)
}
