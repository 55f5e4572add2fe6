//! Proof of possession (RFC 9449; docs/providers/okta.md, "Service app"): whether to prove, and with which nonces.

mod proof;

use std::sync::{
    Mutex, OnceLock, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use http::{HeaderName, header::WWW_AUTHENTICATE};
use jiff::Timestamp;
use mfadir_core::Result;
use mfadir_http::{Origin, Request, Response};
use secrecy::SecretString;

use self::proof::{Proof, ProofKey};

const DPOP: HeaderName = HeaderName::from_static("dpop");
const DPOP_NONCE: &str = "dpop-nonce";

/// What a token is bound to, and what the servers told us to repeat in our proofs.
#[derive(Debug)]
pub(super) struct Dpop {
    wanted: Option<bool>,
    on: AtomicBool,
    key: OnceLock<ProofKey>,
    token_nonce: Nonce,
    api_nonce: Nonce,
}

/// Who asks for a proof: the two give out nonces of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Server {
    Token,
    Api,
}

/// Whether a request proves itself, and with which nonce. Where it was refused, another stance may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stance {
    pub(super) proves: bool,
    pub(super) nonce: Option<String>,
}

impl Dpop {
    /// `wanted` as it is configured: always, never, or as the app demands.
    pub(super) fn new(wanted: Option<bool>) -> Self {
        Self {
            wanted,
            on: AtomicBool::new(wanted == Some(true)),
            key: OnceLock::new(),
            token_nonce: Nonce::default(),
            api_nonce: Nonce::default(),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.on.load(Ordering::SeqCst)
    }

    /// From now on requests prove themselves, unless they never may.
    pub(super) fn turn_on(&self) {
        if self.wanted != Some(false) {
            self.on.store(true, Ordering::SeqCst);
        }
    }

    /// How the next request to the server stands.
    pub(super) fn stance(&self, server: Server) -> Stance {
        Stance { proves: self.is_on(), nonce: self.nonce(server).get() }
    }

    /// The request with a proof of its own; `token` is the one that it is sent with.
    pub(super) fn prove(
        &self,
        request: Request,
        origin: &Origin,
        nonce: Option<&str>,
        token: Option<&SecretString>,
        now: Timestamp,
    ) -> Result<Request> {
        let address = origin.address(request.path())?;
        let proof = Proof { method: request.method(), address, nonce, token, now };
        let proof = self.key()?.sign(&proof)?;
        Ok(request.proven(DPOP, proof))
    }

    /// Keeps the nonce that an answer brings.
    pub(super) fn keep_nonce(&self, server: Server, response: &Response) {
        if let Some(nonce) = response.headers().get(DPOP_NONCE).and_then(|nonce| nonce.to_str().ok()) {
            self.nonce(server).set(nonce);
        }
    }

    fn nonce(&self, server: Server) -> &Nonce {
        match server {
            Server::Token => &self.token_nonce,
            Server::Api => &self.api_nonce,
        }
    }

    fn key(&self) -> Result<&ProofKey> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = ProofKey::generate()?;
        Ok(self.key.get_or_init(|| key))
    }
}

/// The nonce that a server gave last.
#[derive(Debug, Default)]
struct Nonce(Mutex<Option<String>>);

impl Nonce {
    fn get(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, nonce: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(nonce.to_owned());
    }
}

/// Whether the API refused the request for its nonce alone.
pub(super) fn wants_nonce(response: &Response) -> bool {
    let challenges = response.headers().get_all(WWW_AUTHENTICATE);
    challenges.iter().any(|challenge| challenge.to_str().is_ok_and(|text| text.contains("use_dpop_nonce")))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use jiff::Timestamp;
    use mfadir_http::{Origin, Path, Request};

    use super::Dpop;

    /// The figure of docs/performance.md. Nothing else runs in here, so the time that passes is what it costs.
    #[test]
    #[ignore = "measures this machine; run it alone"]
    #[expect(clippy::print_stderr, reason = "the figure is what it is run for")]
    fn a_proof_costs_less_than_a_millisecond() {
        const CALLS: u32 = 1000;
        let dpop = Dpop::new(Some(true));
        let origin = Origin::parse("https://acme.okta.com").expect("an origin");
        let request = Request::get(&Path::new("/api/v1/users/00u1a2b3c4d5e6F7G0h7/factors"));
        let token = "t".repeat(1200).into();
        let prove = || dpop.prove(request.clone(), &origin, None, Some(&token), Timestamp::UNIX_EPOCH);
        prove().expect("a proof");
        let started = Instant::now();
        for _ in 0..CALLS {
            prove().expect("a proof");
        }
        let each = started.elapsed() / CALLS;
        eprintln!("a proof takes {each:?}");
        assert!(each < Duration::from_millis(1), "{each:?}");
    }
}
