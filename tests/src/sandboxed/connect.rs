//! A directory of the sandbox, alone or under the front door's stack.

use std::{fs, path::Path, sync::Arc};

use async_trait::async_trait;
use mfadir::{Config, ConnectOptions, Patience, Purpose};
use mfadir_core::{Clock, Environment, Error, ErrorKind, MfaDirectory, NoGauge, Result, SecretReader, SecretSource};
use mfadir_okta::{Auth, ServiceApp};
use mfadir_onelogin::Api;
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
struct Secret(SecretString);

#[async_trait]
impl SecretReader for Secret {
    async fn read(&self, source: &SecretSource) -> Result<SecretString> {
        match source {
            SecretSource::Env(name) if name == "CANARY" => Ok(self.0.clone()),
            _ => Err(Error::new(ErrorKind::Unauthenticated, "there is no such secret")),
        }
    }
}

/// What the directory signs in with.
pub(super) fn secret(ready: &Ready, provider: Provider) -> SecretString {
    match provider {
        Provider::Okta => ready.okta.token.reveal().into(),
        Provider::OktaService => {
            fs::read_to_string(&ready.okta.private_key_file).expect("the sandbox keeps the key while it runs").into()
        }
        Provider::OneLoginV1 | Provider::OneLoginV2 => ready.onelogin.client_secret.reveal().into(),
    }
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
    pub(super) provider: Provider,
    pub(super) setting: Setting,
    pub(super) pace: Pace,
}

impl Way {
    /// Connects, without any request.
    pub(super) fn directory(self, ready: &Ready, clock: &Arc<SteadyClock>) -> Arc<dyn MfaDirectory> {
        let secrets: Arc<dyn SecretReader> = Arc::new(Secret(secret(ready, self.provider)));
        match self.setting {
            Setting::Bare => self.bare(ready, secrets, clock.clone()),
            Setting::Stacked | Setting::UnderFaults => self.stacked(ready, secrets, clock.clone()),
        }
    }

    fn bare(self, ready: &Ready, secrets: Arc<dyn SecretReader>, clock: Arc<dyn Clock>) -> Arc<dyn MfaDirectory> {
        let environment = Environment { tenant: "acme".into(), clock, secrets, gauge: Arc::new(NoGauge), ticket: None };
        match self.provider {
            Provider::Okta => okta(ready, environment, Auth::ApiToken(canary())),
            Provider::OktaService => {
                let app = ServiceApp::new(&ready.okta.client_id, canary());
                okta(ready, environment, Auth::ServiceApp(app))
            }
            Provider::OneLoginV1 => onelogin(ready, environment, Api::V1),
            Provider::OneLoginV2 => onelogin(ready, environment, Api::V2),
        }
    }

    fn stacked(self, ready: &Ready, secrets: Arc<dyn SecretReader>, clock: Arc<dyn Clock>) -> Arc<dyn MfaDirectory> {
        let (okta, onelogin) = (&ready.okta, &ready.onelogin);
        let okta = (&okta.url, &okta.client_id);
        let (url, client_id) = if self.provider.is_okta() { okta } else { (&onelogin.url, &onelogin.client_id) };
        let text = self.provider.configuration(url, client_id);
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

fn canary() -> SecretSource {
    SecretSource::Env("CANARY".to_owned())
}

fn okta(ready: &Ready, environment: Environment, auth: Auth) -> Arc<dyn MfaDirectory> {
    let config = mfadir_okta::Config::with(&ready.okta.url, auth).expect("the sandbox's address is a good one");
    Arc::new(mfadir_okta::connect(config, environment).expect("the settings are good"))
}

fn onelogin(ready: &Ready, environment: Environment, api: Api) -> Arc<dyn MfaDirectory> {
    let access = &ready.onelogin;
    let config = mfadir_onelogin::Config::new(&access.url, &access.client_id, canary());
    let config = mfadir_onelogin::Config { api, ..config.expect("the sandbox's address is a good one") };
    Arc::new(mfadir_onelogin::connect(config, environment).expect("the settings are good"))
}
