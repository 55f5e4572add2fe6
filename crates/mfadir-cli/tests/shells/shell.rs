//! A shell at a terminal.

use std::{
    env,
    ffi::OsString,
    fs,
    io::{self, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// What the prompt looks like, and what ends the answer.
const READY: &str = "READY> ";
const OVER: &str = "<OVER>";
/// No shell needs that long.
const LONGEST: Duration = Duration::from_secs(30);

const CONFIGURATION: &str = r#"
[tenant.acme]
provider = "okta"
url = "https://acme.okta.com"
auth = { api_token = { env = "TOKEN" } }
"#;

/// One shell, and how it is set up.
#[derive(Debug)]
pub(crate) struct Shell {
    pub(crate) name: &'static str,
    command: &'static str,
    /// The file in the home folder that it reads at its start, and what it says there.
    start: (&'static str, &'static str),
}

pub(crate) const ALL: &[Shell] = &[
    Shell {
        name: "bash",
        command: "bash --noprofile --rcfile bashrc -i",
        start: ("bashrc", "PS1='READY> '\nsource <(mfadir completions bash)\n"),
    },
    Shell {
        name: "zsh",
        command: "zsh -i",
        start: (".zshrc", "PS1='READY> '\nautoload -U compinit\ncompinit -u\nsource <(mfadir completions zsh)\n"),
    },
    Shell {
        name: "fish",
        command: "fish -i",
        start: (
            ".config/fish/config.fish",
            "function fish_prompt; echo -n 'READY> '; end\nset fish_greeting\nmfadir completions fish | source\n",
        ),
    },
];

impl Shell {
    /// The program that would be needed and is not there: the shell, or `script`, which makes the terminal.
    pub(crate) fn missing(&self) -> Option<&'static str> {
        ["script", self.name].into_iter().find(|program| !is_installed(program))
    }

    /// Everything that the terminal showed: `typed`, Tab, an X, and the words that the line then had.
    pub(crate) fn complete(&self, typed: &str) -> io::Result<String> {
        let home = self.home()?;
        let mut shell = self.start(home.path())?;
        let screen = watch(&mut shell);
        let mut keys = shell.stdin.take().ok_or_else(|| io::Error::other("no keyboard"))?;
        let mut seen = until(&screen, READY)?;
        // Ctrl-A leads to the start of the line, where the command comes that shows it.
        write!(keys, "{typed}\tX\u{1}printf '<%s>' \r")?;
        seen += &until(&screen, READY)?;
        write!(keys, "printf '<%s>' OVER\r")?;
        seen += &until(&screen, OVER)?;
        drop(keys);
        shell.kill()?;
        shell.wait()?;
        Ok(seen)
    }

    fn home(&self) -> io::Result<TempDir> {
        let home = tempfile::tempdir()?;
        let (file, text) = self.start;
        let start = home.path().join(file);
        fs::create_dir_all(start.parent().unwrap_or(home.path()))?;
        fs::write(start, text)?;
        fs::write(home.path().join("config.toml"), CONFIGURATION)?;
        fs::write(home.path().join("broken.toml"), "[tenant.acme\n")?;
        Ok(home)
    }

    fn start(&self, home: &Path) -> io::Result<Child> {
        Command::new("script")
            .args(["--quiet", "--return", "--command", self.command, "/dev/null"])
            .current_dir(home)
            .env_clear()
            .envs([("TERM", "xterm"), ("LANG", "C.UTF-8"), ("SHELL", "/bin/sh")])
            .env("PATH", path())
            .env("HOME", home)
            .env("MFADIR_CONFIG", home.join("config.toml"))
            .env("MFADIR_STATE", home.join("state"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
    }
}

/// The folder of the command that is tested comes first.
fn path() -> OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_mfadir")).parent().map(Path::to_owned);
    let usual = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = own.into_iter().chain(env::split_paths(&usual)).collect();
    env::join_paths(folders).unwrap_or(usual)
}

fn is_installed(program: &str) -> bool {
    env::split_paths(&path()).any(|folder| folder.join(program).is_file())
}

/// Everything that the terminal shows, as it comes.
fn watch(shell: &mut Child) -> Receiver<String> {
    let (sender, receiver) = channel();
    if let Some(mut output) = shell.stdout.take() {
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = output.read(&mut bytes) {
                if sender.send(String::from_utf8_lossy(&bytes[..read]).into_owned()).is_err() {
                    break;
                }
            }
        });
    }
    receiver
}

/// What is shown until these words are.
fn until(screen: &Receiver<String>, words: &str) -> io::Result<String> {
    let mut seen = String::new();
    while !seen.contains(words) {
        let more = screen.recv_timeout(LONGEST);
        seen += &more.map_err(|error| io::Error::other(format!("{error}, waiting for {words:?} behind:\n{seen}")))?;
    }
    Ok(seen)
}
