//! A sandbox in this process, and the program in another.

use std::{
    fs,
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::SignedDuration;
use mfadir::{DeskFolders, SystemClock};
use mfadir_sandbox::{Options, Rule, Sandbox, Tenant};
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// How long a held answer would take.
const HELD: SignedDuration = SignedDuration::from_hours(2);
/// How long the program may take to come to where it is killed.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often is looked whether it came there.
const LOOK: Duration = Duration::from_millis(5);

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) error: String,
    pub(crate) exit: Option<i32>,
}

/// A machine with one tenant of the sandbox.
pub(crate) struct Stage {
    sandbox: Sandbox,
    tenant: &'static str,
    folder: TempDir,
}

impl Stage {
    /// The tenant is `okta` or `onelogin`. Time is the machine's, as it is in the other process.
    pub(crate) async fn new(tenant: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = Options { people: 1, ..Options::new(Arc::new(SystemClock::new())) };
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        let (okta, onelogin) = (&sandbox.ready().okta, &sandbox.ready().onelogin);
        let config = format!(
            "[tenant.okta]\nprovider = \"okta\"\npolicy = \"open\"\nurl = \"{}\"\n\
             auth = {{ api_token = {{ env = \"TOKEN\" }} }}\n\
             [tenant.onelogin]\nprovider = \"onelogin\"\npolicy = \"open\"\nurl = \"{}\"\n\
             auth = {{ client_id = \"{}\", client_secret = {{ env = \"SECRET\" }} }}\n",
            okta.url, onelogin.url, onelogin.client_id
        );
        fs::write(folder.path().join("config.toml"), config).expect("writable");
        Self { sandbox, tenant, folder }
    }

    /// The same with mail, webhook and tickets.
    pub(crate) async fn telling(tenant: &'static str) -> Self {
        let stage = Self::new(tenant).await;
        let config = fs::read_to_string(stage.path("config.toml")).expect("there");
        fs::write(stage.path("config.toml"), format!("{config}{}", ways(&stage.sandbox))).expect("writable");
        stage
    }

    /// The tenant's side.
    pub(crate) fn provider(&self) -> &Tenant {
        if self.tenant == "okta" { self.sandbox.okta() } else { self.sandbox.onelogin() }
    }

    /// Lets so many requests of this kind pass and holds the next one: before it acts, or `after` that.
    pub(crate) fn hold(&self, method: &str, path: &str, passes: u64, after: bool) {
        let kind = Rule { method: Some(method.to_owned()), path: Some(path.to_owned()), ..Rule::default() };
        let faults = self.provider().faults();
        faults.add(Rule { times: Some(passes), ..kind.clone() });
        faults.add(Rule { times: Some(1), delay: Some(HELD), after, ..kind });
    }

    /// Holds the next message of this kind on its way to mail server, webhook or ticket system.
    pub(crate) fn hold_message(&self, method: &str, path: Option<&str>) {
        let (method, path) = (Some(method.to_owned()), path.map(str::to_owned));
        self.desk().faults().add(Rule { method, path, times: Some(1), delay: Some(HELD), ..Rule::default() });
    }

    /// Whether the message came that is held.
    pub(crate) fn holds_message(&self) -> bool {
        self.desk().faults().list().iter().all(|(_, rule)| rule.times == Some(0))
    }

    /// Mail server, webhook and ticket system.
    pub(crate) fn desk(&self) -> &Tenant {
        self.sandbox.desk()
    }

    /// Whether the request came that is held.
    pub(crate) fn is_held(&self) -> bool {
        self.provider().faults().list().iter().all(|(_, rule)| rule.times == Some(0))
    }

    /// The ids of somebody's factors, as the tenant has them.
    pub(crate) fn held_by(&self, login: &str) -> Vec<String> {
        let world = self.provider().world();
        let person = world.person_by_login(login).expect("somebody");
        person.factors.iter().map(|factor| factor.id.to_string()).collect()
    }

    /// Starts the program, waits until it is where it shall be, and kills it without a warning.
    pub(crate) async fn kill(&self, line: &str, is_there: impl Fn(&Self) -> bool) {
        let mut child = self.command(line).spawn().expect("the program starts");
        let begun = Instant::now();
        while !is_there(self) {
            let ended = child.try_wait().expect("a child can be asked");
            assert!(ended.is_none(), "{line}: ended before it was killed: {}", said(child).await);
            assert!(begun.elapsed() < PATIENCE, "{line}: it never came there");
            tokio::time::sleep(LOOK).await;
        }
        child.kill().await.expect("it is still there");
        self.provider().faults().clear();
        self.desk().faults().clear();
    }

    /// Runs the program to its end.
    pub(crate) async fn run(&self, line: &str) -> Ran {
        let ran = self.command(line).output().await.expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { output: text(ran.stdout), error: text(ran.stderr), exit: ran.status.code() }
    }

    fn command(&self, line: &str) -> Command {
        let ready = self.sandbox.ready();
        let mut command = Command::new(env!("CARGO_BIN_EXE_mfadir"));
        command.args(["-t", self.tenant, "--timeout", "2h"]).args(line.split(' ')).current_dir(self.folder.path());
        command.env("TOKEN", ready.okta.token.reveal()).env("SECRET", ready.onelogin.client_secret.reveal());
        command.env("SNOW", ready.desk.servicenow.password.reveal()).env("HOOK", ready.desk.webhook_secret.reveal());
        command.env("MFADIR_CONFIG", self.path("config.toml")).env("MFADIR_STATE", self.path("state"));
        command.env("HOME", self.folder.path()).kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The lines of the audit log.
    pub(crate) fn log(&self) -> Vec<Value> {
        let audit = DeskFolders::of(&self.path("state"), &self.tenant.into()).audit;
        let files = fs::read_dir(audit).into_iter().flatten().flatten().map(|file| file.path());
        let mut segments: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
        segments.sort();
        let text: String = segments.into_iter().map(|path| fs::read_to_string(path).expect("readable")).collect();
        text.lines().map(|line| serde_json::from_str(line).expect("a whole line")).collect()
    }
}

/// Mail, webhook and tickets of the sandbox.
fn ways(sandbox: &Sandbox) -> String {
    let desk = &sandbox.ready().desk;
    let port = desk.smtp.rsplit(':').next().expect("a port");
    format!(
        "[desk.mail]\nhost = \"127.0.0.1\"\nport = {port}\nencryption = \"none\"\nfrom = \"desk@example.com\"\n\
         [desk.webhook]\nurl = \"{}\"\nsecret = {{ env = \"HOOK\" }}\naudiences = [\"security\"]\n\
         [desk.tickets]\nurl = \"{}\"\nauth = {{ username = \"{}\", password = {{ env = \"SNOW\" }} }}\n\
         [desk.notices]\nsecurity = \"watch@example.com\"\n",
        desk.webhook, desk.servicenow.url, desk.servicenow.username
    )
}

async fn said(child: Child) -> String {
    let ran = child.wait_with_output().await.expect("it ended");
    format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
}
