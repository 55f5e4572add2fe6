//! The backends as subjects, over the sandbox.

mod cast;
mod connect;
mod faults;
mod provider;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use mfadir_conformance::{Able, Answer, Cannot, Cast, Exception, Lasting, Mishap, Request, Sent, Subject};
use mfadir_core::{Clock, FactorId, FactorStatus, MfaDirectory, UserId};
use mfadir_sandbox::{Options, Ready, Sandbox, SeenRequest, Tenant};
use secrecy::SecretString;

pub use connect::Pace;
pub use provider::Provider;
pub(crate) use {
    cast::{common, person},
    connect::{Secret, canary},
    faults::{PAGE, answering},
};

use crate::{clock::SteadyClock, recorder::Recorder, setting::Setting, subjects::Trialled};

/// How many numbered people there are beside the named ones: enough for several short pages.
const CROWD: usize = 12;

/// A backend, and a sandbox of its own.
#[derive(Debug)]
pub struct SandboxSubject {
    sandbox: Sandbox,
    /// Where the directories find it.
    ready: Ready,
    recorder: Option<Recorder>,
    way: connect::Way,
    clock: Arc<SteadyClock>,
    cast: Cast,
    directory: Arc<dyn MfaDirectory>,
}

impl SandboxSubject {
    /// Starts the sandbox and connects to it, within a tokio runtime.
    pub async fn new(provider: &'static Provider, setting: Setting) -> Self {
        let subject = Self::over(provider, setting, Pace::Person, |options| options).await;
        if setting == Setting::UnderFaults {
            for rule in faults::unsteady(provider) {
                subject.tenant().faults().add(rule);
            }
        }
        subject
    }

    /// The same under the whole stack, where the provider allows so many requests in a window.
    pub async fn paced(provider: &'static Provider, allowed: u64, pace: Pace) -> Self {
        let limited = |options| Options { rate_limit: Some(allowed), ..options };
        Self::over(provider, Setting::Stacked, pace, limited).await
    }

    async fn over(
        provider: &'static Provider,
        setting: Setting,
        pace: Pace,
        change: impl FnOnce(Options) -> Options + Send,
    ) -> Self {
        let clock = SteadyClock::new();
        let switches = (provider.switches)();
        let options = change(Options { people: CROWD, switches, ..Options::new(clock.clone()) });
        let sandbox = Sandbox::start(options).await.expect("a free port of the loopback interface can be bound");
        let way = connect::Way { provider, setting, pace };
        let directory = way.directory(sandbox.ready(), &clock);
        let ready = sandbox.ready().clone();
        Self { sandbox, ready, recorder: None, way, clock, cast: (provider.cast)(), directory }
    }

    /// The backend alone, with a recorder between it and the sandbox.
    pub async fn recorded(provider: &'static Provider, recorder: &Recorder) -> Self {
        let subject = Self::new(provider, Setting::Bare).await;
        let ready = recorder.before(&subject.ready).await;
        let subject = Self { ready, recorder: Some(recorder.clone()), ..subject };
        Self { directory: subject.connected(), ..subject }
    }

    fn connected(&self) -> Arc<dyn MfaDirectory> {
        let directory = self.way.directory(&self.ready, &self.clock);
        match &self.recorder {
            Some(recorder) => recorder.watching(directory),
            None => directory,
        }
    }

    /// The clock of the tenant and the directory.
    pub fn clock(&self) -> &SteadyClock {
        &self.clock
    }

    /// The tenant that the directory shows.
    pub fn tenant(&self) -> &Tenant {
        (self.way.provider.tenant)(&self.sandbox)
    }
}

/// The subject that the kit is run on.
pub(crate) async fn start(provider: &'static Provider, setting: Setting) -> Able<Box<dyn Trialled>> {
    Ok(Box::new(SandboxSubject::new(provider, setting).await))
}

impl Trialled for SandboxSubject {
    fn was_undisturbed(&self) -> bool {
        let requests = self.tenant().requests();
        requests.iter().any(|seen| seen.path.starts_with("/api/")) && requests.iter().all(|seen| seen.fault.is_none())
    }
}

fn is_for_credential(seen: &SeenRequest) -> bool {
    ["/auth/", "/oauth2/"].iter().any(|start| seen.path.starts_with(start))
}

/// What the kit counts. A round in which the token endpoint only told how it wants to be asked fetched no credential.
fn counts(seen: &SeenRequest) -> bool {
    !is_for_credential(seen) || seen.status == Some(200)
}

fn request(seen: &SeenRequest) -> Request {
    let sent = match seen.method.as_str() {
        _ if is_for_credential(seen) => Sent::ForCredential,
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
        Ok(self.connected())
    }

    fn exceptions(&self) -> &[Exception] {
        self.way.provider.exceptions
    }

    async fn requests(&self) -> Able<Vec<Request>> {
        if self.way.setting.repeats() {
            return Err(Cannot::because("requests are repeated under faults"));
        }
        Ok(self.tenant().requests().iter().filter(|seen| counts(seen)).map(request).collect())
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

    async fn answer(&self, user: &UserId, factor: &FactorId, answer: Answer) -> Able<()> {
        let answer = match answer {
            Answer::Approve => mfadir_memory::Answer::Yes,
            Answer::Deny => mfadir_memory::Answer::No,
        };
        self.tenant().world().answer(user, factor, answer).map_err(|error| Cannot::because(error.to_string()))
    }

    async fn code(&self, user: &UserId, factor: &FactorId) -> Able<SecretString> {
        let (world, now) = (self.tenant().world(), self.clock.now());
        let sent = world.sent_code(user, factor).cloned();
        let code = sent.or_else(|| world.shown_code(user, factor, now));
        code.map(|code| SecretString::from(code.reveal())).ok_or_else(|| Cannot::because("there is no code"))
    }

    async fn enrolling(&self, user: &UserId) -> Able<FactorId> {
        let world = self.tenant().world();
        let person = world.person(user).map_err(|error| Cannot::because(error.to_string()))?;
        let pending = person.factors.iter().rev().find(|factor| factor.status == FactorStatus::Pending);
        pending.map(|factor| factor.id.clone()).ok_or_else(|| Cannot::because("nothing is being enrolled"))
    }

    fn takes_codes(&self) -> Able<()> {
        (self.way.provider.takes_codes)()
    }

    fn secrets(&self) -> Able<Vec<SecretString>> {
        Ok(vec![(self.way.provider.secret)(self.sandbox.ready())])
    }
}
