//! The machine of the page: its files, over a sandbox, and two operators who have keys.

use std::{ffi::OsString, fs, path::Path, sync::Arc, time::Duration};

use mfadir_cli::{Streams, Surroundings, run};
use mfadir_memory::Answer;
use mfadir_sandbox::{Options, Sandbox, Tenant};
use tempfile::TempDir;

use crate::{clock::HookedClock, operators::operators, page::file};

/// A sleep of this length is a time limit, and never ends.
const LIMIT: Duration = Duration::from_secs(30);
/// Who answers the push that comes.
const CALLER: &str = "ada@example.com";

/// The machine.
pub(crate) struct Stage {
    sandbox: Sandbox,
    clock: Arc<HookedClock>,
    surroundings: Surroundings,
    _folder: TempDir,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = HookedClock::new(LIMIT);
        let sandbox = Sandbox::start(Options { people: 1, ..Options::new(clock.clone()) }).await.expect("a sandbox");
        let tenants = [sandbox.okta().clone(), sandbox.onelogin().clone()];
        clock.meanwhile(move |_| tenants.iter().for_each(tap));
        let path = |name: &str| folder.path().join(name);
        fs::write(path("config.toml"), configuration(&sandbox)).expect("writable");
        for name in ["desk.toml", "onelogin.toml"] {
            fs::write(path(name), file(name)).expect("writable");
        }
        fs::write(path("operators.toml"), operators(&path("state"))).expect("writable");
        let surroundings = surroundings(&sandbox, folder.path());
        Self { sandbox, clock, surroundings, _folder: folder }
    }

    /// Runs a command line of the page as this operator, and answers with the lines that were said.
    pub(crate) async fn run(&self, operator: &str, line: &str) -> Vec<String> {
        let (streams, captured) = Streams::captured("");
        let words = ["mfadir".to_owned()].into_iter().chain(words(line)).map(OsString::from);
        let surroundings =
            Surroundings { account: Some((operator.to_owned(), "desk".to_owned())), ..self.surroundings.clone() };
        let exit = run(words, surroundings, streams, self.clock.clone()).await;
        let text = format!("{}{}(exit code {exit})", captured.output(), captured.error());
        text.lines().map(|line| line.trim_end().to_owned()).collect()
    }

    /// The factors that somebody has anywhere.
    pub(crate) fn factors(&self, login: &str) -> Vec<String> {
        let of = |tenant: &Tenant| {
            let world = tenant.world();
            let person = world.person_by_login(login).expect("somebody");
            person.factors.iter().map(|factor| factor.id.to_string()).collect::<Vec<_>>()
        };
        [self.sandbox.okta(), self.sandbox.onelogin()].into_iter().flat_map(of).collect()
    }

    /// Whether something came this way.
    pub(crate) fn came(&self, channel: &str) -> bool {
        let post = serde_json::to_value(self.sandbox.desk().post()).expect("data");
        post.as_array().into_iter().flatten().any(|one| one["channel"] == channel)
    }
}

/// The words of a line; what stands in single quotes is one.
fn words(line: &str) -> Vec<String> {
    let quoted = |(at, part): (usize, &str)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    };
    line.split('\'').enumerate().flat_map(quoted).collect()
}

/// The page's configuration, with the sandbox in the place of the services.
fn configuration(sandbox: &Sandbox) -> String {
    let (okta, onelogin, desk) = (&sandbox.ready().okta, &sandbox.ready().onelogin, &sandbox.ready().desk);
    let port = desk.smtp.rsplit(':').next().unwrap_or_default().to_owned();
    let changes = [
        ("https://acme.okta.com", okta.url.clone()),
        ("https://acme.onelogin.com", onelogin.url.clone()),
        ("CLIENT_ID", onelogin.client_id.clone()),
        ("host = \"smtp.example.com\"", format!("host = \"127.0.0.1\"\nport = {port}\nencryption = \"none\"")),
        ("https://hooks.example.com/mfa", desk.webhook.clone()),
        ("https://acme.service-now.com", desk.servicenow.url.clone()),
        ("mfadir.service", desk.servicenow.username.clone()),
    ];
    changes.into_iter().fold(file("config.toml"), |text, (theirs, ours)| {
        assert!(text.contains(theirs), "{theirs} is in the page's configuration");
        text.replace(theirs, &ours)
    })
}

fn surroundings(sandbox: &Sandbox, folder: &Path) -> Surroundings {
    let (okta, onelogin, desk) = (&sandbox.ready().okta, &sandbox.ready().onelogin, &sandbox.ready().desk);
    let variables = [
        ("MFADIR_CONFIG", folder.join("config.toml").into_os_string()),
        ("MFADIR_STATE", folder.join("state").into_os_string()),
        ("OKTA_TOKEN", okta.token.reveal().into()),
        ("ONELOGIN_SECRET", onelogin.client_secret.reveal().into()),
        ("SNOW_PASSWORD", desk.servicenow.password.reveal().into()),
        ("HOOK_SECRET", desk.webhook_secret.reveal().into()),
    ];
    Surroundings { folder: folder.to_owned(), ..Surroundings::of(variables.into_iter().collect()) }
}

/// The caller says yes. Where no push waits, there is nothing to tap.
fn tap(tenant: &Tenant) {
    let now = tenant.now();
    let _ = tenant.world().answer_named(CALLER, Answer::Yes, now);
}
