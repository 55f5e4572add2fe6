//! The provider's names for factors (docs/providers/onelogin.md, "Factor types").

use mfadir_core::{FactorType, Kind};
use mfadir_memory::{EnrolledFactor, Offer, World};

/// How one factor type looks on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    /// `auth_factor_name` of version 1; nothing where it is not listed.
    pub(super) v1: Option<String>,
    /// `auth_factor_name` of version 2; nothing where it is not listed.
    pub(super) v2: Option<String>,
    /// The rows of version 1: one for each way to prove it, with its `needs_trigger`.
    pub(super) triggers: &'static [bool],
    /// The number of the factor in this account.
    pub(super) number: u64,
}

const ASKED: &[bool] = &[true];
const TYPED: &[bool] = &[false];
/// A push can be asked for, and its code typed: two rows with one id.
const BOTH: &[bool] = &[true, false];

/// The names of a factor type; a word of another provider stands for itself.
pub(super) fn names(factor_type: &FactorType) -> Names {
    let issuer = factor_type.issuer.as_ref().map(mfadir_core::Issuer::as_str);
    match (&factor_type.kind, issuer) {
        (Kind::Push, _) => listed("OneLogin Protect", "OneLogin", BOTH, 58_117),
        (Kind::Totp, _) => listed("Google Authenticator", "Google Authenticator", TYPED, 58_114),
        (Kind::Sms, _) => listed("OneLogin SMS", "SMS", ASKED, 21_177),
        (Kind::Voice, _) => listed("OneLogin Voice", "OneLogin Voice", ASKED, 21_180),
        (Kind::Email, _) => listed("OneLogin Email", "OneLogin Email", ASKED, 58_120),
        (Kind::YubikeyOtp, _) => only_v1("Yubico YubiKey", 58_123),
        (Kind::External, _) => only_v1("Duo Security", 58_126),
        (Kind::OtpToken, Some("symantec")) => only_v1("Symantec VIP", 58_129),
        (Kind::OtpToken, _) => only_v1("RSA SecurID", 58_132),
        (Kind::Other(word), _) => listed(word, word, TYPED, 58_199),
        _ => Names { v1: None, v2: None, triggers: &[], number: 58_200 },
    }
}

/// Whether the API of version 1 can enroll it: it takes a phone number and nothing else.
pub(super) fn enrollable_v1(kind: &Kind) -> bool {
    matches!(kind, Kind::Sms | Kind::Voice)
}

/// The tenant's offer with this number.
pub(super) fn offer(world: &World, number: u64) -> Option<&Offer> {
    world.offers.iter().find(|offer| offer.by_api && names(&offer.factor_type()).number == number)
}

/// The name that the tenant gave this type of factor, else the provider's own.
pub(super) fn type_label(world: &World, factor: &EnrolledFactor, own: Option<&String>) -> Option<String> {
    let same = |offer: &&Offer| offer.factor_type() == factor.factor_type();
    world.offers.iter().find(same).map(|offer| &offer.label).or(own).cloned()
}

fn listed(v1: &str, v2: &str, triggers: &'static [bool], number: u64) -> Names {
    Names { v1: Some(v1.to_owned()), v2: Some(v2.to_owned()), triggers, number }
}

fn only_v1(name: &str, number: u64) -> Names {
    Names { v1: Some(name.to_owned()), v2: None, triggers: TYPED, number }
}
