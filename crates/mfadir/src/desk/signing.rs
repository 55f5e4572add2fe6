//! Whether what somebody signs here counts.

use std::sync::Arc;

use mfadir_core::{Error, ErrorKind, Result};
use mfadir_policy::{Operators, PrivateKey};

use super::keys::KeyStore;

/// The key of this operator; nothing where there is none. `Invalid` for one that is not theirs in the operators file:
/// whoever is not in the file at all is told so by the rules.
pub(super) fn key(keys: &KeyStore, operator: &str, operators: &Operators) -> Result<Option<Arc<PrivateKey>>> {
    let key = keys.key(operator)?;
    let known = operators.all().iter().find(|known| known.id == operator);
    match (&key, known) {
        (Some(key), Some(known)) if known.key != key.public() => {
            let path = keys.path(operator);
            let message = format!("the key in {} is not the one of {operator} in the operators file", path.display());
            Err(Error::new(ErrorKind::Invalid, message).with_hint(
                "what it signs counts nowhere: put its public half into the file, which `mfadir operator check` compares",
            ))
        }
        _ => Ok(key),
    }
}

/// Whether this operator, where the operators file has them, holds the key that the file names.
pub(super) fn signs(keys: &KeyStore, operator: &str, operators: &Operators) -> Result<()> {
    let is_known = operators.all().iter().any(|known| known.id == operator);
    match key(keys, operator, operators)? {
        None if is_known => Err(none(operator, ErrorKind::Invalid)),
        _ => Ok(()),
    }
}

/// Somebody has to sign who has no key.
pub(super) fn none(operator: &str, kind: ErrorKind) -> Error {
    Error::new(kind, format!("{operator} has no signing key on this machine")).with_hint(
        "`mfadir operator new` makes one; its public half goes into the operators file, and `mfadir operator check` \
         tells whether it counts",
    )
}
