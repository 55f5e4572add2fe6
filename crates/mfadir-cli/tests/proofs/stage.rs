//! A served sandbox, a configured tenant of each provider, and a clock on which something can happen meanwhile.

use std::{ffi::OsString, fs, sync::Arc, time::Duration};

use mfadir_cli::{Streams, Surroundings, Terminals, run};
use mfadir_sandbox::{Options, Sandbox, Tenant};
use tempfile::TempDir;

use crate::clock::HookedClock;

/// A sleep of this length is a time limit, and never ends.
const LIMIT: Duration = Duration::from_hours(2);

/// What a command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) error: String,
    pub(crate) exit: u8,
}

/// A machine with the tenants `okta` and `onelogin`.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: Arc<HookedClock>,
    pub(crate) surroundings: Surroundings,
    folder: TempDir,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = HookedClock::new(LIMIT);
        let sandbox = Sandbox::start(Options { people: 1, ..Options::new(clock.clone()) }).await.expect("a sandbox");
        let ready = sandbox.ready();
        let config = format!(
            "[defaults]\ntimeout = \"2h\"\npolicy = \"open\"\n\
             [tenant.okta]\nprovider = \"okta\"\nurl = \"{}\"\nauth = {{ api_token = {{ env = \"TOKEN\" }} }}\n\
             [tenant.onelogin]\nprovider = \"onelogin\"\nurl = \"{}\"\n\
             auth = {{ client_id = \"{}\", client_secret = {{ env = \"SECRET\" }} }}\n",
            ready.okta.url, ready.onelogin.url, ready.onelogin.client_id
        );
        let path = |name: &str| folder.path().join(name);
        fs::write(path("config.toml"), config).expect("writable");
        let variables = [
            ("MFADIR_CONFIG", path("config.toml").into_os_string()),
            ("MFADIR_STATE", path("state").into_os_string()),
            ("TOKEN", ready.okta.token.reveal().into()),
            ("SECRET", ready.onelogin.client_secret.reveal().into()),
        ];
        let surroundings = Surroundings::of(variables.into_iter().collect());
        Self { sandbox, clock, surroundings, folder }
    }

    /// Has something happen while a command sleeps.
    pub(crate) fn meanwhile(&self, hook: impl FnMut(usize) + Send + 'static) {
        self.clock.meanwhile(hook);
    }

    /// Runs a command line where nobody sits at a terminal.
    pub(crate) async fn run(&self, line: &str) -> Ran {
        self.run_with(line, Terminals::default(), "").await
    }

    /// Runs a command line for somebody at a terminal who types `typed`.
    pub(crate) async fn run_at_terminal(&self, line: &str, typed: &str) -> Ran {
        self.run_with(line, Terminals { input: true, output: false, error: true, width: None }, typed).await
    }

    async fn run_with(&self, line: &str, terminals: Terminals, typed: &str) -> Ran {
        let (streams, captured) = Streams::captured(typed);
        let words = ["mfadir"].into_iter().chain(line.split(' ')).map(OsString::from);
        let streams = Streams { terminals, ..streams };
        let exit = run(words, self.surroundings.clone(), streams, self.clock.clone()).await;
        Ran { output: captured.output(), error: captured.error(), exit }
    }

    /// How many handles are kept.
    pub(crate) fn kept(&self) -> usize {
        fs::read_dir(self.folder.path().join("state").join("handles")).map_or(0, Iterator::count)
    }
}

/// The code that was sent last to this person.
pub(crate) fn sent_code(tenant: &Tenant, login: &str) -> String {
    let world = tenant.world();
    let user = world.person_by_login(login).expect("somebody").id.clone();
    let mut outbox = world.outbox().iter().rev();
    outbox.find(|message| message.user == user).expect("something was sent").code.reveal().to_owned()
}
