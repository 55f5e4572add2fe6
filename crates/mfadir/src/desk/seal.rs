//! The signature over the head of the log.

use std::sync::Arc;

use mfadir_journal::{Seal, Unsigned};
use mfadir_policy::{Operators, PrivateKey};

/// Signs as one operator.
#[derive(Debug)]
struct KeySeal {
    operator: String,
    key: Arc<PrivateKey>,
}

impl Seal for KeySeal {
    fn sign(&self, text: &str) -> Option<(String, String)> {
        Some((self.operator.clone(), self.key.sign(text.as_bytes())))
    }
}

/// The operator signs where they have a key. One that the operators file does not know as theirs signs nothing: whoever
/// verifies the log by that file would take it for forged.
pub(super) fn seal(operator: &str, key: Option<Arc<PrivateKey>>, operators: &Operators) -> Arc<dyn Seal> {
    let counts = |key: &Arc<PrivateKey>| {
        let mut known = operators.all().iter();
        operators.all().is_empty() || known.any(|known| known.id == operator && known.key == key.public())
    };
    match key.filter(counts) {
        Some(key) => Arc::new(KeySeal { operator: operator.to_owned(), key }),
        None => Arc::new(Unsigned),
    }
}
