//! What a backend is given where nothing happens by itself.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use mfadir_core::{Environment, ManualClock, NoGauge, Result, SecretReader, SecretSource};
use secrecy::SecretString;

/// A clock that stands at half past nine on a day in January 2026.
///
/// # Panics
///
/// Never: the time is written here.
pub fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-01-15T09:30:00Z".parse::<Timestamp>().expect("a time that is written here")))
}

/// Surroundings of the tenant `acme`, in which every secret is `secret`.
pub fn environment(secret: &str, clock: Arc<ManualClock>) -> Environment {
    Environment {
        tenant: "acme".into(),
        clock,
        secrets: Arc::new(OneSecret(secret.into())),
        gauge: Arc::new(NoGauge),
        ticket: None,
    }
}

#[derive(Debug)]
struct OneSecret(SecretString);

#[async_trait]
impl SecretReader for OneSecret {
    async fn read(&self, _source: &SecretSource) -> Result<SecretString> {
        Ok(self.0.clone())
    }
}
