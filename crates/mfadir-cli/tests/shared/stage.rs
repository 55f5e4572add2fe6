//! A served sandbox, a tenant under a policy of its own, and two operators who have keys.

use std::{
    ffi::OsString,
    fs,
    io::{BufRead, Cursor},
    sync::Arc,
    time::Duration,
};

use mfadir::DeskFolders;
use mfadir_cli::{Streams, Surroundings, Terminals, run};
use mfadir_memory::Answer;
use mfadir_sandbox::{Options, Sandbox};
use tempfile::TempDir;

use crate::{clock::HookedClock, operators::operators};

/// A sleep of this length is a time limit, and never ends.
const LIMIT: Duration = Duration::from_hours(2);

/// The agent, who serves callers.
pub(crate) const ANN: &str = "ann";
/// The lead, who approves.
pub(crate) const LENA: &str = "lena";

/// What a command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) error: String,
    pub(crate) exit: u8,
}

/// A machine with the tenant `okta`.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) folder: TempDir,
    pub(crate) clock: Arc<HookedClock>,
    pub(crate) surroundings: Surroundings,
}

impl Stage {
    /// The policy is `strict` with these lines.
    pub(crate) async fn new(more: &str) -> Self {
        Self::under(&format!("extends = \"strict\"\n{more}")).await
    }

    /// The text of the tenant's policy.
    pub(crate) async fn under(policy: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = HookedClock::new(LIMIT);
        let sandbox = Sandbox::start(Options { people: 1, ..Options::new(clock.clone()) }).await.expect("a sandbox");
        let ready = sandbox.ready();
        let config = format!(
            "[defaults]\ntimeout = \"2h\"\n[desk]\noperators = \"operators.toml\"\n\
             [tenant.okta]\nprovider = \"okta\"\npolicy = \"policy.toml\"\nurl = \"{}\"\n\
             auth = {{ api_token = {{ env = \"TOKEN\" }} }}\n",
            ready.okta.url
        );
        let path = |name: &str| folder.path().join(name);
        fs::write(path("config.toml"), config).expect("writable");
        fs::write(path("policy.toml"), policy).expect("writable");
        fs::write(path("operators.toml"), operators(&path("state"))).expect("writable");
        let variables = [
            ("MFADIR_CONFIG", path("config.toml").into_os_string()),
            ("MFADIR_STATE", path("state").into_os_string()),
            ("TOKEN", ready.okta.token.reveal().into()),
        ];
        let surroundings = Surroundings::of(variables.into_iter().collect());
        Self { sandbox, folder, clock, surroundings }
    }

    /// Has Ada answer the push that comes while a command waits for her.
    pub(crate) fn ada_taps(&self, answer: Answer) {
        let tenant = self.sandbox.okta().clone();
        self.clock.meanwhile(move |_| {
            let now = tenant.now();
            // Before the push is there, nothing waits for her.
            let _ = tenant.world().answer_named("ada@example.com", answer, now);
        });
    }

    /// Runs a command line as the agent.
    pub(crate) async fn run(&self, line: &str) -> Ran {
        self.run_as(ANN, line).await
    }

    /// Runs a command line as this operator, where nobody sits at a terminal.
    pub(crate) async fn run_as(&self, operator: &str, line: &str) -> Ran {
        self.run_with(operator, line, Terminals::default(), "").await
    }

    /// The same at these terminals, where somebody types this.
    pub(crate) async fn run_with(&self, operator: &str, line: &str, terminals: Terminals, typed: &str) -> Ran {
        self.run_reading(operator, line, terminals, Box::new(Cursor::new(typed.to_owned()))).await
    }

    /// The same where somebody types in their own time.
    pub(crate) async fn run_reading(
        &self,
        operator: &str,
        line: &str,
        terminals: Terminals,
        input: Box<dyn BufRead + Send>,
    ) -> Ran {
        let (streams, captured) = Streams::captured("");
        let streams = Streams { terminals, input, ..streams };
        let words = ["mfadir"].into_iter().chain(line.split(' ')).map(OsString::from);
        let account = Some((operator.to_owned(), "desk".to_owned()));
        let surroundings = Surroundings { account, ..self.surroundings.clone() };
        let exit = run(words, surroundings, streams, self.clock.clone()).await;
        Ran { output: captured.output(), error: captured.error(), exit }
    }

    /// The text of the tenant's audit log.
    pub(crate) fn log(&self) -> String {
        let audit = DeskFolders::of(&self.folder.path().join("state"), &"okta".into()).audit;
        let segments = fs::read_dir(audit).into_iter().flatten().flatten();
        segments.filter_map(|file| fs::read_to_string(file.path()).ok()).collect()
    }
}
