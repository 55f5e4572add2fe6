//! A copy of the workspace, and commands in it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// What is no part of the sources.
const LEFT_OUT: &[&str] = &["target", ".git"];

/// What is built of ours begins so. To cargo a copy's crates are the same as these, by the age of their files alone, so
/// the two must not share a folder.
const OURS: &[&str] = &["mfadir", "libmfadir", "xtask", "libxtask"];

/// A copy of the workspace as it is on the disk now.
#[derive(Debug)]
pub(super) struct Copy {
    root: PathBuf,
    target: PathBuf,
}

/// What a command said.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) worked: bool,
    pub(super) text: String,
}

impl Copy {
    /// A fresh one, below the folder of the build.
    pub(super) fn new() -> Self {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (root, target) = (temporary.join("new-backend"), temporary.join("new-backend-target"));
        if root.exists() {
            fs::remove_dir_all(&root).expect("the copy of the last time is ours");
        }
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace");
        copy(workspace, &root).expect("the workspace can be read and its copy written");
        if !target.exists() {
            let built = temporary.parent().expect("it lies in the build's folder");
            reuse(&built.join("debug"), &target.join("debug")).expect("what was built can be read");
        }
        Self { root, target }
    }

    /// Runs cargo in it, without a network, with these words divided by single spaces. It must succeed.
    pub(super) fn cargo(&self, line: &str) -> String {
        let told = self.try_cargo(line);
        assert!(told.worked, "cargo {line}:\n{}", told.text);
        told.text
    }

    /// The same, whether it succeeds or not.
    pub(super) fn try_cargo(&self, line: &str) -> Told {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(line.split(' ')).current_dir(&self.root);
        cargo.env("CARGO_TARGET_DIR", &self.target).env("CARGO_NET_OFFLINE", "true");
        let Output { status, stdout, stderr } = cargo.output().expect("cargo can be started");
        let text = [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        Told { worked: status.success(), text }
    }

    /// The text of a file.
    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect(path)
    }
}

/// A file keeps its time, so that what did not change is not built again the next time.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, to) = (entry.file_name(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            if !LEFT_OUT.iter().any(|left_out| name == *left_out) {
                copy(&entry.path(), &to)?;
            }
        } else {
            fs::copy(entry.path(), &to)?;
            fs::File::options().write(true).open(&to)?.set_modified(entry.metadata()?.modified()?)?;
        }
    }
    Ok(())
}

/// Takes over what was built of crates from elsewhere, without a second copy on the disk where that is possible.
fn reuse(from: &Path, to: &Path) -> io::Result<()> {
    for folder in ["deps", "build", ".fingerprint"] {
        link(&from.join(folder), &to.join(folder))?;
    }
    Ok(())
}

fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, to) = (entry.file_name().to_string_lossy().into_owned(), to.join(entry.file_name()));
        if OURS.iter().any(|ours| name.starts_with(ours)) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            link(&entry.path(), &to)?;
        } else if fs::hard_link(entry.path(), &to).is_err() {
            fs::copy(entry.path(), &to)?;
        }
    }
    Ok(())
}
