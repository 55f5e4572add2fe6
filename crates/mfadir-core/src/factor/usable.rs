//! Whether somebody could still sign in with a second factor.

use std::fmt;

use serde::Serialize;

use super::{Factor, FactorStatus, Kind};

/// Whether a usable factor is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    /// At least one.
    Yes,
    /// None.
    No,
    /// None that we know to be usable, and something that may be.
    CannotTell,
}

impl Factor {
    /// Whether it is active and of a kind that people sign in with: not email, security question, temporary or
    /// recovery code, nor a kind that we do not know.
    pub fn is_usable(&self) -> bool {
        self.status == FactorStatus::Active && self.kind().is_for_sign_in() == Some(true)
    }

    /// Whether it could be used although we cannot know: an active factor of an unknown kind, or one of a known kind
    /// in a state that only the provider understands.
    pub fn may_be_usable(&self) -> bool {
        match self.kind().is_for_sign_in() {
            Some(true) => matches!(self.status, FactorStatus::Other(_)),
            Some(false) => false,
            None => matches!(self.status, FactorStatus::Active | FactorStatus::Other(_)),
        }
    }
}

impl Kind {
    /// Whether people sign in with it; nothing for a kind that we do not know.
    fn is_for_sign_in(&self) -> Option<bool> {
        match self {
            Self::Email | Self::SecurityQuestion | Self::TemporaryCode | Self::RecoveryCode => Some(false),
            Self::Other(_) => None,
            _ => Some(true),
        }
    }
}

impl Left {
    /// Whether `factors` hold a usable one. `unseen` names kinds that the provider does not show: where there are
    /// any, an empty list proves nothing.
    pub fn among<'a>(factors: impl IntoIterator<Item = &'a Factor>, unseen: &[Kind]) -> Self {
        let mut uncertain = unseen.iter().any(|kind| kind.is_for_sign_in() != Some(false));
        for factor in factors {
            if factor.is_usable() {
                return Self::Yes;
            }
            uncertain |= factor.may_be_usable();
        }
        if uncertain { Self::CannotTell } else { Self::No }
    }

    /// Whether somebody has a usable factor of whom only this is told: that they have enrolled any at all. That there
    /// is one does not make it usable.
    pub fn told(has_factors: Option<bool>, unseen: &[Kind]) -> Self {
        if has_factors == Some(false) { Self::among([], unseen) } else { Self::CannotTell }
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::CannotTell => "cannot tell",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Left;
    use crate::factor::{Factor, FactorStatus, FactorType, Kind};

    fn factor(kind: Kind, status: FactorStatus) -> Factor {
        Factor::new("f1", FactorType::of(kind), status)
    }

    #[test]
    fn one_active_factor_is_enough() {
        let factors = [factor(Kind::Email, FactorStatus::Active), factor(Kind::Sms, FactorStatus::Active)];
        assert_eq!(Left::among(&factors, &[]), Left::Yes);
    }

    #[test]
    fn pending_factors_and_mail_do_not_count() {
        let factors = [factor(Kind::Push, FactorStatus::Pending), factor(Kind::Email, FactorStatus::Active)];
        assert_eq!(Left::among(&factors, &[]), Left::No);
    }

    #[test]
    fn a_yes_without_a_list_does_not_make_a_factor_usable() {
        assert_eq!(Left::told(Some(true), &[]), Left::CannotTell);
        assert_eq!(Left::told(None, &[]), Left::CannotTell);
        assert_eq!(Left::told(Some(false), &[]), Left::No);
        assert_eq!(Left::told(Some(false), &[Kind::Webauthn]), Left::CannotTell);
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        let unknown = factor(Kind::Other("retina".into()), FactorStatus::Active);
        assert_eq!(Left::among([&unknown], &[]), Left::CannotTell);
        assert_eq!(Left::among([], &[Kind::Webauthn]), Left::CannotTell);
        assert_eq!(Left::among([], &[Kind::SecurityQuestion]), Left::No);
        let odd = factor(Kind::Push, FactorStatus::Other("asleep".into()));
        assert_eq!(Left::among([&odd], &[]), Left::CannotTell);
    }
}
