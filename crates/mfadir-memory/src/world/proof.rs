//! What proves a factor, and whether a proof does.

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, Expects, Kind, Proof, Result};
use secrecy::ExposeSecret;

use crate::{
    enrolled::EnrolledFactor,
    masked::Masked,
    otp::{self, Fit},
    reason::Reason,
    rules::Window,
};

/// How factors of a kind prove themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// With a code that is sent.
    Sent,
    /// With a code that a device computes from the time.
    Timed,
    /// With a code that a device computes from a counter.
    Counted,
    /// With a code that another company's server would judge.
    Token,
    /// With what a key types.
    Typed,
    /// With a tap.
    Tap,
    /// With a remembered answer.
    Remembered,
    /// With a signature over what is sent.
    Signed,
    /// Not at all.
    Never,
}

impl Way {
    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Sms | Kind::Voice | Kind::Email => Self::Sent,
            Kind::Totp => Self::Timed,
            Kind::Hotp => Self::Counted,
            Kind::OtpToken => Self::Token,
            Kind::YubikeyOtp => Self::Typed,
            Kind::Push | Kind::External => Self::Tap,
            Kind::SecurityQuestion => Self::Remembered,
            Kind::Webauthn | Kind::U2f | Kind::DeviceKey | Kind::Certificate => Self::Signed,
            _ => Self::Never,
        }
    }

    pub(super) fn expects(self) -> Expects {
        match self {
            Self::Sent | Self::Timed | Self::Counted | Self::Token | Self::Typed => Expects::Code,
            Self::Tap => Expects::Approval,
            Self::Remembered => Expects::Answer,
            Self::Signed => Expects::Signature,
            Self::Never => Expects::Nothing,
        }
    }

    /// Whether the factor has a key that the user's device must learn.
    pub(super) fn has_key(self) -> bool {
        matches!(self, Self::Timed | Self::Counted)
    }

    /// Whether it can prove itself without being asked.
    pub(super) fn needs_no_challenge(self) -> bool {
        matches!(self, Self::Timed | Self::Counted | Self::Token | Self::Typed | Self::Remembered)
    }
}

/// What an accepted proof leaves with its factor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spent {
    code: Option<Masked>,
    counter: Option<u64>,
}

impl Spent {
    pub(super) fn leave(self, factor: &mut EnrolledFactor) {
        factor.spent = self.code.or(factor.spent.take());
        factor.counter = self.counter.unwrap_or(factor.counter);
    }
}

/// Whether the proof is what was expected.
pub(super) fn check(expected: &Masked, proof: &Proof) -> Result<()> {
    if given(proof)? == expected.reveal() { Ok(()) } else { Err(wrong()) }
}

/// Whether the proof is what the factor shows or knows at that time, and was not used before. Answers with what is
/// used up by it.
pub(super) fn check_own(factor: &EnrolledFactor, proof: &Proof, at: Timestamp, window: Window) -> Result<Spent> {
    let secret = factor.secret.as_ref().ok_or_else(wrong)?;
    let code = Masked::new(given(proof)?);
    if factor.spent.as_ref() == Some(&code) {
        return Err(Reason::Used.error());
    }
    let spent = Spent { code: Some(code.clone()), counter: None };
    match Way::of(&factor.kind) {
        Way::Remembered => check(secret, proof).map(|()| Spent::default()),
        Way::Counted => count(factor, secret, &code).map(|counter| Spent { counter: Some(counter + 1), ..spent }),
        Way::Typed if otp::is_typed(factor.detail.get("public_id").map_or("", String::as_str), &code) => Ok(spent),
        Way::Token if is_plausible(&code) => Ok(spent),
        Way::Timed => time(secret, &code, at, window).map(|()| spent),
        _ => Err(wrong()),
    }
}

fn time(secret: &Masked, code: &Masked, at: Timestamp, window: Window) -> Result<()> {
    match otp::fit(secret, code, at, window) {
        Fit::Good => Ok(()),
        Fit::OutsideWindow => Err(Reason::OutsideWindow.error()),
        Fit::Wrong => Err(wrong()),
    }
}

fn count(factor: &EnrolledFactor, secret: &Masked, code: &Masked) -> Result<u64> {
    if otp::went_by(secret, code, factor.counter) {
        return Err(Reason::Used.error());
    }
    otp::counter_of(secret, code, factor.counter).ok_or_else(wrong)
}

/// Nobody here has another company's server: a code is good if it looks like one and is not all zeros.
pub(super) fn is_plausible(code: &Masked) -> bool {
    let code = code.reveal();
    (6..=8).contains(&code.len()) && code.bytes().all(|digit| digit.is_ascii_digit()) && code.bytes().any(|d| d != b'0')
}

/// What a key signs, for whoever is asked for a signature.
pub(super) fn to_sign(expects: Expects, expected: Option<&Masked>) -> Option<serde_json::Value> {
    let nonce = expected.filter(|_| expects == Expects::Signature);
    nonce.map(|nonce| serde_json::json!({ "challenge": nonce.reveal() }))
}

pub(super) fn given(proof: &Proof) -> Result<&str> {
    match proof {
        Proof::Code(text) | Proof::Answer(text) | Proof::Signature(text) | Proof::TwoCodes(text, _) => {
            Ok(text.expose_secret())
        }
        _ => Err(Error::new(ErrorKind::Invalid, "this form of proof is not known here")),
    }
}

pub(super) fn wrong() -> Error {
    Error::new(ErrorKind::WrongProof, "the code or answer is wrong")
}
