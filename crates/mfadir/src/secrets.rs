//! Secrets from the machine: environment variables, files, commands and its keyring.

mod command;
mod file;
mod keyring;

pub use keyring::{Keyring, SystemKeyring};

use std::{collections::BTreeMap, ffi::OsString, fmt, sync::Arc};

use async_trait::async_trait;
use mfadir_core::{Error, ErrorKind, Result, SecretReader, SecretSource};
use secrecy::{ExposeSecret, SecretString};

/// Environment variables by name. `Debug` tells only how many.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Variables(BTreeMap<OsString, OsString>);

impl Variables {
    /// The value of a variable; an empty one counts as not set.
    pub fn get(&self, name: &str) -> Option<&OsString> {
        self.0.get(std::ffi::OsStr::new(name)).filter(|value| !value.is_empty())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&OsString, &OsString)> {
        self.0.iter()
    }
}

impl<K: Into<OsString>, V: Into<OsString>> FromIterator<(K, V)> for Variables {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Variables({})", self.0.len())
    }
}

/// Reads secrets where the configuration says that they are kept. Commands need a tokio runtime.
#[derive(Clone, Debug)]
pub struct SystemSecrets {
    variables: Variables,
    sealed: bool,
    keyring: Arc<dyn Keyring>,
}

impl SystemSecrets {
    /// With the environment of this process.
    pub fn of_process() -> Self {
        Self::new(std::env::vars_os().collect())
    }

    /// With these environment variables, which commands are given too.
    pub fn new(variables: Variables) -> Self {
        Self { variables, sealed: false, keyring: Arc::new(SystemKeyring) }
    }

    /// The same with another keyring than the system's.
    #[must_use]
    pub fn with_keyring(self, keyring: Arc<dyn Keyring>) -> Self {
        Self { keyring, ..self }
    }

    /// The same on a sealed machine: whoever calls sets the variables, so no secret comes from there.
    #[must_use]
    pub fn on_sealed_machine(self) -> Self {
        Self { sealed: true, variables: self.variables.on_sealed_machine(), ..self }
    }

    fn variable(&self, name: &str) -> Result<String> {
        if self.sealed {
            let error = refused(format!("this machine is sealed: no secret comes from a variable, as {name} is one"));
            return Err(error.with_hint("keep it with file, command or keyring"));
        }
        let Some(value) = self.variables.0.get(std::ffi::OsStr::new(name)) else {
            let error = refused(format!("the environment variable {name} is not set, and the secret is kept there"));
            return Err(error.with_hint(format!("export {name}=… before the command")));
        };
        value.clone().into_string().map_err(|_| refused(format!("the environment variable {name} is not text")))
    }
}

#[async_trait]
impl SecretReader for SystemSecrets {
    async fn read(&self, source: &SecretSource) -> Result<SecretString> {
        let text = match source {
            SecretSource::Value(secret) => return Ok(secret.clone()),
            SecretSource::Env(name) => self.variable(name)?.into(),
            SecretSource::File(path) => file::read(path, &self.variables)?,
            SecretSource::Command(words) => command::read(words, &self.variables).await?,
            SecretSource::Keyring(name) => keyring::read(&self.keyring, name).await?,
        };
        whole(&text, source)
    }
}

/// The secret without the line end that editors and programs put behind it.
fn whole(text: &SecretString, source: &SecretSource) -> Result<SecretString> {
    let text = text.expose_secret();
    let line = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    if line.trim().is_empty() {
        return Err(refused(format!("the secret from {} is empty", place(source))));
    }
    Ok(line.into())
}

fn place(source: &SecretSource) -> String {
    match source {
        SecretSource::Env(name) => format!("the environment variable {name}"),
        SecretSource::File(path) => format!("the file {}", path.display()),
        SecretSource::Command(words) => format!("the command {}", words.first().map_or("", String::as_str)),
        SecretSource::Keyring(name) => format!("the keyring entry {name}"),
        SecretSource::Value(_) => "the program".to_owned(),
    }
}

/// The configuration asks for something that cannot be had.
fn refused(message: String) -> Error {
    Error::new(ErrorKind::Invalid, message)
}

#[cfg(test)]
mod tests {
    use mfadir_core::{SecretReader, SecretSource};
    use secrecy::ExposeSecret;

    use super::SystemSecrets;

    async fn read(value: &str) -> Result<String, String> {
        let secrets = SystemSecrets::new([("TOKEN", value)].into_iter().collect());
        let secret = secrets.read(&SecretSource::Env("TOKEN".into())).await;
        secret.map(|secret| secret.expose_secret().to_owned()).map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn one_line_end_is_cut_and_nothing_else() {
        assert_eq!(read("s3cret\n").await, Ok("s3cret".into()));
        assert_eq!(read("s3cret\r\n").await, Ok("s3cret".into()));
        assert_eq!(read(" s3cret\n\n").await, Ok(" s3cret\n".into()));
    }

    #[tokio::test]
    async fn an_empty_secret_says_where_it_should_have_been() {
        assert_eq!(read("\n").await, Err("the secret from the environment variable TOKEN is empty".into()));
    }

    #[tokio::test]
    async fn a_missing_variable_is_named() {
        let error = SystemSecrets::new([("A", "b")].into_iter().collect())
            .read(&SecretSource::Env("TOKEN".into()))
            .await
            .expect_err("it is not set");
        assert!(error.to_string().contains("TOKEN is not set"), "{error}");
    }
}
