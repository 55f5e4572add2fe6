//! A backend of a real server, and how to connect to it.

use std::{path::Path, sync::Arc};

use futures_util::future::BoxFuture;
use mfadir::{Config, ConnectOptions, Patience, Purpose};
use mfadir_conformance::{Able, Answer, Cast, Exception};
use mfadir_core::{Clock, Environment, FactorId, MfaDirectory, NoGauge, SecretReader, UserId};
use secrecy::SecretString;

use super::RealSubject;
use crate::{clock::LIMIT, sandboxed::Secret, setting::Setting, stack::PATIENCE};

/// Where a directory finds its tenant.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The server's address.
    pub url: &'a str,
    /// Which of the equal tenants of the server.
    pub number: u32,
}

/// A backend with the settings that make it this one, and what only its server has.
#[derive(Debug)]
pub struct RealProvider {
    /// The server's name, and that of the trials.
    pub name: &'static str,
    /// How many equal tenants its seed has, numbered from one.
    pub tenants: u32,
    /// The backend alone. Its secret is in the variable `CANARY`.
    pub bare: fn(Place<'_>, Environment) -> Arc<dyn MfaDirectory>,
    /// The keys of the tenant in a configuration file.
    pub configuration: fn(Place<'_>) -> String,
    /// What the directory signs in with.
    pub secret: &'static str,
    /// What the paths begin with where credentials are issued.
    pub sign_in: &'static str,
    /// The people of each tenant.
    pub cast: fn() -> Cast,
    /// What needs more than one request, as the backend's documentation says.
    pub exceptions: &'static [Exception],
    /// Whether the server names each request.
    pub names_requests: fn() -> Able<()>,
    /// Whether the server carries out one act at a time.
    pub takes_turns: fn() -> Able<()>,
    /// The body that the server sends with this status.
    pub refusal: fn(u16) -> String,
    /// The code that the user now reads.
    pub code: for<'a> fn(&'a RealSubject, &'a FactorId) -> BoxFuture<'a, Able<SecretString>>,
    /// Answers on the user's device.
    pub answer: for<'a> fn(&'a RealSubject, &'a FactorId, Answer) -> BoxFuture<'a, Able<()>>,
    /// The factor that the user is enrolling, where no directory tells its id.
    pub enrolling: fn(&RealSubject, &UserId) -> Able<FactorId>,
}

impl RealProvider {
    /// Connects, without any request.
    pub(super) fn directory(&self, place: Place<'_>, setting: Setting, clock: Arc<dyn Clock>) -> Arc<dyn MfaDirectory> {
        let secrets: Arc<dyn SecretReader> = Arc::new(Secret(self.secret.into()));
        match setting {
            Setting::Bare => self.alone(place, secrets, clock),
            Setting::Stacked | Setting::UnderFaults => self.stacked(place, secrets, clock),
        }
    }

    fn alone(&self, place: Place<'_>, secrets: Arc<dyn SecretReader>, clock: Arc<dyn Clock>) -> Arc<dyn MfaDirectory> {
        let environment = Environment { tenant: "acme".into(), clock, secrets, gauge: Arc::new(NoGauge), ticket: None };
        (self.bare)(place, environment)
    }

    fn stacked(
        &self,
        place: Place<'_>,
        secrets: Arc<dyn SecretReader>,
        clock: Arc<dyn Clock>,
    ) -> Arc<dyn MfaDirectory> {
        let text = format!("[tenant.acme]\n{}\n", (self.configuration)(place));
        let config = Config::parse(&text, Path::new("config.toml")).expect("the configuration is a good one");
        let tenant = config.tenant("acme").expect("the configuration has this tenant");
        let (purpose, patience) = (Purpose::Person, Patience::silent(PATIENCE));
        let options = ConnectOptions { clock, secrets, purpose, patience, timeout: Some(LIMIT), ticket: None };
        mfadir::connect(tenant, &options).expect("the settings are good").write
    }
}
