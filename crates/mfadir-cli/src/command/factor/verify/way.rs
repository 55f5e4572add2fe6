//! How a factor proves something.

use mfadir_core::{Capabilities, Expects, Kind};

/// Who comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::command) enum Way {
    /// The proof is there without a challenge.
    Unasked(Expects),
    /// The provider chooses what it asks for.
    Asked,
    /// A code comes with the challenge.
    Sent,
    /// The challenge is signed.
    Signed,
    /// The user taps, or whatever else the provider waits for.
    Tapped,
}

impl Way {
    /// The way of this kind there.
    pub(in crate::command) fn of(kind: &Kind, offered: &Capabilities) -> Self {
        match kind {
            Kind::Sms | Kind::Voice | Kind::Email => Self::Sent,
            Kind::Webauthn | Kind::U2f => Self::Signed,
            kind if offered.asked_first.contains(kind) => Self::Asked,
            Kind::Totp | Kind::Hotp | Kind::YubikeyOtp | Kind::OtpToken | Kind::TemporaryCode | Kind::RecoveryCode => {
                Self::Unasked(Expects::Code)
            }
            Kind::SecurityQuestion => Self::Unasked(Expects::Answer),
            _ => Self::Tapped,
        }
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Capabilities, Expects, Kind};

    use super::Way;

    #[test]
    fn what_the_provider_asks_first_is_not_answered_before() {
        let plain = Capabilities::default();
        let asking = Capabilities { asked_first: vec![Kind::SecurityQuestion, Kind::Totp], ..Capabilities::default() };
        assert_eq!(Way::of(&Kind::SecurityQuestion, &plain), Way::Unasked(Expects::Answer));
        assert_eq!(Way::of(&Kind::SecurityQuestion, &asking), Way::Asked);
        assert_eq!(Way::of(&Kind::Totp, &asking), Way::Asked);
        assert_eq!(Way::of(&Kind::Sms, &asking), Way::Sent);
    }
}
