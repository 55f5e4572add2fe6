//! The desk: its files, and beside the server whatever takes mail, webhooks and notes on tickets.

use std::{cell::RefCell, fs, path::Path, pin::pin};

use futures_util::future::{BoxFuture, Either, select};
use mfadir::KeyStore;
use mfadir_conformance::{Able, Answer, Subject};
use mfadir_sandbox::{Options, Sandbox};
use mfadir_tests::{PRIVACYIDEA, Place, RealStage, Told};

use super::{
    super::serial,
    page::{Shown, compare},
};

/// One realm under three policies.
const TENANTS: [&str; 3] = ["privacyidea", "unchecked", "messages"];

/// Nobody of the realm is an administrator; those have accounts of their own.
const POLICIES: [(&str, &str); 3] = [
    (
        "privacyidea.toml",
        "extends = \"strict\"\n[ticket]\npattern = 'INC\\d{7}'\ncheck = true\n[protected]\ncomplete = true\n",
    ),
    ("unchecked.toml", "extends = \"privacyidea.toml\"\n[ticket]\ncheck = false\n"),
    ("messages.toml", "extends = \"unchecked.toml\"\n[receipt]\nproofs = [\"sms\", \"email\"]\n"),
];

const OPERATORS: [(&str, &str); 3] = [("ann", "agent"), ("max", "approver"), ("lena", "lead")];

const DESK: &str = r#"
[desk]
operators = "operators.toml"
manager = "mail"

[desk.mail]
host = "127.0.0.1"
port = <port>
encryption = "none"
from = "Help desk <helpdesk@example.com>"

[desk.webhook]
url = "<hook>"
secret = { file = "hook.secret" }

[desk.tickets]
url = "<tickets>"
auth = { username = "<account>", password = { file = "tickets.secret" } }

[desk.notices]
security = "security@example.com"
"#;

/// The machine of the desk, whose files are not all there yet.
pub(super) fn stage() -> BoxFuture<'static, Able<RealStage>> {
    Box::pin(async { Ok(RealStage::new(&PRIVACYIDEA, tenants).await?.with("PI_PASSWORD", "admin-pw")) })
}

fn tenants(place: Place<'_>) -> String {
    let (url, realm) = (place.url, place.number);
    let tenant = |name: &str| {
        format!(
            "[tenant.{name}]\nprovider = \"privacyidea\"\npolicy = \"{name}.toml\"\nurl = \"{url}\"\n\
             realm = \"people-{realm}\"\nauth = {{ username = \"admin\", password = {{ env = \"PI_PASSWORD\" }} }}\n\n"
        )
    };
    TENANTS.map(tenant).concat()
}

/// The desk on that machine.
pub(super) struct Room<'a> {
    pub(super) stage: &'a RealStage,
    sandbox: Sandbox,
    runs: RefCell<Vec<Shown>>,
}

impl<'a> Room<'a> {
    pub(super) async fn on(stage: &'a RealStage) -> Self {
        let clock = stage.subject().clock().clone();
        let sandbox = Sandbox::start(Options { people: 1, ..Options::new(clock) }).await.expect("a sandbox");
        furnish(stage.folder(), &sandbox);
        Self { stage, sandbox, runs: RefCell::default() }
    }

    /// Runs a command line as this operator; it ends with this exit code.
    pub(super) async fn run(&self, operator: &str, line: &str, exit: u8) -> Told {
        self.run_with(operator, line, "CODE", exit).await
    }

    /// The same with the code that the caller now reads, of a token of the seed, in the place of `CODE`.
    pub(super) async fn run_with_code(&self, operator: &str, line: &str, token: &str, exit: u8) -> Told {
        let code = self.stage.code(&serial(self.stage, token)).await;
        self.run_with(operator, line, &code, exit).await
    }

    /// The same with this code.
    pub(super) async fn run_with(&self, operator: &str, line: &str, code: &str, exit: u8) -> Told {
        let words: Vec<String> = words(line).into_iter().map(|word| word.replace("CODE", code)).collect();
        let told = self.stage.run_as(operator, &words.iter().map(String::as_str).collect::<Vec<_>>()).await;
        assert_eq!(told.exit, exit, "as {operator}: {told}");
        self.runs.borrow_mut().push(shown(operator, line, &told));
        told
    }

    /// The same; the person with the push token answers on the phone what it asks.
    pub(super) async fn run_and_tap(&self, line: &str, token: &str, answer: Answer, exit: u8) -> Told {
        let (waits, go_on) = self.stage.subject().clock().hold();
        let tap = async {
            waits.await.expect("the command waits");
            let factor = serial(self.stage, token).as_str().into();
            self.stage.subject().answer(&"anybody".into(), &factor, answer).await.expect("the phone is asked");
            go_on.send(()).expect("the command still waits");
        };
        match select(pin!(self.run("ann", line, exit)), pin!(tap)).await {
            Either::Left((told, _)) => panic!("nobody was asked: {told}"),
            Either::Right(((), run)) => run.await,
        }
    }

    /// What came, and to whom: `Mail ada@example.com`.
    pub(super) fn post(&self) -> Vec<String> {
        self.sandbox.desk().post().iter().map(|one| format!("{:?} {}", one.channel, one.to)).collect()
    }

    /// The text of the last note on a ticket.
    pub(super) fn last_note(&self, ticket: &str) -> String {
        let mut notes = self.sandbox.desk().post().into_iter().filter(|one| one.ticket.as_deref() == Some(ticket));
        notes.next_back().expect("a note").text
    }

    /// The factors that somebody now has.
    pub(super) async fn factors(&self, login: &str) -> Vec<String> {
        self.run("ann", &format!("-o json factor list privacyidea:{login}"), 0).await.factors("factors")
    }

    /// That block of the page tells the truth about what was run.
    pub(super) fn is_on_the_page(&self, block: usize) {
        compare(block, &self.runs.borrow());
    }
}

/// The name of the request that a colleague is to approve.
pub(super) fn request(refused: &Told) -> String {
    let name = refused.error.split('`').find_map(|part| part.strip_prefix("mfadir approve "));
    name.unwrap_or_else(|| panic!("nobody is asked: {refused}")).to_owned()
}

fn furnish(folder: &Path, sandbox: &Sandbox) {
    let desk = &sandbox.ready().desk;
    let port = desk.smtp.rsplit(':').next().unwrap_or_default();
    let text = DESK.replace("<port>", port).replace("<hook>", &desk.webhook);
    let text = text.replace("<tickets>", &desk.servicenow.url).replace("<account>", &desk.servicenow.username);
    let tenants = fs::read_to_string(folder.join("config.toml")).expect("the stage has one");
    write(folder, "config.toml", &(tenants + &text));
    write(folder, "operators.toml", &operators(folder));
    write(folder, "hook.secret", desk.webhook_secret.reveal());
    write(folder, "tickets.secret", desk.servicenow.password.reveal());
    for (name, text) in POLICIES {
        write(folder, name, text);
    }
}

fn operators(folder: &Path) -> String {
    let keys = KeyStore::new(folder.join("state/keys"));
    let entry = |(id, role): (&str, &str)| {
        let key = keys.new_key(id).expect("a key");
        format!("[[operator]]\nid = \"{id}\"\nrole = \"{role}\"\nkey = \"{key}\"\n")
    };
    OPERATORS.map(entry).concat()
}

/// A file that its owner alone reads, as secrets have to be.
fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::write(&path, text).expect("the folder is ours");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("the file is ours");
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

/// As the page would show it: the names of requests differ from one realm to the next.
fn shown(operator: &str, line: &str, told: &Told) -> Shown {
    let steady = |text: &str| {
        let mut parts = text.split("rq-");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |whole, part| format!("{whole}rq-…{}", part.get(12..).unwrap_or_default()))
    };
    let exit = (told.exit != 0).then(|| format!("(exit code {})", told.exit));
    let said = told.output.lines().chain(told.error.lines()).map(|line| steady(line.trim_end())).chain(exit);
    Shown { line: steady(&format!("{operator}$ mfadir {line}")), said: said.collect() }
}
