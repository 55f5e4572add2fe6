//! What is kept between two calls that belong together. Handles hold secrets, so nothing here has a `Debug`.

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, Result, UserId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Version 1: a device, and the state token that ties what answers it to what was sent.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Triggered {
    pub(crate) user: UserId,
    pub(crate) device: String,
    pub(crate) state_token: Option<String>,
    /// When the state token ends, on the clock of this program.
    pub(crate) ends: Option<Timestamp>,
    /// Whether a tap on the device answers it.
    pub(crate) tap: bool,
}

/// Version 2: a registration or a verification.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Transaction {
    pub(crate) user: UserId,
    pub(crate) id: String,
    pub(crate) device: Option<String>,
    /// When it ends, on the clock of this program.
    pub(crate) ends: Timestamp,
}

/// What a handle can hold.
pub(crate) trait Held: DeserializeOwned + Serialize {
    /// The version of the API that it belongs to.
    const VERSION: u8;

    /// Whose it is.
    fn user(&self) -> &UserId;

    /// The text of a handle.
    fn pack(&self) -> String {
        serde_json::to_string(self).expect("texts, times and truth values are always JSON")
    }

    /// Reads a handle of this user's. Nobody goes on with what was begun for somebody else.
    fn unpack(text: &str, user: &UserId) -> Result<Self> {
        let held: Self = serde_json::from_str(text).map_err(|_| strange(Self::VERSION))?;
        if held.user() == user {
            return Ok(held);
        }
        Err(Error::new(ErrorKind::NotFound, "it was begun for another user"))
    }
}

impl Held for Triggered {
    const VERSION: u8 = 1;

    fn user(&self) -> &UserId {
        &self.user
    }
}

impl Held for Transaction {
    const VERSION: u8 = 2;

    fn user(&self) -> &UserId {
        &self.user
    }
}

/// The parser's own words are left out: they could repeat a part of the handle.
fn strange(version: u8) -> Error {
    Error::new(ErrorKind::Invalid, format!("the handle was not made by version {version} of OneLogin's API"))
        .with_hint("begin again")
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;

    use super::{Held, Transaction, Triggered};

    fn triggered() -> Triggered {
        let state_token = Some("canary".to_owned());
        Triggered { user: "7".into(), device: "6120044".to_owned(), state_token, ends: None, tap: true }
    }

    #[test]
    fn a_handle_reads_back() {
        let read = Triggered::unpack(&triggered().pack(), &"7".into()).expect("a handle");
        assert_eq!((read.device.as_str(), read.state_token.as_deref(), read.tap), ("6120044", Some("canary"), true));
    }

    #[test]
    fn what_was_begun_for_somebody_else_or_elsewhere_is_not_gone_on_with() {
        let packed = triggered().pack();
        let kind = |text: &str, user: &str| Triggered::unpack(text, &user.into()).err().map(|error| error.kind());
        assert_eq!(kind(&packed, "8"), Some(ErrorKind::NotFound));
        assert_eq!(kind("nothing", "7"), Some(ErrorKind::Invalid));
        let error = Transaction::unpack(&packed, &"7".into()).err().expect("another version's");
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
