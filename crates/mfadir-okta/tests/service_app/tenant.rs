//! A directory that signs in as a service app.

use std::sync::{Arc, OnceLock};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, jwk::Jwk};
use mfadir_core::{Environment, ManualClock, NoGauge, Result, SecretReader, SecretSource};
use mfadir_okta::{Auth, Config, Okta, ServiceApp, connect};
use pem::Pem;
use secrecy::SecretString;

use super::organisation::Organisation;

pub(super) const CLIENT: &str = "0oa1a2b3c4d5e6F7G0h7";
pub(super) const ADA: &str = "00u1a2b3c4d5e6F7G0h7";

/// The key of all apps in here: made once, as making one takes time.
fn der() -> &'static [u8] {
    static DER: OnceLock<Vec<u8>> = OnceLock::new();
    DER.get_or_init(|| {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).and_then(|pair| pair.to_pkcs8v1());
        pair.expect("a key").as_ref().to_vec()
    })
}

pub(super) fn private_key() -> String {
    pem::encode(&Pem::new("PRIVATE KEY", der()))
}

/// What the organisation was given when the app was made.
pub(super) fn public_key() -> DecodingKey {
    let jwk = Jwk::from_encoding_key(&EncodingKey::from_ec_der(der()), Algorithm::ES256).expect("a public half");
    DecodingKey::from_jwk(&jwk).expect("a public key")
}

pub(super) fn app() -> ServiceApp {
    ServiceApp::new(CLIENT, SecretSource::Env("UNUSED".to_owned()))
}

pub(super) fn directory(organisation: &Organisation) -> Okta {
    directory_as(organisation, app())
}

pub(super) fn directory_as(organisation: &Organisation, app: ServiceApp) -> Okta {
    directory_with(organisation, app, &private_key())
}

pub(super) fn directory_with(organisation: &Organisation, app: ServiceApp, key: &str) -> Okta {
    let config = Config::with(&organisation.url, Auth::ServiceApp(app)).expect("a configuration");
    let environment = Environment {
        tenant: "acme".into(),
        clock: organisation.clock.clone(),
        secrets: Arc::new(OneSecret(key.into())),
        gauge: Arc::new(NoGauge),
        ticket: None,
    };
    connect(config, environment).expect("a directory")
}

pub(super) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-01-15T09:30:00Z".parse::<Timestamp>().expect("a time")))
}

#[derive(Debug)]
struct OneSecret(SecretString);

#[async_trait::async_trait]
impl SecretReader for OneSecret {
    async fn read(&self, _source: &SecretSource) -> Result<SecretString> {
        Ok(self.0.clone())
    }
}
