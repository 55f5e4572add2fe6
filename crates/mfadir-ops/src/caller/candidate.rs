//! Which of the factors the caller could prove themselves with now.

use std::{cmp::Reverse, fmt};

use mfadir_core::{Capabilities, Factor, FactorStatus, Kind, Operation};
use mfadir_policy::Policy;

use super::lost::{Lost, is_lost};
use crate::{error::Result, facts::Facts};

/// A factor, and why the caller cannot prove themselves with it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The factor.
    pub factor: Factor,
    /// What is in the way; nothing where it can be asked now.
    pub obstacle: Option<Obstacle>,
}

/// Why a factor cannot prove a caller now. Its `Display` is a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The caller says that it is lost.
    Lost,
    /// It cannot be used.
    NotActive(FactorStatus),
    /// The policy does not take it for a proof.
    DoesNotCount,
    /// It proves something only to the page or the machine on which it is used.
    NotOverThePhone,
    /// The provider does not let others ask it.
    NotOffered(Operation),
}

impl Candidate {
    /// Whether it can be asked now.
    pub fn is_ready(&self) -> bool {
        self.obstacle.is_none()
    }
}

/// Every listed factor: first those that can be asked, the strongest in front, then the others. Whatever is said to be
/// lost must be there.
pub fn candidates(facts: &Facts, lost: &[Lost], policy: &Policy) -> Result<Vec<Candidate>> {
    lost.iter().try_for_each(|lost| lost.check(facts))?;
    let listed = facts.listed()?.iter();
    let mut all: Vec<Candidate> = listed.map(|factor| candidate(facts, factor, lost, policy)).collect();
    all.sort_by_key(|candidate| {
        let factor = &candidate.factor;
        let is_tap = *factor.kind() == Kind::Push;
        (!candidate.is_ready(), Reverse(factor.strength()), !is_tap, Reverse(factor.last_verified))
    });
    Ok(all)
}

/// One factor, and what is in its way.
pub fn candidate(facts: &Facts, factor: &Factor, lost: &[Lost], policy: &Policy) -> Candidate {
    let obstacle = if is_lost(factor, facts, lost) {
        Some(Obstacle::Lost)
    } else if factor.status != FactorStatus::Active {
        Some(Obstacle::NotActive(factor.status.clone()))
    } else if !policy.proves(&factor.factor_type) {
        Some(Obstacle::DoesNotCount)
    } else {
        unasked(factor.kind(), &facts.profile.capabilities)
    };
    Candidate { factor: factor.clone(), obstacle }
}

/// Why a factor of this kind cannot be asked by somebody who has the person on the phone.
fn unasked(kind: &Kind, offered: &Capabilities) -> Option<Obstacle> {
    let needs: &[Operation] = match kind {
        Kind::Webauthn | Kind::U2f | Kind::DeviceKey | Kind::Certificate | Kind::External => {
            return Some(Obstacle::NotOverThePhone);
        }
        Kind::Sms | Kind::Voice | Kind::Email => &[Operation::Challenge, Operation::Verify],
        kind if offered.asked_first.contains(kind) => &[Operation::Challenge, Operation::Verify],
        Kind::Totp | Kind::Hotp | Kind::YubikeyOtp | Kind::OtpToken | Kind::TemporaryCode | Kind::RecoveryCode => {
            &[Operation::Verify]
        }
        _ => &[Operation::Challenge, Operation::Poll],
    };
    needs.iter().find(|operation| !offered.offers(**operation)).map(|operation| Obstacle::NotOffered(*operation))
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost => f.write_str("the caller says that it is lost"),
            Self::NotActive(status) => write!(f, "it is {status}"),
            Self::DoesNotCount => f.write_str("the policy does not take it for a proof"),
            Self::NotOverThePhone => f.write_str("it cannot be used over the phone"),
            Self::NotOffered(operation) => write!(f, "this tenant does not offer to {}", operation.phrase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, FactorStatus, Operation};
    use mfadir_policy::Policy;

    use super::{Candidate, Obstacle, candidates};
    use crate::{
        caller::Lost,
        facts::Facts,
        fixture::{adas, coarse, factor, facts, profile},
    };

    fn asked(facts: &Facts, lost: &[&str]) -> Vec<Candidate> {
        let lost: Vec<Lost> = lost.iter().map(|text| text.parse().expect("every text is something lost")).collect();
        candidates(facts, &lost, &Policy::strict()).expect("candidates")
    }

    fn ready(facts: &Facts, lost: &[&str]) -> Vec<String> {
        let all = asked(facts, lost);
        all.iter().filter(|one| one.is_ready()).map(|one| one.factor.factor_type.to_string()).collect()
    }

    fn adas_with(id: &str, is: &str) -> Facts {
        let mut factors = adas();
        factors.push(factor(id, is));
        let profile = profile(&[Operation::Challenge, Operation::Poll, Operation::Verify]);
        Facts { profile, ..facts(factors) }
    }

    #[test]
    fn the_strongest_that_can_be_asked_and_is_not_lost_comes_first() {
        let facts = adas_with("y1", "yubikey-otp@yubico");
        assert_eq!(ready(&facts, &[]), ["push@okta", "totp@okta", "totp@google", "yubikey-otp@yubico"]);
        assert_eq!(ready(&facts, &["phone"]), ["yubikey-otp@yubico"]);
        assert_eq!(ready(&facts, &["push"])[0], "totp@okta");
        assert!(ready(&facts, &["all"]).is_empty());
    }

    #[test]
    fn each_of_the_others_says_why_not() {
        let mut facts = adas_with("q1", "security-question@okta");
        facts.factors[1].status = FactorStatus::Pending;
        let why = |id: &str, lost: &[&str]| {
            let all = asked(&facts, lost);
            all.into_iter().find(|one| one.factor.id.as_str() == id).and_then(|one| one.obstacle)
        };
        assert_eq!(why("q1", &[]), Some(Obstacle::DoesNotCount), "knowledge never proves a caller");
        assert_eq!(why("s1", &[]), Some(Obstacle::DoesNotCount));
        assert_eq!(why("d1", &[]), Some(Obstacle::NotOverThePhone));
        assert_eq!(why("t1", &[]), Some(Obstacle::NotActive(FactorStatus::Pending)));
        assert_eq!(why("p1", &["phone"]), Some(Obstacle::Lost));
        assert_eq!(why("p1", &[]), None);
    }

    #[test]
    fn what_the_tenant_does_not_offer_is_not_asked() {
        let facts = Facts { profile: profile(&[Operation::Verify]), ..facts(adas()) };
        assert_eq!(ready(&facts, &[]), ["totp@okta", "totp@google"]);
        let told: Vec<String> =
            asked(&facts, &[]).iter().filter_map(|one| one.obstacle.as_ref().map(ToString::to_string)).collect();
        assert!(told.iter().any(|why| why.starts_with("this tenant does not offer to")), "{told:?}");
    }

    #[test]
    fn nothing_is_picked_where_a_loss_is_misspelt_or_nothing_is_listed() {
        let lost = ["pusj".parse().expect("every text is something lost")];
        let slip = candidates(&facts(adas()), &lost, &Policy::strict()).expect_err("no such factor");
        assert_eq!(slip.kind(), ErrorKind::NotFound);
        let unlisted = candidates(&coarse(Some(true)), &[], &Policy::strict()).expect_err("no list");
        assert_eq!(unlisted.kind(), ErrorKind::Unsupported);
    }
}
