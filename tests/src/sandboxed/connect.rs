//! A directory of the sandbox, alone or under the front door's stack.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use mfadir::{Config, ConnectOptions, Patience, Purpose};
use mfadir_core::{Clock, Environment, Error, ErrorKind, MfaDirectory, NoGauge, Result, SecretReader, SecretSource};
use mfadir_sandbox::Ready;
use secrecy::SecretString;

use super::Provider;
use crate::{
    clock::{LIMIT, SteadyClock},
    setting::Setting,
    stack::PATIENCE,
};

/// Holds one secret, in the variable `CANARY`.
#[derive(Debug)]
pub(crate) struct Secret(pub(crate) SecretString);

#[async_trait]
impl SecretReader for Secret {
    async fn read(&self, source: &SecretSource) -> Result<SecretString> {
        match source {
            SecretSource::Env(name) if name == "CANARY" => Ok(self.0.clone()),
            _ => Err(Error::new(ErrorKind::Unauthenticated, "there is no such secret")),
        }
    }
}

/// Where the secret is.
pub(crate) fn canary() -> SecretSource {
    SecretSource::Env("CANARY".to_owned())
}

/// How much time the work has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Somebody waits.
    Person,
    /// Nobody does.
    Job,
}

/// How to connect.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub(super) provider: &'static Provider,
    pub(super) setting: Setting,
    pub(super) pace: Pace,
}

impl Way {
    /// Connects, without any request.
    pub(super) fn directory(self, ready: &Ready, clock: &Arc<SteadyClock>) -> Arc<dyn MfaDirectory> {
        let secrets: Arc<dyn SecretReader> = Arc::new(Secret((self.provider.secret)(ready)));
        match self.setting {
            Setting::Bare => self.bare(ready, secrets, clock.clone()),
            Setting::Stacked | Setting::UnderFaults => self.stacked(ready, secrets, clock.clone()),
        }
    }

    fn bare(self, ready: &Ready, secrets: Arc<dyn SecretReader>, clock: Arc<dyn Clock>) -> Arc<dyn MfaDirectory> {
        let environment = Environment { tenant: "acme".into(), clock, secrets, gauge: Arc::new(NoGauge), ticket: None };
        (self.provider.bare)(ready, environment)
    }

    fn stacked(self, ready: &Ready, secrets: Arc<dyn SecretReader>, clock: Arc<dyn Clock>) -> Arc<dyn MfaDirectory> {
        let text = format!("[tenant.acme]\n{}\n", (self.provider.configuration)(ready));
        let config = Config::parse(&text, Path::new("config.toml")).expect("the configuration is a good one");
        let tenant = config.tenant("acme").expect("the configuration has this tenant");
        mfadir::connect(tenant, &self.options(secrets, clock)).expect("the settings are good").write
    }

    fn options(self, secrets: Arc<dyn SecretReader>, clock: Arc<dyn Clock>) -> ConnectOptions {
        let (purpose, patience) = match self.pace {
            Pace::Person => (Purpose::Person, PATIENCE),
            Pace::Job => (Purpose::Job, LIMIT),
        };
        let patience = Patience::silent(patience);
        ConnectOptions { clock, secrets, purpose, patience, timeout: Some(LIMIT), ticket: None }
    }
}
