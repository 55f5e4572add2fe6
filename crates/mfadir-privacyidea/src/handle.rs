//! What is kept between two calls that belong together. Handles may lead to secrets, so nothing here has a `Debug`.

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, Result, UserId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A token that was started.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Started {
    pub(crate) user: UserId,
    pub(crate) serial: String,
    /// The server's word for the kind of token.
    pub(crate) token_type: String,
    /// The transaction that a key's answer names.
    pub(crate) registration: Option<String>,
}

/// A token that was asked.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Triggered {
    pub(crate) user: UserId,
    pub(crate) serial: String,
    pub(crate) transaction: String,
    /// Whether a tap on the device answers it.
    pub(crate) tap: bool,
    /// When it ends, on the clock of this program.
    pub(crate) ends: Timestamp,
}

/// What a handle can hold.
pub(crate) trait Held: DeserializeOwned + Serialize {
    /// Whose it is.
    fn user(&self) -> &UserId;

    /// The text of a handle.
    fn pack(&self) -> String {
        serde_json::to_string(self).expect("texts, times and truth values are always JSON")
    }

    /// Reads a handle of this user's. Nobody goes on with what was begun for somebody else.
    fn unpack(text: &str, user: &UserId) -> Result<Self> {
        let held: Self = serde_json::from_str(text).map_err(|_| strange())?;
        if held.user() == user {
            return Ok(held);
        }
        Err(Error::new(ErrorKind::NotFound, "it was begun for another user"))
    }
}

impl Held for Started {
    fn user(&self) -> &UserId {
        &self.user
    }
}

impl Held for Triggered {
    fn user(&self) -> &UserId {
        &self.user
    }
}

/// The parser's own words are left out: they could repeat a part of the handle.
fn strange() -> Error {
    Error::new(ErrorKind::Invalid, "the handle was not made for privacyIDEA").with_hint("begin again")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::ErrorKind;

    use super::{Held, Started, Triggered};

    fn triggered() -> Triggered {
        let (serial, transaction) = ("SMS-03".to_owned(), "canary".to_owned());
        Triggered { user: "ada@people".into(), serial, transaction, tap: true, ends: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn a_handle_reads_back() {
        let read = Triggered::unpack(&triggered().pack(), &"ada@people".into()).expect("a handle");
        assert_eq!((read.serial.as_str(), read.transaction.as_str(), read.tap), ("SMS-03", "canary", true));
    }

    #[test]
    fn what_was_begun_for_somebody_else_or_elsewhere_is_not_gone_on_with() {
        let packed = triggered().pack();
        let kind = |text: &str, user: &str| Triggered::unpack(text, &user.into()).err().map(|error| error.kind());
        assert_eq!(kind(&packed, "alan@people"), Some(ErrorKind::NotFound));
        assert_eq!(kind("nothing", "ada@people"), Some(ErrorKind::Invalid));
        let error = Started::unpack(&packed, &"ada@people".into()).err().expect("a challenge's");
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
