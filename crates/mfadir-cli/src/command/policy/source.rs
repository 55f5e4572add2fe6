//! Where a policy is read.

use std::{ffi::OsStr, path::Path};

use mfadir::{closest, rule_text};
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
    rule_text(path).map_err(|untaken| match (untaken.hint(), closest(word, PRESETS)) {
        (Some(remedy), _) => format!("the policy file {} {untaken}: {remedy}", path.display()),
        (None, Some(preset)) => {
            format!("`{word}` is neither a policy nor a file that can be read, expected `{preset}`")
        }
        (None, None) => format!("the policy file {} {untaken}", path.display()),
    })
}
