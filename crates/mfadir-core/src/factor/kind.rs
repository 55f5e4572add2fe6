//! What a factor is, and whose.

use std::{convert::Infallible, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::word::open_words;

open_words! {
    /// What a factor is.
    Kind {
        /// A question on a device that is answered with a tap.
        Push = "push",
        /// Codes that change with time (RFC 6238).
        Totp = "totp",
        /// Codes that change with a counter (RFC 4226).
        Hotp = "hotp",
        /// A code by text message.
        Sms = "sms",
        /// A code by phone call.
        Voice = "voice",
        /// A code or a link by mail.
        Email = "email",
        /// A key or a device that speaks WebAuthn; passkeys too.
        Webauthn = "webauthn",
        /// A key of the older U2F protocol.
        U2f = "u2f",
        /// A key that the provider's own software keeps on a device.
        DeviceKey = "device-key",
        /// A certificate or smart card.
        Certificate = "certificate",
        /// A one-time password of a `YubiKey`.
        YubikeyOtp = "yubikey-otp",
        /// A hardware or software token of another maker.
        OtpToken = "otp-token",
        /// A question with a remembered answer.
        SecurityQuestion = "security-question",
        /// Another company's service.
        External = "external",
        /// A short-lived code that stands in for a factor.
        TemporaryCode = "temporary-code",
        /// Printed codes for emergencies.
        RecoveryCode = "recovery-code",
    }
}

/// How hard a factor is to steal from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// The kind is not known.
    Unknown,
    /// Can be talked or tricked out of a person, or taken with their phone number or mailbox.
    Weak,
    /// Needs the device or the secret, but can be relayed.
    Strong,
    /// Bound to the site it was made for.
    PhishingResistant,
}

impl Kind {
    /// How hard this kind is to steal.
    pub fn strength(&self) -> Strength {
        match self {
            Self::Webauthn | Self::U2f | Self::DeviceKey | Self::Certificate => Strength::PhishingResistant,
            Self::Push
            | Self::Totp
            | Self::Hotp
            | Self::YubikeyOtp
            | Self::OtpToken
            | Self::External
            | Self::TemporaryCode
            | Self::RecoveryCode => Strength::Strong,
            Self::Sms | Self::Voice | Self::Email | Self::SecurityQuestion => Strength::Weak,
            Self::Other(_) => Strength::Unknown,
        }
    }

    /// Whether it lives on the person's phone: lost with it, or read by whoever holds it.
    pub fn lives_on_phone(&self) -> bool {
        matches!(self, Self::Push | Self::DeviceKey | Self::Totp | Self::Sms | Self::Voice)
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unknown => "unknown",
            Self::Weak => "weak",
            Self::Strong => "strong",
            Self::PhishingResistant => "phishing-resistant",
        })
    }
}

/// Whose factor it is: the maker of the app or key, in lower case (`google`, `yubico`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Issuer(String);

impl Issuer {
    /// An issuer by name; case does not matter.
    pub fn new(name: &str) -> Self {
        Self(name.to_lowercase())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Kind and issuer together, written `kind@issuer`: `totp@google`, or `sms` where the issuer does not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FactorType {
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub issuer: Option<Issuer>,
}

impl FactorType {
    /// The kind, of any issuer.
    pub fn of(kind: Kind) -> Self {
        Self { kind, issuer: None }
    }

    /// The kind of that issuer.
    pub fn by(kind: Kind, issuer: &str) -> Self {
        Self { kind, issuer: Some(Issuer::new(issuer)) }
    }

    /// Whether `other` is of this type: the same kind, and the same issuer where this one names one.
    pub fn covers(&self, other: &Self) -> bool {
        self.kind == other.kind && (self.issuer.is_none() || self.issuer == other.issuer)
    }
}

impl fmt::Display for FactorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.issuer {
            Some(issuer) => f.pad(&format!("{}@{issuer}", self.kind)),
            None => f.pad(self.kind.as_str()),
        }
    }
}

impl FromStr for FactorType {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.split_once('@') {
            Some((kind, issuer)) => Self::by(Kind::from(kind), issuer),
            None => Self::of(Kind::from(text)),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, proptest};

    use super::{FactorType, Kind};

    proptest! {
        #[test]
        fn a_written_type_reads_back_as_itself(kind in "[a-z-]{1,12}", issuer in proptest::option::of("[a-z0-9]{1,9}")) {
            let kind = Kind::from(kind.as_str());
            let factor_type = match issuer {
                Some(issuer) => FactorType::by(kind, &issuer),
                None => FactorType::of(kind),
            };
            let Ok(read) = factor_type.to_string().parse::<FactorType>();
            prop_assert_eq!(read, factor_type);
        }
    }

    #[test]
    fn a_type_without_issuer_covers_every_issuer_of_its_kind_and_no_other_kind() {
        let ours = FactorType::by(Kind::Totp, "Google");
        assert!(FactorType::of(Kind::Totp).covers(&ours));
        assert!(FactorType::by(Kind::Totp, "google").covers(&ours));
        assert!(!FactorType::by(Kind::Totp, "yubico").covers(&ours));
        assert!(!FactorType::of(Kind::Hotp).covers(&ours));
        assert!(!ours.covers(&FactorType::of(Kind::Totp)));
    }

    #[test]
    fn every_known_word_gives_its_own_kind() {
        for kind in Kind::KNOWN {
            assert_eq!(&Kind::from(kind.as_str()), kind);
        }
        assert_eq!(Kind::from("retina").as_str(), "retina");
    }
}
