//! What proves a factor, and whether a proof does.

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, Expects, Kind, Proof, Result};
use secrecy::ExposeSecret;

use crate::{enrolled::EnrolledFactor, masked::Masked, totp};

/// How factors of a kind prove themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// With a code that is sent.
    Sent,
    /// With a code that a device shows.
    Shown,
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
            Kind::Totp | Kind::Hotp | Kind::YubikeyOtp | Kind::OtpToken => Self::Shown,
            Kind::Push | Kind::External => Self::Tap,
            Kind::SecurityQuestion => Self::Remembered,
            Kind::Webauthn | Kind::U2f | Kind::DeviceKey | Kind::Certificate => Self::Signed,
            _ => Self::Never,
        }
    }

    pub(super) fn expects(self) -> Expects {
        match self {
            Self::Sent | Self::Shown => Expects::Code,
            Self::Tap => Expects::Approval,
            Self::Remembered => Expects::Answer,
            Self::Signed => Expects::Signature,
            Self::Never => Expects::Nothing,
        }
    }
}

/// Whether the proof is what was expected.
pub(super) fn check(expected: &Masked, proof: &Proof) -> Result<()> {
    if given(proof)? == expected.reveal() { Ok(()) } else { Err(wrong()) }
}

/// Whether the proof is what the factor shows or knows at that time, and was not used before. Answers with what was
/// used up.
pub(super) fn check_own(factor: &EnrolledFactor, proof: &Proof, at: Timestamp) -> Result<Option<Masked>> {
    let secret = factor.secret.as_ref().ok_or_else(wrong)?;
    if Way::of(&factor.kind) == Way::Remembered {
        return check(secret, proof).map(|()| None);
    }
    let code = Masked::new(given(proof)?);
    if factor.spent.as_ref() == Some(&code) {
        return Err(wrong().with_hint("the code was used already: wait for the next one"));
    }
    if totp::accepted(secret, at).contains(&code) { Ok(Some(code)) } else { Err(wrong()) }
}

fn given(proof: &Proof) -> Result<&str> {
    match proof {
        Proof::Code(text) | Proof::Answer(text) | Proof::Signature(text) | Proof::TwoCodes(text, _) => {
            Ok(text.expose_secret())
        }
        _ => Err(Error::new(ErrorKind::Invalid, "this form of proof is not known here")),
    }
}

fn wrong() -> Error {
    Error::new(ErrorKind::WrongProof, "the code or answer is wrong")
}
