//! Two operators who have keys.

use std::path::Path;

use mfadir::KeyStore;

/// The operators file: Ann serves callers, Lena leads. Their new keys are kept in the state folder.
pub(crate) fn operators(state: &Path) -> String {
    let keys = KeyStore::new(state.join("keys"));
    let entry = |(id, role): (&str, &str)| {
        let key = keys.new_key(id).expect("a key");
        format!("[[operator]]\nid = \"{id}\"\nrole = \"{role}\"\nkey = \"{key}\"\n")
    };
    [("ann", "agent"), ("lena", "lead")].map(entry).concat()
}
