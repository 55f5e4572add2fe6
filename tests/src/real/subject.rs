//! A backend over a real server, as a subject of the kit.

use std::sync::Arc;

use async_trait::async_trait;
use mfadir_conformance::{Able, Answer, Cannot, Cast, Exception, Lasting, Mishap, Request, Sent, Subject};
use mfadir_core::{FactorId, MfaDirectory, UserId};
use secrecy::SecretString;

use super::{HastyClock, Place, Proxy, RealProvider, Seen, Tenant, mishap, server};
use crate::{setting::Setting, subjects::Trialled};

/// A backend, and a tenant of its own on a server that it shares.
#[derive(Debug)]
pub struct RealSubject {
    provider: &'static RealProvider,
    setting: Setting,
    tenant: Tenant,
    proxy: Proxy,
    clock: Arc<HastyClock>,
    cast: Cast,
    directory: Arc<dyn MfaDirectory>,
}

impl RealSubject {
    /// Connects to a tenant in its first state, within a tokio runtime; or says why this machine cannot.
    pub async fn new(provider: &'static RealProvider, setting: Setting) -> Able<Self> {
        let tenant = Tenant::of(provider).await?;
        let proxy = Proxy::to(&server::url(provider.name)?).await;
        if setting == Setting::UnderFaults {
            for fault in mishap::unsteady(provider) {
                proxy.add(fault);
            }
        }
        let (clock, cast) = (HastyClock::new(), (provider.cast)());
        let place = Place { url: proxy.url(), number: tenant.number };
        let directory = provider.directory(place, setting, clock.clone());
        Ok(Self { provider, setting, tenant, proxy, clock, cast, directory })
    }

    /// The way to the server.
    pub fn proxy(&self) -> &Proxy {
        &self.proxy
    }

    /// The tenant as a directory finds it.
    pub fn place(&self) -> Place<'_> {
        Place { url: self.proxy.url(), number: self.tenant.number }
    }

    /// The server itself: what is asked there is not noted.
    ///
    /// # Panics
    /// Never: the server was there when this was made.
    pub fn server(&self) -> String {
        server::url(self.provider.name).expect("it was up")
    }

    /// The clock that the directories go by.
    pub fn clock(&self) -> &Arc<HastyClock> {
        &self.clock
    }

    pub(super) fn is_for_credential(&self, seen: &Seen) -> bool {
        seen.path().starts_with(self.provider.sign_in)
    }

    fn request(&self, seen: &Seen) -> Request {
        let sent = match seen.is_write() {
            _ if self.is_for_credential(seen) => Sent::ForCredential,
            true => Sent::Write,
            false => Sent::Read,
        };
        Request { sent, text: format!("{} {}", seen.method, seen.target) }
    }
}

/// The subject that the kit is run on.
pub(crate) async fn start(provider: &'static RealProvider, setting: Setting) -> Able<Box<dyn Trialled>> {
    Ok(Box::new(RealSubject::new(provider, setting).await?))
}

/// A tenant that nothing was written to is as good as new.
impl Drop for RealSubject {
    fn drop(&mut self) {
        if self.proxy.seen().iter().all(|seen| self.is_for_credential(seen) || !seen.is_write()) {
            self.tenant.give_back();
        }
    }
}

impl Trialled for RealSubject {
    fn was_undisturbed(&self) -> bool {
        let seen = self.proxy.seen();
        let mut asked = seen.iter().filter(|seen| !self.is_for_credential(seen)).peekable();
        asked.peek().is_some() && asked.all(|seen| !seen.damaged)
    }
}

#[async_trait]
impl Subject for RealSubject {
    fn directory(&self) -> Arc<dyn MfaDirectory> {
        self.directory.clone()
    }

    fn cast(&self) -> &Cast {
        &self.cast
    }

    fn another_directory(&self) -> Able<Arc<dyn MfaDirectory>> {
        Ok(self.provider.directory(self.place(), self.setting, self.clock.clone()))
    }

    fn exceptions(&self) -> &[Exception] {
        self.provider.exceptions
    }

    async fn requests(&self) -> Able<Vec<Request>> {
        if self.setting.repeats() {
            return Err(Cannot::because("requests are repeated under faults"));
        }
        Ok(self.proxy.seen().iter().map(|seen| self.request(seen)).collect())
    }

    async fn inject(&self, mishap: Mishap, lasting: Lasting) -> Able<()> {
        self.proxy.mend();
        self.proxy.add(mishap::fault(self.provider, mishap, lasting));
        Ok(())
    }

    async fn mend(&self) -> Able<()> {
        self.proxy.mend();
        Ok(())
    }

    async fn answer(&self, _user: &UserId, factor: &FactorId, answer: Answer) -> Able<()> {
        (self.provider.answer)(self, factor, answer).await
    }

    async fn code(&self, _user: &UserId, factor: &FactorId) -> Able<SecretString> {
        (self.provider.code)(self, factor).await
    }

    async fn enrolling(&self, user: &UserId) -> Able<FactorId> {
        (self.provider.enrolling)(self, user)
    }

    fn takes_turns(&self) -> Able<()> {
        (self.provider.takes_turns)()
    }

    fn names_requests(&self) -> Able<()> {
        (self.provider.names_requests)()
    }

    fn secrets(&self) -> Able<Vec<SecretString>> {
        Ok(vec![self.provider.secret.into()])
    }
}
