//! What such a machine needs of this one.

use std::{
    os::unix::fs::MetadataExt,
    path::Path,
    process::{Command, Stdio},
};

use crate::machine::CERTIFICATES;

/// Programs that every trial needs.
const ALWAYS: [&str; 3] = ["unshare", "mount", "setpriv"];

/// What is missing, where something is.
pub(crate) fn missing(needs: &[&str]) -> Option<String> {
    let program = ALWAYS.iter().chain(needs).find(|program| !is_there(program));
    match program {
        Some(program) => Some(format!("{program} is not installed")),
        None if !is_root() => Some("only root can act as other accounts".to_owned()),
        None if !Path::new(CERTIFICATES).is_file() => Some(format!("there is no {CERTIFICATES}")),
        None if !can_mount() => Some("a file system of its own is not allowed here".to_owned()),
        None => None,
    }
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn is_root() -> bool {
    tempfile::tempdir().and_then(|folder| folder.path().metadata()).is_ok_and(|folder| folder.uid() == 0)
}

fn can_mount() -> bool {
    let mut command = Command::new("unshare");
    command.args(["--mount", "--", "mount", "--bind", "/etc", "/etc"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
