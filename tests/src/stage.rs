//! A stage for the command: a sandbox, a configuration, a state folder, and what was said.

mod scribe;
mod told;

use std::{ffi::OsString, fs, sync::Arc};

use mfadir::Variables;
use mfadir_cli::{Interrupt, Streams, Surroundings};
use mfadir_core::Clock;
use mfadir_sandbox::{Options, Sandbox};
use tempfile::TempDir;

pub use told::Told;

use crate::clock::{LIMIT, SteadyClock};

const CONFIGURATION: &str = include_str!("stage/config.toml");
/// How many numbered people there are beside the named ones.
const CROWD: usize = 12;

/// A machine of its own, with the tenants `okta`, `onelogin` and `onelogin-v2`, whose secrets are in the variables
/// `OKTA_TOKEN`, `OKTA_READER` and `ONELOGIN_SECRET`.
#[derive(Debug)]
pub struct Stage {
    folder: TempDir,
    sandbox: Sandbox,
    clock: Arc<SteadyClock>,
    variables: Vec<(String, String)>,
}

impl Stage {
    /// Everything as it is on the first day, within a tokio runtime.
    pub async fn new() -> Self {
        Self::with(|options| options).await
    }

    /// The same over another sandbox.
    ///
    /// # Panics
    /// Where the machine has no temporary folder or no free port.
    pub async fn with(change: impl FnOnce(Options) -> Options) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let clock = SteadyClock::new();
        let options = change(Options { people: CROWD, ..Options::new(clock.clone()) });
        let sandbox = Sandbox::start(options).await.expect("a free port of the loopback interface can be bound");
        let stage = Self { variables: Vec::new(), folder, sandbox, clock };
        stage.configure(&stage.configuration());
        stage.furnished()
    }

    /// A machine on which nothing was set up.
    pub async fn empty() -> Self {
        let stage = Self::new().await;
        stage.configure("");
        stage
    }

    /// The sandbox that the tenants are in.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// The machine's folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Replaces the configuration file.
    ///
    /// # Panics
    /// Where the folder of the stage is gone.
    pub fn configure(&self, text: &str) {
        fs::write(self.folder.path().join("config.toml"), text).expect("the folder is ours");
    }

    /// The configuration of the first day.
    pub fn configuration(&self) -> String {
        let ready = self.sandbox.ready();
        let text = CONFIGURATION.replace("<okta>", &ready.okta.url).replace("<onelogin>", &ready.onelogin.url);
        text.replace("<client>", &ready.onelogin.client_id)
    }

    /// Sets one more environment variable.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    fn furnished(mut self) -> Self {
        let ready = self.sandbox.ready().clone();
        let path = |name: &str| self.folder.path().join(name).to_string_lossy().into_owned();
        let (config, state, home) = (path("config.toml"), path("state"), path("home"));
        self.set("OKTA_TOKEN", ready.okta.token.reveal());
        self.set("OKTA_READER", ready.okta.read_only_token.reveal());
        self.set("ONELOGIN_SECRET", ready.onelogin.client_secret.reveal());
        self.set("MFADIR_CONFIG", &config);
        self.set("MFADIR_STATE", &state);
        self.set("HOME", &home);
        self
    }

    /// The clock of the machine and the tenants.
    pub fn clock(&self) -> &SteadyClock {
        &self.clock
    }

    /// Moves the time on.
    pub fn advance(&self, by: std::time::Duration) {
        self.clock.advance(by);
    }

    /// Runs a command line, its words divided by single spaces; nobody sits at a terminal.
    pub async fn run(&self, line: &str) -> Told {
        self.run_at(line, self.clock.clone()).await
    }

    /// Runs a command line by another clock.
    pub async fn run_at(&self, line: &str, clock: Arc<dyn Clock>) -> Told {
        self.run_in(line, clock, Interrupt::default()).await
    }

    /// Runs a command line that somebody may interrupt.
    pub async fn run_interruptibly(&self, line: &str, interrupt: &Interrupt) -> Told {
        self.run_in(line, self.clock.clone(), interrupt.clone()).await
    }

    async fn run_in(&self, line: &str, clock: Arc<dyn Clock>, interrupt: Interrupt) -> Told {
        let variables: Variables = self.variables.iter().cloned().collect();
        let folder = self.folder.path().to_owned();
        let surroundings = Surroundings { folder, interrupt, ..Surroundings::of(variables) };
        let (streams, captured) = Streams::captured("");
        let words = ["mfadir"].into_iter().chain(line.split(' ')).map(OsString::from);
        let exit = mfadir_cli::run(words, surroundings, streams, clock).await;
        Told { line: line.to_owned(), exit, output: captured.output(), error: captured.error() }
    }

    /// Runs the line while the clock reaches the time limit of its first request, once that request was seen.
    pub async fn run_until_the_limit(&self, line: &str) -> Told {
        let seen = async {
            while self.sandbox.okta().requests().is_empty() {
                tokio::task::yield_now().await;
            }
            self.clock.advance(LIMIT);
        };
        let (told, ()) = futures_util::join!(self.run(line), seen);
        told
    }

    /// What was said, without what differs from one run to the next.
    pub fn transcript(&self, told: &[Told]) -> String {
        let told: Vec<_> = told.iter().map(Told::to_string).collect();
        scribe::steady(&told.join("\n"), self)
    }

    /// The requests to the Okta tenant that could change something.
    pub fn okta_writes(&self) -> Vec<String> {
        writes(self.sandbox.okta())
    }

    /// The requests to the OneLogin tenant that could change something, beside those for a credential.
    pub fn onelogin_writes(&self) -> Vec<String> {
        writes(self.sandbox.onelogin())
    }
}

fn writes(tenant: &mfadir_sandbox::Tenant) -> Vec<String> {
    let requests = tenant.requests().into_iter();
    let writes = requests.filter(|seen| seen.method != "GET" && !seen.path.starts_with("/auth/"));
    writes.map(|seen| format!("{} {}", seen.method, seen.path)).collect()
}
