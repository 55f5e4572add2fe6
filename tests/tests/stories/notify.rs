//! Telling people and asking for tickets, against the desk of the sandbox.

mod mail;
mod page;
mod tickets;
mod webhook;

use std::sync::Arc;

use async_trait::async_trait;
use mfadir_core::{Environment, Error, ErrorKind, NoGauge, Result, SecretReader, SecretSource};
use mfadir_policy::{Audience, Message};
use mfadir_sandbox::{DeskAccess, Options, Post, Sandbox};
use mfadir_tests::SteadyClock;
use secrecy::SecretString;
use serde_json::{Value, json};

/// The desk, and what reads the secrets `SNOW` and `HOOK`.
struct Office {
    sandbox: Sandbox,
    clock: Arc<SteadyClock>,
}

#[derive(Debug)]
struct Secrets(DeskAccess);

#[async_trait]
impl SecretReader for Secrets {
    async fn read(&self, source: &SecretSource) -> Result<SecretString> {
        match source {
            SecretSource::Env(name) if name == "SNOW" => Ok(self.0.servicenow.password.reveal().into()),
            SecretSource::Env(name) if name == "HOOK" => Ok(self.0.webhook_secret.reveal().into()),
            SecretSource::Env(name) if name == "WRONG" => Ok("wrong".into()),
            _ => Err(Error::new(ErrorKind::Unauthenticated, "there is no such secret")),
        }
    }
}

impl Office {
    async fn open() -> Self {
        let clock = SteadyClock::new();
        let options = Options { people: 0, ..Options::new(clock.clone()) };
        let sandbox = Sandbox::start(options).await.expect("a free port of the loopback interface can be bound");
        Self { sandbox, clock }
    }

    fn access(&self) -> &DeskAccess {
        &self.sandbox.ready().desk
    }

    fn environment(&self) -> Environment {
        let secrets = Arc::new(Secrets(self.access().clone()));
        let clock = self.clock.clone();
        Environment { tenant: "acme".into(), clock, secrets, gauge: Arc::new(NoGauge), ticket: None }
    }

    fn post(&self) -> Vec<Post> {
        self.sandbox.desk().post()
    }

    fn fault(&self, rule: Value) {
        let faults = self.sandbox.desk().faults();
        faults.clear();
        faults.add(serde_json::from_value(rule).expect("a rule"));
    }
}

fn message(to: Option<&str>) -> Message {
    Message {
        audience: Audience::User,
        to: to.map(str::to_owned),
        subject: "Ihre Faktoren wurden zurückgesetzt".to_owned(),
        text: "Grüße vom Helpdesk.\n.\nINC0010001".to_owned(),
        event: json!({ "verb": "reset" }),
    }
}
