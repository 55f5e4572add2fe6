//! Where a secret comes from. The value itself is read as late as possible, by whoever may do I/O.

use std::path::PathBuf;

use async_trait::async_trait;
use secrecy::SecretString;
use serde::Deserialize;

use crate::error::Result;

/// The place of a secret, as the configuration names it: `{ env = "…" }`, `{ file = "…" }`, `{ command = ["…"] }`,
/// `{ keyring = "…" }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum SecretSource {
    /// An environment variable.
    Env(String),
    /// A file that only its owner can read.
    File(PathBuf),
    /// A program and its arguments; its standard output without the last line end.
    Command(Vec<String>),
    /// A name in the keyring of the operating system.
    Keyring(String),
    /// The value itself, for programs that use the library; no configuration file can hold it.
    #[serde(skip)]
    Value(SecretString),
}

/// Reads secrets from their sources.
#[async_trait]
pub trait SecretReader: std::fmt::Debug + Send + Sync {
    /// The value. The error says which source failed and what to do, and never holds the value.
    async fn read(&self, source: &SecretSource) -> Result<SecretString>;
}
