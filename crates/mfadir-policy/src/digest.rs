//! By what a plan file is known.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const PREFIX: &str = "sha256:";

/// How many hexadecimal digits are enough to tell files apart by eye.
const SHORT: usize = 12;

/// The SHA-256 hash of a file's bytes, written `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// The text is no digest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no digest: it is written `sha256:` and 64 hexadecimal digits")]
pub struct NoDigest(pub String);

/// Makes a digest piece by piece, while the file is read.
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all of them.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Its beginning, for a table.
    pub fn short(&self) -> String {
        format!("{PREFIX}{}…", &hex::encode(self.0)[..SHORT])
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{PREFIX}{}", hex::encode(self.0)))
    }
}

impl FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Self, NoDigest> {
        let mut bytes = [0; 32];
        let digits = text.strip_prefix(PREFIX).ok_or_else(|| NoDigest(text.to_owned()))?;
        hex::decode_to_slice(digits, &mut bytes).map_err(|_| NoDigest(text.to_owned()))?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = NoDigest;

    fn try_from(text: String) -> Result<Self, NoDigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, prop_assert_ne, proptest};

    use super::{Digest, Hasher};

    #[test]
    fn it_is_what_sha256sum_tells() {
        let known = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assert_eq!(Digest::of(b"hello").to_string(), known);
        assert_eq!(Digest::of(b"hello").short(), "sha256:2cf24dba5fb0…");
    }

    #[test]
    fn what_is_no_digest_is_told() {
        for text in ["", "sha256:", "2cf24d", "sha256:2cf2", "sha512:00", &format!("sha256:{}", "g".repeat(64))] {
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_reads_back_and_knows_every_byte(bytes in proptest::collection::vec(0u8.., 1..80), at in 0usize..80, cut in 0usize..80) {
            let digest = Digest::of(&bytes);
            prop_assert_eq!(digest.to_string().parse(), Ok(digest));
            let (first, rest) = bytes.split_at(cut % bytes.len());
            let mut hasher = Hasher::default();
            hasher.update(first);
            hasher.update(rest);
            prop_assert_eq!(hasher.finish(), digest);
            let mut other = bytes.clone();
            other[at % bytes.len()] ^= 1;
            prop_assert_ne!(Digest::of(&other), digest);
        }
    }
}
