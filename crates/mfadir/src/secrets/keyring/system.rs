//! The keyring of the operating system, through the store that fits it.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error as KeyringError, get_default_store};
use mfadir_core::{Error, Result};
use secrecy::{ExposeSecret, SecretString};

use crate::secrets::refused;

/// Whose secrets these are, among all that a person keeps.
const SERVICE: &str = "mfadir";

pub(super) fn read(name: &str) -> Result<SecretString> {
    read_in(&*running()?, name)
}

pub(super) fn store(name: &str, secret: &SecretString) -> Result<()> {
    store_in(&*running()?, name, secret)
}

fn read_in(store: &CredentialStore, name: &str) -> Result<SecretString> {
    let secret = entry(store, name).and_then(|entry| entry.get_password());
    secret.map(SecretString::from).map_err(|error| failed(name, error))
}

fn store_in(store: &CredentialStore, name: &str, secret: &SecretString) -> Result<()> {
    let stored = entry(store, name).and_then(|entry| entry.set_password(secret.expose_secret()));
    stored.map_err(|error| failed(name, error))
}

fn entry(store: &CredentialStore, name: &str) -> keyring_core::Result<Entry> {
    store.build(SERVICE, name, None)
}

/// The store of this system, which is looked for once a process.
fn running() -> Result<Arc<CredentialStore>> {
    if let Err(error) = keyring::Entry::store_status() {
        let error = refused(format!("no keyring of the operating system runs here: {error}"));
        return Err(error.with_hint(START));
    }
    get_default_store()
        .ok_or_else(|| refused("no keyring of the operating system runs here".to_owned()).with_hint(START))
}

const START: &str = "unlock or start it (on Linux a Secret Service such as gnome-keyring or KWallet, and a D-Bus session), \
                     or keep the secret with env, file or command";

/// Never the value that was read, which some errors hold.
fn failed(name: &str, error: KeyringError) -> Error {
    match error {
        KeyringError::NoEntry => refused(format!("the keyring has no entry {name} of {SERVICE}"))
            .with_hint("`mfadir tenant add --store keyring` makes entries"),
        KeyringError::NoStorageAccess(why) => {
            refused(format!("the keyring is locked: {why}")).with_hint("unlock it, and try again")
        }
        KeyringError::BadEncoding(_) | KeyringError::BadDataFormat(..) => {
            refused(format!("what the keyring has under {name} is not text"))
        }
        KeyringError::Ambiguous(_) => refused(format!("the keyring has several entries {name} of {SERVICE}"))
            .with_hint("remove all but one of them"),
        other => refused(format!("the keyring refuses: {other}")).with_hint(START),
    }
}

#[cfg(test)]
mod tests {
    use keyring_core::{Error as KeyringError, api::CredentialStoreApi, mock};
    use secrecy::{ExposeSecret, SecretString};

    use super::{SERVICE, failed, read_in, store_in};

    #[test]
    fn what_was_stored_is_read_and_a_second_secret_takes_the_place_of_the_first() {
        let store = mock::Store::new().expect("a store");
        for secret in ["s3cret", "n3wer"] {
            store_in(&*store, "acme/auth.api_token", &SecretString::from(secret)).expect("stored");
            let read = read_in(&*store, "acme/auth.api_token").expect("there");
            assert_eq!(read.expose_secret(), secret);
        }
    }

    #[test]
    fn a_name_that_is_not_there_is_told() {
        let store = mock::Store::new().expect("a store");
        let error = read_in(&*store, "globex").expect_err("nobody stored it");
        assert!(error.to_string().contains("no entry globex of mfadir"), "{error}");
    }

    #[test]
    fn a_locked_keyring_is_told_with_what_to_do() {
        let store = mock::Store::new().expect("a store");
        let entry = store.build(SERVICE, "acme", None).expect("an entry");
        let credential: &mock::Cred = entry.as_any().downcast_ref().expect("the store's own");
        credential.set_error(KeyringError::NoStorageAccess("locked".into()));
        let error = read_in(&*store, "acme").expect_err("locked");
        assert_eq!(error.hint(), Some("unlock it, and try again"), "{error}");
    }

    #[test]
    fn what_is_no_text_is_not_repeated() {
        let error = failed("acme", KeyringError::BadEncoding(b"canary".to_vec()));
        assert!(
            !format!("{error:?}{error}").contains("canary") && !format!("{error:?}").contains("99, 97"),
            "{error:?}"
        );
    }
}
