//! What a run may know of the machine; nothing else asks the process.

use std::{io, path::PathBuf, sync::Arc};

use mfadir::{Keyring, Places, SystemKeyring, SystemSecrets, Variables};
use secrecy::SecretString;
use tokio::task::spawn_blocking;

use crate::{
    failure::{Failure, Outcome},
    interrupt::Interrupt,
};

/// Environment variables, folders and account: everything that a run takes from outside beside its arguments, its
/// streams and its clock, so that a test can give it any.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The environment variables.
    pub variables: Variables,
    /// The working folder.
    pub folder: PathBuf,
    /// The account that runs the command and the machine's name, where the operating system is not to be asked.
    pub account: Option<(String, String)>,
    /// Where the configuration is looked for, unless the command line names a file.
    pub places: Places,
    /// The keyring that secrets may be in.
    pub keyring: Arc<dyn Keyring>,
    /// Tells when somebody wants the run to end.
    pub interrupt: Interrupt,
}

impl Surroundings {
    /// Those of this process. Nobody interrupts it.
    pub fn of_process() -> Self {
        Self {
            variables: std::env::vars_os().collect(),
            folder: std::env::current_dir().unwrap_or_default(),
            account: None,
            places: Places::of_process(),
            keyring: Arc::new(SystemKeyring),
            interrupt: Interrupt::default(),
        }
    }

    /// Those of a machine that has only these variables and the system's keyring: no system file, and `operator` works at `desk`.
    pub fn of(variables: Variables) -> Self {
        let places = Places::of(|name| variables.get(name).cloned());
        Self {
            places: Places { system: None, ..places },
            variables,
            folder: PathBuf::from("."),
            keyring: Arc::new(SystemKeyring),
            account: Some(("operator".to_owned(), "desk".to_owned())),
            interrupt: Interrupt::default(),
        }
    }

    /// Who reads secrets where they are kept.
    pub fn secrets(&self) -> SystemSecrets {
        SystemSecrets::new(self.variables.clone()).with_keyring(self.keyring.clone())
    }

    /// Keeps a secret in the keyring, on a thread where that may block.
    pub(crate) async fn keep(&self, name: &str, secret: SecretString) -> Outcome<()> {
        let (keyring, name) = (self.keyring.clone(), name.to_owned());
        let kept = spawn_blocking(move || keyring.store(&name, &secret)).await;
        kept.map_err(io::Error::other)?.map_err(Failure::from)
    }

    /// An environment variable that holds text.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).and_then(|value| value.to_str())
    }

    /// The account that runs the command, as the operating system names it.
    pub fn account(&self) -> String {
        let own = self.account.as_ref().map(|(account, _)| account.clone());
        own.or_else(|| whoami::username().ok()).unwrap_or_else(|| "unknown".to_owned())
    }

    /// The machine's name.
    pub fn host(&self) -> Option<String> {
        self.account.as_ref().map(|(_, host)| host.clone()).or_else(|| whoami::hostname().ok())
    }
}
