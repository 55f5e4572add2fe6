//! A real server of this machine, which all tests share.
//!
//! `cargo xtask real NAME --prepare` installs it; no test does. The first test that needs it starts it, be the others in
//! this process or not, and it ends when the last process that uses it has ended, however that came.

use std::{
    collections::BTreeMap,
    env,
    fs::{self, File},
    io,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use mfadir_conformance::{Able, Cannot};

/// How long to wait between two looks whether it is ready.
const PAUSE: Duration = Duration::from_millis(50);

/// What this process uses, by name. It stays used until the process ends.
static USED: Mutex<BTreeMap<&str, Able<Used>>> = Mutex::new(BTreeMap::new());

#[derive(Debug)]
struct Used {
    url: String,
    /// The shared lock that keeps it up.
    _user: Option<File>,
}

/// Where the server is, once it is up; or why it cannot be had.
pub(crate) fn url(name: &'static str) -> Able<String> {
    let mut used = USED.lock().unwrap_or_else(PoisonError::into_inner);
    let used = used.entry(name).or_insert_with(|| start(name));
    used.as_ref().map(|used| used.url.clone()).map_err(Clone::clone)
}

fn start(name: &str) -> Able<Used> {
    let variable = format!("MFADIR_REAL_{}", name.to_uppercase().replace('-', "_"));
    if let Ok(url) = env::var(variable) {
        return Ok(Used { url, _user: None });
    }
    let missing = || Cannot::because(format!("{name} is not installed: cargo xtask real {name} --prepare"));
    Installed::of(name)
        .ok_or_else(missing)?
        .join()
        .map_err(|error| Cannot::because(format!("{name} cannot be started: {error}")))
}

/// What `cargo xtask real` left behind.
struct Installed {
    folder: PathBuf,
    /// Where the one server is that runs on this seed.
    shared: PathBuf,
}

impl Installed {
    fn of(name: &str) -> Option<Self> {
        let here = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/real");
        let folder = env::var_os("MFADIR_REAL_CACHE").map_or_else(here, PathBuf::from).join(name);
        let stamp = fs::read_to_string(folder.join("seed/stamp")).ok()?;
        let shared = folder.join(format!("shared-{stamp}"));
        folder.join("venv/bin/python").exists().then_some(Self { folder, shared })
    }

    /// Uses the server that is up, or starts one. Of several processes one does that, and the others wait.
    fn join(&self) -> io::Result<Used> {
        fs::create_dir_all(&self.shared)?;
        let starting = File::create(self.folder.join("starting"))?;
        starting.lock()?;
        let user = File::create(self.shared.join("users"))?;
        user.lock_shared()?;
        let url = match self.running() {
            Some(url) => url,
            None => self.begin()?,
        };
        Ok(Used { url, _user: Some(user) })
    }

    /// The address that is written down, where somebody listens.
    fn running(&self) -> Option<String> {
        let url = fs::read_to_string(self.shared.join("url")).ok()?;
        TcpStream::connect(url.strip_prefix("http://")?).ok()?;
        Some(url)
    }

    fn begin(&self) -> io::Result<String> {
        self.clear()?;
        let log = File::create(self.folder.join("output"))?;
        let mut command = Command::new(self.folder.join("venv/bin/python"));
        command.arg(self.folder.join("scripts/serve.py")).arg(self.folder.join("seed")).arg(&self.shared).arg("0");
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        self.ready(&mut child)
    }

    /// What a server that was killed left behind is nothing to go on with.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.shared)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else if entry.file_name() != "users" {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn ready(&self, child: &mut Child) -> io::Result<String> {
        loop {
            if let Ok(url) = fs::read_to_string(self.shared.join("url")) {
                return Ok(url);
            }
            if let Some(status) = child.try_wait()? {
                let said = fs::read_to_string(self.folder.join("output")).unwrap_or_default();
                return Err(io::Error::other(format!("it ended ({status}): {said}")));
            }
            thread::sleep(PAUSE);
        }
    }
}
