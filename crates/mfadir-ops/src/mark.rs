//! Names of records, made from what they say.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Bytes of the hash that a name shows: enough for all records that one desk ever makes.
const SHOWN: usize = 6;

/// `kind-` and the beginning of a hash over the parts. Equal parts have equal names.
pub(crate) fn mark(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest.iter().take(SHOWN).fold(format!("{kind}-"), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    })
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn a_name_tells_the_parts_apart() {
        assert_ne!(mark("rq", &["ab", "c"]), mark("rq", &["a", "bc"]));
        assert_eq!(mark("rq", &["a"]), mark("rq", &["a"]));
        assert_eq!(mark("rc", &["a"]).len(), "rc-".len() + 12);
    }
}
