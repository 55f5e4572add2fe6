//! Where a policy is read.

use std::{ffi::OsStr, fs, path::Path};

use mfadir::closest;
use mfadir_policy::Policy;

use crate::{args::NoFile, command::slip::Slip, context::Context};

/// The policies that need no file.
const PRESETS: [&str; 2] = ["strict", "open"];

/// Of an argument that names a policy: these names are no file's.
pub(super) const PRESET: NoFile = NoFile(|name| PRESETS.contains(&name));

/// The policy of this name: `strict`, `open` or a file.
pub(super) fn policy(name: &str, context: &Context) -> Result<Policy, Slip> {
    let files = |name: &str| text(&context.surroundings.folder.join(name), name);
    Policy::named(name, &files).map_err(Slip::from)
}

fn text(path: &Path, name: &str) -> Result<String, String> {
    let word = path.file_name().and_then(OsStr::to_str).unwrap_or(name);
    fs::read_to_string(path).map_err(|error| match closest(word, PRESETS) {
        Some(preset) => format!("`{word}` is neither a policy nor a file that can be read, expected `{preset}`"),
        None => format!("the policy file {} cannot be read: {error}", path.display()),
    })
}
