//! Where a policy is read.

use std::{fs, path::Path};

use mfadir::closest;
use mfadir_policy::Policy;

use crate::{args::NoFile, command::slip::Slip, context::Context};

/// The policies that need no file.
const PRESETS: [&str; 2] = ["strict", "open"];

/// Of an argument that names a policy: these names are no file's.
pub(super) const PRESET: NoFile = NoFile(|name| PRESETS.contains(&name));

/// The policy of this name: `strict`, `open` or a file. What the file extends lies beside it.
pub(super) fn policy(name: &str, context: &Context) -> Result<Policy, Slip> {
    let path = context.surroundings.folder.join(name);
    let beside = path.parent().unwrap_or(Path::new(""));
    let files = |other: &str| match other {
        other if other == name => text(&path, other),
        other => text(&beside.join(other), other),
    };
    Policy::named(name, &files).map_err(Slip::from)
}

fn text(path: &Path, name: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| match closest(name, PRESETS) {
        Some(word) => format!("`{name}` is neither a policy nor a file that can be read, expected `{word}`"),
        None => format!("the policy file {} cannot be read: {error}", path.display()),
    })
}
