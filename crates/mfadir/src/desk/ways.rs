//! The ways to tell people, and the ticket system.

use std::{sync::Arc, time::Duration};

use mfadir_core::{Environment, Error};
use mfadir_notify::{Command, Limited, Mail, ServiceNow, Webhook};
use mfadir_policy::{Notifier, Tickets};

use crate::config::{ConfigError, DeskConfig, TicketsConfig};

/// The ways that the configuration sets up, each with the time that it may take, which is usually this long. Nothing is
/// sent yet.
pub(super) fn notifiers(
    config: &DeskConfig,
    around: &Environment,
    usual: Duration,
) -> Result<Vec<Arc<dyn Notifier>>, ConfigError> {
    let mut ways: Vec<Arc<dyn Notifier>> = Vec::new();
    let limited = |way: Arc<dyn Notifier>, limit: Option<Duration>| {
        Arc::new(Limited::new(way, around.clock.clone(), limit.unwrap_or(usual)))
    };
    if let Some(mail) = &config.mail {
        let way = Mail::connect(mail.clone(), around.clone()).map_err(|error| told("mail", &error))?;
        ways.push(limited(Arc::new(way), config.limits.mail));
    }
    if let Some(webhook) = &config.webhook {
        let way = Webhook::connect(webhook.clone(), around.clone()).map_err(|error| told("webhook", &error))?;
        ways.push(limited(Arc::new(way), config.limits.webhook));
    }
    Ok(ways)
}

/// The ticket system; nothing where there is none.
pub(super) fn tickets(
    config: &DeskConfig,
    around: &Environment,
    usual: Duration,
) -> Result<Option<Arc<dyn Tickets>>, ConfigError> {
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
    let limit = config.limits.tickets.unwrap_or(usual);
    Ok(Some(Arc::new(Limited::new(tickets, around.clock.clone(), limit))))
}

fn told(section: &str, error: &Error) -> ConfigError {
    ConfigError::of(&format!("`[desk.{section}]`"), error)
}
