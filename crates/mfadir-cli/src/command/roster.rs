//! Where the desk of this machine keeps things: its state, its operators and their keys.

use std::path::{Path, PathBuf};

use mfadir::{KeyStore, rule_text};
use mfadir_policy::{BadOperators, Operators};

use super::slip::Slip;
use crate::{
    context::Context,
    failure::{Failure, Outcome},
};

/// The folder of all state. Whether the machine is sealed, and it lies elsewhere, the configuration says.
pub(super) fn state(context: &mut Context) -> Outcome<PathBuf> {
    context.config()?;
    Ok(context.state()?.folder().to_owned())
}

/// The operators' signing keys.
pub(super) fn keys(context: &mut Context) -> Outcome<KeyStore> {
    let state = state(context)?;
    Ok(context.config()?.desk().key_store(&state))
}

/// The operators file: the one that is named, or the configuration's.
pub(super) fn path(named: Option<&Path>, context: &mut Context) -> Outcome<PathBuf> {
    let own = match named {
        Some(path) => Some(context.surroundings.folder.join(path)),
        None => context.config()?.desk().operators.clone(),
    };
    let none = || Failure::usage("the configuration names no operators file");
    own.ok_or_else(|| none().with_hint("name one: --operators FILE, or `operators` in the section [desk]"))
}

/// Reads the operators file. A slip in it is told with its place.
pub(super) fn read(path: &Path) -> Outcome<Operators> {
    let shown = path.display().to_string();
    let text = rule_text(path).map_err(|untaken| {
        let failure = Failure::usage(format!("the operators file {shown} {untaken}"));
        match untaken.hint() {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    })?;
    Operators::read(&text).map_err(|bad| match bad {
        BadOperators::Written(error) => {
            Slip::at(&shown, &text, error.span().map_or(0, |span| span.start), error.message()).into()
        }
        other => Failure::usage(format!("{shown}: {other}")),
    })
}
