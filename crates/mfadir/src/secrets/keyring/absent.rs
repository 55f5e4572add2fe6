//! A build that knows no keyring.

use mfadir_core::{Error, Result};
use secrecy::SecretString;

use crate::secrets::refused;

pub(super) fn read(_name: &str) -> Result<SecretString> {
    Err(absent())
}

pub(super) fn store(_name: &str, _secret: &SecretString) -> Result<()> {
    Err(absent())
}

fn absent() -> Error {
    let error = refused("this build cannot read the keyring of the operating system".to_owned());
    error.with_hint("build it with `--features keyring`, or keep the secret with env, file or command")
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, SecretReader, SecretSource};

    use crate::secrets::SystemSecrets;

    #[tokio::test]
    async fn the_error_says_how_to_get_it() {
        let secrets = SystemSecrets::new([("A", "b")].into_iter().collect());
        let error = secrets.read(&SecretSource::Keyring("acme".into())).await.expect_err("there is no keyring");
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(error.hint().is_some_and(|hint| hint.contains("--features keyring")), "{error:?}");
    }
}
