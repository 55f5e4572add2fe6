//! How a factor proves something.

use mfadir_core::{Expects, Kind};

/// Who comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The proof is there without a challenge.
    Unasked(Expects),
    /// A code comes with the challenge.
    Sent,
    /// The challenge is signed.
    Signed,
    /// The user taps, or whatever else the provider waits for.
    Tapped,
}

impl Way {
    /// The way of this kind.
    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Totp | Kind::Hotp | Kind::YubikeyOtp | Kind::OtpToken | Kind::TemporaryCode | Kind::RecoveryCode => {
                Self::Unasked(Expects::Code)
            }
            Kind::SecurityQuestion => Self::Unasked(Expects::Answer),
            Kind::Sms | Kind::Voice | Kind::Email => Self::Sent,
            Kind::Webauthn | Kind::U2f => Self::Signed,
            _ => Self::Tapped,
        }
    }
}
