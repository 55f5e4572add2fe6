//! One kept handle, and what has to be known to go on with it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{
    ChallengeHandle, EnrollmentHandle, Expects, FactorId, FactorType, Kind, TemporaryCode, TenantName, UserId,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::call::Call;

/// What is not finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Purpose {
    /// A factor is enrolled and not active yet.
    Enrollment,
    /// A factor was asked and has not answered yet.
    Challenge,
    /// A temporary code was issued and can be revoked.
    Code,
}

/// A handle, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) purpose: Purpose,
    pub(crate) tenant: TenantName,
    pub(crate) user: UserId,
    pub(crate) factor_type: FactorType,
    /// The factor's id, where the provider has given one.
    pub(crate) factor: Option<FactorId>,
    /// The call that a challenge verifies the caller of; nothing where it was sent for something else.
    pub(crate) call: Option<Call>,
    /// What answers it.
    pub(crate) expects: Expects,
    pub(crate) number_to_match: Option<String>,
    /// What the user must be told to answer.
    pub(crate) prompt: Option<String>,
    pub(crate) poll_after: Option<Duration>,
    /// When it ends by itself, where the provider says so.
    pub(crate) expires_at: Option<Timestamp>,
    /// Whether a later challenge for the same took its place: nobody goes on with it, and it may still be denied.
    pub(crate) superseded: bool,
    handle: SecretString,
}

/// For how long an entry is kept of which the provider does not say when it ends.
const ENDLESS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// For how long one that has ended is known as such.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(1);
/// For how long a challenge is: whoever works on the person next learns whether it was denied.
const ANSWERABLE: SignedDuration = SignedDuration::from_hours(24);

/// The words of [`Expects`], as the file holds them.
const EXPECTATIONS: [(&str, Expects); 6] = [
    ("code", Expects::Code),
    ("two-codes", Expects::TwoCodes),
    ("answer", Expects::Answer),
    ("approval", Expects::Approval),
    ("signature", Expects::Signature),
    ("nothing", Expects::Nothing),
];

impl Entry {
    /// An enrollment of a user, with what a later run needs.
    pub(crate) fn enrollment(
        tenant: &TenantName,
        user: &UserId,
        factor_type: &FactorType,
        handle: &EnrollmentHandle,
        expects: Expects,
    ) -> Self {
        Self::new(Purpose::Enrollment, (tenant, user, factor_type), handle.unpack(), expects)
    }

    /// A challenge of a user's factor, with what a later run needs.
    pub(crate) fn challenge(
        tenant: &TenantName,
        user: &UserId,
        factor_type: &FactorType,
        handle: &ChallengeHandle,
        expects: Expects,
    ) -> Self {
        Self::new(Purpose::Challenge, (tenant, user, factor_type), handle.unpack(), expects)
    }

    /// A temporary code of a user, by what it is revoked by; the code itself is not kept.
    pub(crate) fn code(tenant: &TenantName, user: &UserId, code: &TemporaryCode) -> Self {
        let kind = FactorType::of(Kind::TemporaryCode);
        let entry = Self::new(Purpose::Code, (tenant, user, &kind), code.id.as_str(), Expects::Nothing);
        Self { factor: Some(code.id.clone()), expires_at: code.expires_at, ..entry }
    }

    fn new(
        purpose: Purpose,
        (tenant, user, factor_type): (&TenantName, &UserId, &FactorType),
        handle: &str,
        expects: Expects,
    ) -> Self {
        Self {
            purpose,
            tenant: tenant.clone(),
            user: user.clone(),
            factor_type: factor_type.clone(),
            factor: None,
            call: None,
            expects,
            number_to_match: None,
            prompt: None,
            poll_after: None,
            expires_at: None,
            superseded: false,
            handle: handle.into(),
        }
    }

    /// How an enrollment goes on.
    pub(crate) fn enrollment_handle(&self) -> EnrollmentHandle {
        EnrollmentHandle::pack(self.handle.clone())
    }

    /// How a challenge goes on.
    pub(crate) fn challenge_handle(&self) -> ChallengeHandle {
        ChallengeHandle::pack(self.handle.clone())
    }

    /// Whether its answer is typed, rather than waited for.
    pub(crate) fn wants_words(&self) -> bool {
        !matches!(self.expects, Expects::Approval | Expects::Nothing)
    }

    /// Whether it has ended by itself.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }

    /// Whether it stands for the same thing as another one: the later of the two is the one that counts.
    pub(super) fn replaces(&self, other: &Self) -> bool {
        let same_factor = match (&self.factor, &other.factor) {
            // The last one that was issued is the one that `revoke` means.
            _ if self.purpose == Purpose::Code => true,
            (Some(one), Some(other)) => one == other,
            _ => self.handle.expose_secret() == other.handle.expose_secret(),
        };
        let same_act = self.purpose == other.purpose && self.call == other.call;
        same_factor && same_act && self.tenant == other.tenant && self.user == other.user
    }

    /// Whether the person may deny it even where another one takes its place.
    pub(super) fn outlives(&self, next: &Self) -> bool {
        let same_handle = self.handle.expose_secret() == next.handle.expose_secret();
        self.purpose == Purpose::Challenge && !self.wants_words() && !same_handle
    }

    pub(super) fn secret(&self) -> &str {
        self.handle.expose_secret()
    }
}

/// An entry as its file holds it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Written {
    purpose: Purpose,
    tenant: TenantName,
    user: UserId,
    factor_type: String,
    factor: Option<FactorId>,
    /// What was kept before calls were noted belongs to none.
    #[serde(default)]
    call: Option<Call>,
    expects: String,
    number_to_match: Option<String>,
    #[serde(default)]
    prompt: Option<String>,
    poll_after: Option<Duration>,
    expires_at: Option<Timestamp>,
    #[serde(default)]
    superseded: bool,
    /// When the file goes, whatever became of it.
    forget_at: Timestamp,
    handle: String,
}

impl Written {
    pub(super) fn is_forgotten(&self, now: Timestamp) -> bool {
        now >= self.forget_at
    }

    /// The same, once another one has taken its place.
    pub(super) fn superseded(self) -> Self {
        Self { superseded: true, ..self }
    }

    /// One that has ended is known as such for a while, rather than not at all.
    pub(super) fn new(entry: &Entry, now: Timestamp) -> Self {
        let remembered = if entry.purpose == Purpose::Challenge { ANSWERABLE } else { REMEMBERED };
        let word = EXPECTATIONS.iter().find(|(_, expects)| *expects == entry.expects);
        Self {
            purpose: entry.purpose,
            tenant: entry.tenant.clone(),
            user: entry.user.clone(),
            factor_type: entry.factor_type.to_string(),
            factor: entry.factor.clone(),
            call: entry.call.clone(),
            expects: word.map_or("code", |(word, _)| word).to_owned(),
            number_to_match: entry.number_to_match.clone(),
            prompt: entry.prompt.clone(),
            poll_after: entry.poll_after,
            expires_at: entry.expires_at,
            superseded: entry.superseded,
            forget_at: entry.expires_at.map_or(now + ENDLESS, |end| end + remembered),
            handle: entry.secret().to_owned(),
        }
    }
}

impl From<Written> for Entry {
    fn from(written: Written) -> Self {
        let expects = EXPECTATIONS.iter().find(|(word, _)| *word == written.expects);
        let Ok(factor_type) = written.factor_type.parse();
        Self {
            purpose: written.purpose,
            tenant: written.tenant,
            user: written.user,
            factor_type,
            factor: written.factor,
            call: written.call,
            expects: expects.map_or(Expects::Code, |(_, expects)| *expects),
            number_to_match: written.number_to_match,
            prompt: written.prompt,
            poll_after: written.poll_after,
            expires_at: written.expires_at,
            superseded: written.superseded,
            handle: written.handle.into(),
        }
    }
}
