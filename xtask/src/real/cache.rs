//! What stays of a server between runs: the installed program, and the seed that every run gets a copy of.

use std::{
    env, fs,
    fs::File,
    path::{Path, PathBuf},
    process::Command,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, ensure};

use super::server::Server;

/// Overrides where it is kept.
const VARIABLE: &str = "MFADIR_REAL_CACHE";

/// The folder of one server. Tests know what lies where: `venv/bin/python`, `scripts/serve.py`, `seed`, `seed/stamp`.
pub(super) struct Cache {
    server: &'static Server,
    folder: PathBuf,
}

impl Cache {
    /// The folder, there or not.
    pub(super) fn of(root: &Path, server: &'static Server) -> Self {
        let all = env::var_os(VARIABLE).map_or_else(|| root.join("target/real"), PathBuf::from);
        Self { server, folder: all.join(server.name) }
    }

    /// The interpreter that has the server's packages.
    pub(super) fn python(&self) -> PathBuf {
        self.folder.join("venv/bin/python")
    }

    /// One of the server's scripts.
    pub(super) fn script(&self, name: &str) -> PathBuf {
        self.folder.join("scripts").join(name)
    }

    /// What every run gets a copy of.
    pub(super) fn seed(&self) -> PathBuf {
        self.folder.join("seed")
    }

    /// Installs and makes what is not there, or was made from something else. Of two callers the later one waits.
    pub(super) fn prepare(&self) -> Result<()> {
        fs::create_dir_all(&self.folder).with_context(|| format!("could not make {}", self.folder.display()))?;
        let lock = File::create(self.folder.join("lock"))?;
        lock.lock()?;
        let started = Instant::now();
        self.install()?;
        self.write_scripts()?;
        self.make_seed()?;
        println!("real: {} was prepared in {} s", self.server.name, started.elapsed().as_secs());
        Ok(())
    }

    /// The note in the folder is written last, so half an installation is never taken for a whole one.
    fn install(&self) -> Result<()> {
        let (folder, packages) = (self.folder.join("venv"), self.server.packages.join("\n"));
        let note = folder.join("packages");
        if self.python().exists() && fs::read_to_string(&note).is_ok_and(|installed| installed == packages) {
            return Ok(());
        }
        println!("real: installing {}", self.server.packages.join(" and "));
        remove(&folder)?;
        call(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"];
        call(Command::new(self.python()).args(pip).args(self.server.packages))?;
        Ok(fs::write(note, packages)?)
    }

    fn write_scripts(&self) -> Result<()> {
        fs::create_dir_all(self.folder.join("scripts"))?;
        for (name, text) in self.server.all_scripts() {
            fs::write(self.script(name), text)?;
        }
        Ok(())
    }

    /// The seed takes its place as a whole. By its stamp it is told from the one before, which may still be in use.
    fn make_seed(&self) -> Result<()> {
        let note = self.seed().join("made-from");
        if fs::read_to_string(&note).is_ok_and(|made_from| made_from == self.ingredients()) {
            return Ok(());
        }
        println!("real: making the seed of {}", self.server.name);
        let new = self.folder.join("seed.new");
        remove(&new)?;
        call(Command::new(self.python()).arg(self.script("setup.py")).arg(&new))?;
        fs::write(new.join("made-from"), self.ingredients())?;
        let stamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        fs::write(new.join("stamp"), stamp.to_string())?;
        remove(&self.seed())?;
        Ok(fs::rename(new, self.seed())?)
    }

    /// Whatever the seed depends on.
    fn ingredients(&self) -> String {
        let scripts = self.server.scripts.iter().filter(|(name, _)| *name != "serve.py");
        scripts.map(|(_, text)| *text).chain(self.server.packages.iter().copied()).collect::<Vec<_>>().join("\n")
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("could not remove {}", folder.display()))?;
    }
    Ok(())
}

fn call(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("could not start {}", command.get_program().display()))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{command:?} failed ({}): {said}", output.status);
    Ok(())
}
