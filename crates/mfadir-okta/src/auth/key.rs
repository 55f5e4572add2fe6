//! The service app's private key, in any of the forms that people have it in.

mod jwk;
mod pem;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use mfadir_core::{Error, ErrorKind, Result};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

/// A private key that signs. `Debug` hides it.
#[derive(Debug)]
pub(super) struct Key {
    signing: EncodingKey,
    algorithm: Algorithm,
    id: Option<String>,
}

impl Key {
    /// Reads a PEM (PKCS#8, PKCS#1 or SEC 1) or a JWK. `Invalid` says what it is instead.
    pub(super) fn read(text: &SecretString) -> Result<Self> {
        let text = text.expose_secret().trim();
        if text.starts_with('{') {
            jwk::read(text)
        } else if text.contains("-----BEGIN ") {
            pem::read(text)
        } else {
            Err(unusable("is no key").with_hint("it is a PEM, which starts with -----BEGIN PRIVATE KEY-----, or a JWK"))
        }
    }

    /// `RS256` or `ES256`.
    pub(super) fn algorithm(&self) -> &'static str {
        if self.algorithm == Algorithm::ES256 { "ES256" } else { "RS256" }
    }

    /// Signs the claims. The header names the key: by `id`, else by the name that the key itself came with.
    pub(super) fn sign(&self, id: Option<&str>, claims: &impl Serialize) -> Result<SecretString> {
        let kid = id.map(ToOwned::to_owned).or_else(|| self.id.clone());
        let header = Header { kid, ..Header::new(self.algorithm) };
        signed(&header, claims, &self.signing)
    }

    fn ec(signing: EncodingKey) -> Self {
        Self { signing, algorithm: Algorithm::ES256, id: None }
    }

    fn rsa(signing: EncodingKey) -> Self {
        Self { signing, algorithm: Algorithm::RS256, id: None }
    }
}

/// A token of ours: signed JSON.
pub(super) fn signed(header: &Header, claims: &impl Serialize, key: &EncodingKey) -> Result<SecretString> {
    let token = jsonwebtoken::encode(header, claims, key);
    token.map(SecretString::from).map_err(|_| Error::new(ErrorKind::Unexpected, "the key cannot sign"))
}

/// The error for a key that cannot be used; `what` goes on after "the private key". It never holds a part of the key.
fn unusable(what: &str) -> Error {
    Error::new(ErrorKind::Invalid, format!("the private key {what}"))
}

fn wrong_kind() -> Error {
    unusable("is neither RSA of 2048 bits or more nor EC on P-256")
        .with_hint("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 makes one")
}

#[cfg(test)]
pub(super) mod made;
#[cfg(test)]
mod tests;
