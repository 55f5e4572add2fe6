//! A secret in a keyring, by its name.

#[cfg(not(feature = "keyring"))]
mod absent;
#[cfg(feature = "keyring")]
mod system;

use std::{fmt, sync::Arc};

use mfadir_core::Result;
use secrecy::SecretString;
use tokio::task::spawn_blocking;

#[cfg(not(feature = "keyring"))]
use self::absent as system;
use super::refused;

/// Where secrets are kept by name. Both methods may block, and may have the system ask its user.
pub trait Keyring: fmt::Debug + Send + Sync {
    /// The secret of that name. There being none is an error.
    fn read(&self, name: &str) -> Result<SecretString>;

    /// Keeps a secret under the name, in the place of one that is there.
    fn store(&self, name: &str, secret: &SecretString) -> Result<()>;
}

/// The operating system's own keyring: Keychain on macOS, the Credential Manager on Windows, else the Secret Service.
/// A build without the feature `keyring` refuses.
#[derive(Clone, Copy, Debug)]
pub struct SystemKeyring;

impl Keyring for SystemKeyring {
    fn read(&self, name: &str) -> Result<SecretString> {
        system::read(name)
    }

    fn store(&self, name: &str, secret: &SecretString) -> Result<()> {
        system::store(name, secret)
    }
}

/// Reads on a thread of its own, where the keyring's own runtime may block.
pub(super) async fn read(keyring: &Arc<dyn Keyring>, name: &str) -> Result<SecretString> {
    let (keyring, name) = (keyring.clone(), name.to_owned());
    let read = spawn_blocking(move || keyring.read(&name)).await;
    read.unwrap_or_else(|lost| Err(refused("the keyring could not be read".to_owned()).with_source(lost)))
}
