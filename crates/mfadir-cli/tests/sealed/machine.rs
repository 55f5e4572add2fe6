//! A machine whose file seals it: its accounts, its configuration, and a tenant of the sandbox.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
};

use mfadir::{DeskFolders, KeyStore, SystemClock};
use mfadir_sandbox::{Options, Sandbox};
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use crate::{
    caller::{ANN, Caller, LENA, SERVICE},
    snapshot::{Snapshot, snapshot},
};

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) error: String,
    pub(crate) exit: Option<i32>,
}

/// The machine. Its `/etc` and `/usr/local/bin` are folders here, until somebody enters it.
pub(crate) struct Machine {
    pub(crate) sandbox: Sandbox,
    root: TempDir,
}

/// The ticket system: a program, which tells with which environment it was called.
const TICKETS: &str = "#!/bin/sh\nenv >&2\npwd >&2\n";
/// A program that prints the secret.
const SECRET: &str = "#!/bin/sh\nenv >&2\nprintf %s \"$1\"\n";
/// What an agent would have run in the place of either.
pub(crate) const FORGED: &str = "#!/bin/sh\necho forged >&2\necho forged\n";
/// The rules of sudo, as the documentation has them.
const SUDOERS: &str = "Defaults env_reset, secure_path=\"/usr/local/bin:/usr/bin:/bin\"\n\
                       %helpdesk ALL=(mfadir) NOPASSWD: /usr/local/bin/mfadir\n";
/// Whom the system trusts, where Debian keeps it.
pub(crate) const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";
/// Whom PAM lets in: sudo's own rules decide.
const PAM: &str = "auth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n";

impl Machine {
    pub(crate) async fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder");
        let sandbox = Sandbox::start(Options { people: 1, ..Options::new(Arc::new(SystemClock::new())) }).await;
        let machine = Self { sandbox: sandbox.expect("a sandbox"), root };
        fs::set_permissions(machine.path(""), Permissions::from_mode(0o755)).expect("our own folder");
        machine.accounts();
        machine.programs();
        machine.configuration();
        machine.owners();
        machine
    }

    /// A path on the machine, as this one sees it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, text: &str, mode: u32) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(&path, text).expect("writable");
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("our own file");
    }

    fn accounts(&self) {
        let accounts = [SERVICE, ANN, LENA];
        let line = |(name, uid): (&str, u32)| {
            format!("{name}:x:{uid}:{uid}::{}:/bin/sh\n", self.path(&format!("home/{name}")).display())
        };
        let users: String = accounts.map(line).concat();
        let groups: String = accounts.map(|(name, uid)| format!("{name}:x:{uid}:\n")).concat();
        self.write("etc/passwd", &format!("root:x:0:0:root:/root:/bin/sh\n{users}"), 0o644);
        self.write("etc/group", &format!("root:x:0:\n{groups}helpdesk:x:64100:ann,lena\n"), 0o644);
        self.write("etc/sudoers", SUDOERS, 0o440);
        self.write("etc/pam.d/sudo", PAM, 0o644);
        // Without a certificate nobody is asked who speaks encrypted.
        self.write(&CERTIFICATES[1..], &fs::read_to_string(CERTIFICATES).expect("certificates"), 0o644);
        self.write("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n", 0o644);
        let name = fs::read_to_string("/etc/hostname").unwrap_or_default();
        self.write("etc/hosts", &format!("127.0.0.1 localhost {name}\n"), 0o644);
    }

    fn programs(&self) {
        self.write("bin/mfadir", "", 0o755);
        self.write("bin/tickets", TICKETS, 0o755);
        self.write("bin/secret", SECRET, 0o755);
    }

    fn configuration(&self) {
        let (okta, token) = (&self.sandbox.ready().okta.url, self.sandbox.ready().okta.token.reveal());
        let tenant = |name: &str, url: &str, secret: &str| {
            format!(
                "[tenant.{name}]\nprovider = \"okta\"\npolicy = \"desk.toml\"\nurl = \"{url}\"\n\
                 auth = {{ api_token = {{ {secret} }} }}\n"
            )
        };
        let config = [
            "[desk]\nsealed = true\naccount = \"mfadir\"\noperators = \"operators.toml\"\n".to_owned(),
            format!("state = \"{}\"\n[desk.tickets]\ncommand = [\"tickets\"]\n", self.path("state").display()),
            tenant("acme", okta, &format!("file = \"{}\"", self.path("secrets/token").display())),
            tenant("program", okta, &format!("command = [\"secret\", \"{token}\"]")),
            tenant("variable", okta, "env = \"TOKEN\""),
            tenant("home", okta, "file = \"~/token\""),
            tenant("far", "https://127.0.0.1:1", &format!("file = \"{}\"", self.path("secrets/token").display())),
        ];
        self.write("etc/mfadir/config.toml", &config.concat(), 0o644);
        let policy =
            "extends = \"open\"\noperators = true\n[ticket]\nrequired = \"all\"\npattern = 'INC[0-9]+'\ncheck = true\n";
        self.write("etc/mfadir/desk.toml", policy, 0o644);
        self.write("secrets/token", token, 0o600);
        let keys = KeyStore::new(self.path("state/keys"));
        let entry = |(id, role): (&str, &str)| {
            format!("[[operator]]\nid = \"{id}\"\nrole = \"{role}\"\nkey = \"{}\"\n", keys.new_key(id).expect("a key"))
        };
        let operators = [(ANN.0, "agent"), (LENA.0, "lead")].map(entry).concat();
        self.write("etc/mfadir/operators.toml", &operators, 0o644);
    }

    /// The service account's files are its own, an agent's home theirs, and the rest root's.
    fn owners(&self) {
        for (name, uid) in [SERVICE, ANN, LENA] {
            let home = self.path(&format!("home/{name}"));
            fs::create_dir_all(&home).expect("writable");
            chown(home, Some(uid), Some(uid)).expect("root may");
        }
        for name in ["state", "secrets"] {
            give(&self.path(name), SERVICE.1);
            fs::set_permissions(self.path(name), Permissions::from_mode(0o700)).expect("our own folder");
        }
    }

    /// Runs the program as this caller, with these variables beside the usual ones.
    pub(crate) async fn run(&self, caller: Caller, words: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = caller.command(self.root.path());
        command.args(words).envs(variables.iter().copied());
        ran(command).await
    }

    /// What an auditor is told of a tenant's log on another machine, with the operators file beside it.
    pub(crate) async fn audited(&self, tenant: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mfadir"));
        command.args(["audit", "verify"]).arg(self.log(tenant));
        command.arg("--operators").arg(self.path("etc/mfadir/operators.toml"));
        ran(command).await
    }

    /// All that nobody but root, or the service account in the course of its work, may change.
    pub(crate) fn guarded(&self) -> Snapshot {
        snapshot(&["etc", "bin", "state", "secrets", "home/mfadir"].map(|name| self.path(name)))
    }

    /// The folder of a tenant's log.
    pub(crate) fn log(&self, tenant: &str) -> PathBuf {
        DeskFolders::of(&self.path("state"), &tenant.into()).audit
    }

    /// The entries of a tenant's log; none where there is no log.
    pub(crate) fn entries(&self, tenant: &str) -> Vec<Value> {
        let files = fs::read_dir(self.log(tenant)).into_iter().flatten().flatten().map(|file| file.path());
        let mut segments: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
        segments.sort();
        let text: String = segments.into_iter().map(|path| fs::read_to_string(path).expect("readable")).collect();
        text.lines().map(|line| serde_json::from_str(line).expect("a whole line")).collect()
    }
}

async fn ran(mut command: Command) -> Ran {
    let ran = command.stdin(Stdio::null()).output().await.expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ran { output: text(ran.stdout), error: text(ran.stderr), exit: ran.status.code() }
}

fn give(path: &Path, uid: u32) {
    chown(path, Some(uid), Some(uid)).expect("root may");
    if path.is_dir() {
        fs::read_dir(path).expect("a folder").for_each(|entry| give(&entry.expect("an entry").path(), uid));
    }
}
