//! A sandbox in this process, and the program in another, which finds its log on a disk that takes nothing.

use std::{fs, path::PathBuf, process::Stdio, sync::Arc};

use mfadir::{DeskFolders, SystemClock};
use mfadir_sandbox::{Options, Sandbox};
use tempfile::TempDir;
use tokio::process::Command;

/// What is wrong with the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disk {
    /// No file gets longer than to within the next line.
    Limited,
    /// There is no room left on the disk.
    Full,
    /// The disk can only be read.
    ReadOnly,
}

/// Fills a small disk with what is in the folder already and a filler, and has the program find that in its place.
const FULL: &str = "mkdir \"$0.full\" && mount -t tmpfs -o size=128k none \"$0.full\" && cp -a \"$0/.\" \"$0.full\" \
                    && { cat /dev/zero > \"$0.full/filler\" 2>/dev/null; mount --bind \"$0.full\" \"$0\"; } && exec \"$@\"";
const READ_ONLY: &str = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";

impl Disk {
    /// What the machine lacks to have such a disk.
    pub(crate) fn missing(self) -> Option<&'static str> {
        if cfg!(not(unix)) {
            return Some("a Unix shell is needed");
        }
        let (program, arguments) = self.namespace()?;
        let mut mounts = std::process::Command::new(program);
        let probe = mounts.args(arguments).args(["sh", "-c", "mount -t tmpfs none /mnt"]);
        let mounted = probe.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        (!mounted).then_some("this account may not mount anything of its own")
    }

    /// What has the program see other disks than everybody else.
    fn namespace(self) -> Option<(&'static str, &'static [&'static str])> {
        (self != Self::Limited).then_some(("unshare", &["--user", "--map-root-user", "--mount"]))
    }

    /// What the system says.
    pub(crate) fn says(self) -> &'static str {
        match self {
            Self::Limited => "File too large",
            Self::Full => "No space left on device",
            Self::ReadOnly => "Read-only file system",
        }
    }

    /// The words before the program's own, for the log in this folder with so many bytes.
    fn words(self, bytes: u64) -> Vec<String> {
        // A shell counts in units of 512 bytes: at least one byte is left, and no whole line.
        let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", bytes / 512 + 1);
        let script = match self {
            Self::Limited => limit.as_str(),
            Self::Full => FULL,
            Self::ReadOnly => READ_ONLY,
        };
        let (program, arguments) = self.namespace().unzip();
        let words =
            program.into_iter().chain(arguments.unwrap_or_default().iter().copied()).chain(["sh", "-c", script]);
        words.map(str::to_owned).collect()
    }
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) error: String,
    pub(crate) exit: Option<i32>,
}

/// A machine with the tenant `okta` under the open policy.
pub(crate) struct Machine {
    sandbox: Sandbox,
    folder: TempDir,
}

impl Machine {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = Options { people: 1, ..Options::new(Arc::new(SystemClock::new())) };
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        let config = format!(
            "[tenant.okta]\nprovider = \"okta\"\npolicy = \"open\"\nurl = \"{}\"\n\
             auth = {{ api_token = {{ env = \"TOKEN\" }} }}\n",
            sandbox.ready().okta.url
        );
        fs::write(folder.path().join("config.toml"), config).expect("writable");
        Self { sandbox, folder }
    }

    /// How many writes the provider was asked for.
    pub(crate) fn sent(&self) -> usize {
        self.sandbox.okta().requests().iter().filter(|seen| seen.method != "GET").count()
    }

    /// The text of the log.
    pub(crate) fn log(&self) -> String {
        self.segment().map(|path| fs::read_to_string(path).expect("readable")).unwrap_or_default()
    }

    /// Runs the program.
    pub(crate) async fn run(&self, line: &str) -> Ran {
        self.end(Command::new(env!("CARGO_BIN_EXE_mfadir")), line).await
    }

    /// Runs the program where its log is on such a disk.
    pub(crate) async fn run_on(&self, disk: Disk, line: &str) -> Ran {
        let bytes = self.log().len() as u64;
        let words = disk.words(bytes);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).arg(self.audit()).arg(env!("CARGO_BIN_EXE_mfadir"));
        self.end(command, line).await
    }

    async fn end(&self, mut command: Command, line: &str) -> Ran {
        command.args(line.split(' ')).current_dir(self.folder.path()).kill_on_drop(true);
        command.env("MFADIR_CONFIG", self.folder.path().join("config.toml"));
        command.env("MFADIR_STATE", self.folder.path().join("state")).env("HOME", self.folder.path());
        command.env("TOKEN", self.sandbox.ready().okta.token.reveal());
        let ran = command.stdin(Stdio::null()).output().await.expect("the program starts");
        Ran { error: String::from_utf8_lossy(&ran.stderr).into_owned(), exit: ran.status.code() }
    }

    fn audit(&self) -> PathBuf {
        DeskFolders::of(&self.folder.path().join("state"), &"okta".into()).audit
    }

    fn segment(&self) -> Option<PathBuf> {
        let files = fs::read_dir(self.audit()).into_iter().flatten().flatten().map(|file| file.path());
        files.max_by_key(|path| path.extension().is_some_and(|end| end == "jsonl"))
    }
}
