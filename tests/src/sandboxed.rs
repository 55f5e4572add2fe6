//! The backends as subjects, over the sandbox.

mod cast;
mod connect;
mod faults;
mod provider;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use mfadir_conformance::{Able, Cannot, Cast, Exception, Lasting, Mishap, Request, Sent, Subject};
use mfadir_core::MfaDirectory;
use mfadir_sandbox::{Options, Sandbox, SeenRequest, Tenant};
use secrecy::SecretString;

pub use connect::Pace;
pub use provider::Provider;

use crate::{clock::SteadyClock, setting::Setting};

/// How many numbered people there are beside the named ones: enough for several short pages.
const CROWD: usize = 12;

/// A backend, and a sandbox of its own.
#[derive(Debug)]
pub struct SandboxSubject {
    sandbox: Sandbox,
    way: connect::Way,
    clock: Arc<SteadyClock>,
    cast: Cast,
    directory: Arc<dyn MfaDirectory>,
}

impl SandboxSubject {
    /// Starts the sandbox and connects to it, within a tokio runtime.
    pub async fn new(provider: Provider, setting: Setting) -> Self {
        let subject = Self::over(provider, setting, Pace::Person, |options| options).await;
        if setting == Setting::UnderFaults {
            for rule in faults::unsteady() {
                subject.tenant().faults().add(rule);
            }
        }
        subject
    }

    /// The same under the whole stack, where the provider allows so many requests in a window.
    pub async fn paced(provider: Provider, allowed: u64, pace: Pace) -> Self {
        let limited = |options| Options { rate_limit: Some(allowed), ..options };
        Self::over(provider, Setting::Stacked, pace, limited).await
    }

    async fn over(
        provider: Provider,
        setting: Setting,
        pace: Pace,
        change: impl FnOnce(Options) -> Options + Send,
    ) -> Self {
        let clock = SteadyClock::new();
        let options = change(Options { people: CROWD, ..Options::new(clock.clone()) });
        let sandbox = Sandbox::start(options).await.expect("a free port of the loopback interface can be bound");
        let way = connect::Way { provider, setting, pace };
        let directory = way.directory(sandbox.ready(), &clock);
        Self { sandbox, way, clock, cast: cast::of(provider), directory }
    }

    /// Whether the tenant was asked for anything, and nothing of it failed.
    pub fn was_undisturbed(&self) -> bool {
        let requests = self.tenant().requests();
        requests.iter().any(|seen| seen.path.starts_with("/api/")) && requests.iter().all(|seen| seen.fault.is_none())
    }

    /// The clock of the tenant and the directory.
    pub fn clock(&self) -> &SteadyClock {
        &self.clock
    }

    /// The tenant that the directory shows.
    pub fn tenant(&self) -> &Tenant {
        match self.way.provider {
            Provider::Okta => self.sandbox.okta(),
            Provider::OneLoginV1 | Provider::OneLoginV2 => self.sandbox.onelogin(),
        }
    }
}

fn request(seen: &SeenRequest) -> Request {
    let sent = match seen.method.as_str() {
        _ if seen.path.starts_with("/auth/") => Sent::ForCredential,
        "GET" | "HEAD" => Sent::Read,
        _ => Sent::Write,
    };
    Request { sent, text: format!("{} {}?{}", seen.method, seen.path, seen.query.as_deref().unwrap_or_default()) }
}

#[async_trait]
impl Subject for SandboxSubject {
    fn directory(&self) -> Arc<dyn MfaDirectory> {
        self.directory.clone()
    }

    fn cast(&self) -> &Cast {
        &self.cast
    }

    fn another_directory(&self) -> Able<Arc<dyn MfaDirectory>> {
        Ok(self.way.directory(self.sandbox.ready(), &self.clock))
    }

    fn exceptions(&self) -> &[Exception] {
        self.way.provider.exceptions()
    }

    async fn requests(&self) -> Able<Vec<Request>> {
        if self.way.setting.repeats() {
            return Err(Cannot::because("requests are repeated under faults"));
        }
        Ok(self.tenant().requests().iter().map(request).collect())
    }

    async fn advance(&self, by: Duration) -> Able<()> {
        self.clock.advance(by);
        Ok(())
    }

    async fn inject(&self, mishap: Mishap, lasting: Lasting) -> Able<()> {
        let faults = self.tenant().faults();
        faults.clear();
        faults.add(faults::rule(self.way.provider, mishap, lasting));
        Ok(())
    }

    async fn mend(&self) -> Able<()> {
        self.tenant().faults().clear();
        Ok(())
    }

    fn secrets(&self) -> Able<Vec<SecretString>> {
        let ready = self.sandbox.ready();
        Ok(match self.way.provider {
            Provider::Okta => vec![ready.okta.token.reveal().into()],
            Provider::OneLoginV1 | Provider::OneLoginV2 => vec![ready.onelogin.client_secret.reveal().into()],
        })
    }
}
