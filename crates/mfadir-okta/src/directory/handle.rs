//! What handles hold: enough for another process to go on, and for nobody else's user.

use mfadir_core::{ChallengeHandle, EnrollmentHandle, Error, ErrorKind, FactorId, Result, UserId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// A factor that waits for its activation.
#[derive(Deserialize, Serialize)]
pub(super) struct Pending {
    pub(super) user: UserId,
    pub(super) factor: FactorId,
    /// `factorType`.
    pub(super) word: String,
    /// `provider`.
    pub(super) provider: String,
    /// Where codes go: Okta wants it repeated when one is sent again.
    pub(super) reached_at: Map<String, Value>,
    /// Path and query to ask how far it is, where Okta gave a link.
    pub(super) poll: Option<String>,
    /// The message template that was asked for.
    pub(super) template: Option<String>,
}

impl Pending {
    pub(super) fn new(user: &UserId, factor: &str) -> Self {
        Self {
            user: user.clone(),
            factor: factor.into(),
            word: String::new(),
            provider: String::new(),
            reached_at: Map::new(),
            poll: None,
            template: None,
        }
    }

    pub(super) fn pack(&self) -> EnrollmentHandle {
        EnrollmentHandle::pack(text(self))
    }

    /// `NotFound` for a handle of another user or of something else.
    pub(super) fn unpack(handle: &EnrollmentHandle, user: &UserId) -> Result<Self> {
        let missing = || Error::new(ErrorKind::NotFound, "the user has no such enrollment");
        read::<Self>(handle.unpack()).filter(|pending| pending.user == *user).ok_or_else(missing)
    }

    /// Whether a code is sent for it.
    pub(super) fn is_sent(&self) -> bool {
        matches!(self.word.as_str(), "sms" | "call" | "email")
    }

    /// Whether the user completes it elsewhere, on a device or in a browser.
    pub(super) fn is_completed_elsewhere(&self) -> bool {
        matches!(self.word.as_str(), "push" | "web")
    }
}

/// A factor that was asked.
#[derive(Deserialize, Serialize)]
pub(super) struct Sent {
    user: UserId,
    pub(super) factor: FactorId,
    /// Path and query to ask how far it is, for what is answered on a device.
    pub(super) poll: Option<String>,
    /// Path and query to take it back.
    pub(super) cancel: Option<String>,
}

impl Sent {
    pub(super) fn new(user: &UserId, factor: &FactorId, poll: Option<String>, cancel: Option<String>) -> Self {
        Self { user: user.clone(), factor: factor.clone(), poll, cancel }
    }

    pub(super) fn pack(&self) -> ChallengeHandle {
        ChallengeHandle::pack(text(self))
    }

    /// `NotFound` for a handle of another user or of something else.
    pub(super) fn unpack(handle: &ChallengeHandle, user: &UserId) -> Result<Self> {
        let missing = || Error::new(ErrorKind::NotFound, "the user has no such challenge");
        read::<Self>(handle.unpack()).filter(|sent| sent.user == *user).ok_or_else(missing)
    }

    /// The id of the transaction: it stands nowhere but at the end of its address.
    pub(super) fn transaction(&self) -> Option<String> {
        let path = self.poll.as_deref()?.split('?').next()?;
        path.rsplit('/').next().map(ToOwned::to_owned)
    }
}

fn text(held: &impl Serialize) -> String {
    serde_json::to_string(held).expect("texts under texts serialize")
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ChallengeHandle, EnrollmentHandle, ErrorKind, UserId};

    use super::{Pending, Sent};

    fn user(id: &str) -> UserId {
        id.into()
    }

    #[test]
    fn a_handle_reads_back_for_its_own_user_alone() {
        let pending = Pending { word: "sms".to_owned(), ..Pending::new(&user("00u1"), "mbl1") };
        let read = Pending::unpack(&pending.pack(), &user("00u1")).expect("the enrollment");
        assert_eq!((read.factor.as_str(), read.is_sent()), ("mbl1", true));
        assert!(
            Pending::unpack(&pending.pack(), &user("00u2")).is_err_and(|error| error.kind() == ErrorKind::NotFound)
        );
        let sent = Sent::new(&user("00u1"), &"opf1".into(), Some("/t/v2mst.A.b?x=1".to_owned()), None);
        let read = Sent::unpack(&sent.pack(), &user("00u1")).expect("the challenge");
        assert_eq!(read.transaction().as_deref(), Some("v2mst.A.b"));
        assert!(Sent::unpack(&sent.pack(), &user("00u2")).is_err());
    }

    #[test]
    fn what_was_never_a_handle_is_not_found() {
        for text in ["nothing", "", "{}", "[]", r#"{"user":"00u1"}"#] {
            assert!(Pending::unpack(&EnrollmentHandle::pack(text), &user("00u1")).is_err(), "{text}");
            assert!(Sent::unpack(&ChallengeHandle::pack(text), &user("00u1")).is_err(), "{text}");
        }
    }
}
