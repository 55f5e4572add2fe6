//! A stage for the command, before a real server.

use std::{ffi::OsString, fs, iter, path::Path, sync::Arc};

use mfadir::Variables;
use mfadir_cli::{Streams, Surroundings};
use mfadir_conformance::{Able, Subject};
use mfadir_core::FactorId;
use secrecy::ExposeSecret;
use tempfile::TempDir;

use super::{Place, Proxy, RealProvider, RealSubject};
use crate::{setting::Setting, stage::Told};

/// A limit that the clock does not reach by itself.
const DEFAULTS: &str = "[defaults]\ntimeout = \"2h\"\n\n";
/// Who works here where nobody is named.
const OPERATOR: &str = "operator";

/// A machine of its own, whose tenants are on a real server, behind one proxy.
#[derive(Debug)]
pub struct RealStage {
    folder: TempDir,
    subject: RealSubject,
    variables: Vec<(String, String)>,
}

impl RealStage {
    /// The machine with this configuration, within a tokio runtime; or why this machine cannot have it.
    ///
    /// # Panics
    /// Where the machine has no temporary folder.
    pub async fn new(provider: &'static RealProvider, configuration: fn(Place<'_>) -> String) -> Able<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let subject = RealSubject::new(provider, Setting::Bare).await?;
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let places = [("MFADIR_CONFIG", "config.toml"), ("MFADIR_STATE", "state"), ("HOME", "home")];
        let variables = places.map(|(name, place)| (name.to_owned(), path(place)));
        let text = format!("{DEFAULTS}{}", configuration(subject.place()));
        fs::write(path("config.toml"), text).expect("the folder is ours");
        Ok(Self { variables: variables.into(), folder, subject })
    }

    /// Sets one more environment variable.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The way to the server.
    pub fn proxy(&self) -> &Proxy {
        self.subject.proxy()
    }

    /// The tenant, past the command.
    pub fn subject(&self) -> &RealSubject {
        &self.subject
    }

    /// The machine's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The code that somebody now reads, in a message or on a device.
    ///
    /// # Panics
    /// Where there is none.
    pub async fn code(&self, factor: &str) -> String {
        let code = self.subject.code(&"anybody".into(), &FactorId::from(factor)).await;
        code.unwrap_or_else(|why| panic!("{factor}: {why}")).expose_secret().to_owned()
    }

    /// Runs a command line, its words divided by single spaces; nobody sits at a terminal.
    pub async fn run(&self, line: &str) -> Told {
        self.run_as(OPERATOR, &line.split(' ').collect::<Vec<_>>()).await
    }

    /// Runs a command line as this account.
    pub async fn run_as(&self, account: &str, words: &[&str]) -> Told {
        let variables: Variables = self.variables.iter().cloned().collect();
        let (folder, account) = (self.folder.path().to_owned(), Some((account.to_owned(), "desk".to_owned())));
        let surroundings = Surroundings { folder, account, ..Surroundings::of(variables) };
        let (streams, captured) = Streams::captured("");
        let line = iter::once("mfadir").chain(words.iter().copied()).map(OsString::from);
        let clock = Arc::clone(self.subject.clock());
        let exit = Box::pin(mfadir_cli::run(line, surroundings, streams, clock)).await;
        Told { line: words.join(" "), exit, output: captured.output(), error: captured.error() }
    }

    /// The requests that could change something, beside those for a credential.
    pub fn writes(&self) -> Vec<String> {
        let seen = self.proxy().seen().into_iter();
        let writes = seen.filter(|seen| seen.is_write() && !self.subject.is_for_credential(seen));
        writes.map(|seen| format!("{} {}", seen.method, seen.target)).collect()
    }
}
