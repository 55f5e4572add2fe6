//! Which of the factors the caller could prove themselves with now.

use std::{cmp::Reverse, fmt};

use mfadir_core::{Capabilities, Factor, FactorStatus, Kind, Operation, UserStatus};
use mfadir_policy::{Policy, Refusal, Rule};

use super::lost::{Lost, is_lost};
use crate::{
    error::{Error, Result},
    facts::{Facts, Listing},
    guard::Guard,
    mandate::Mandate,
    matter::target,
    permit::permit,
};

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
    /// The account is locked, and the provider asks none of its factors.
    AccountLocked,
    /// A rule about what was asked before stands against it: a denial, or too many pushes.
    Stopped(Box<Refusal>),
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
    Ok(sorted(listed.map(|factor| candidate(facts, factor, lost, policy)).collect()))
}

/// The same with what the rules say to a challenge of each factor now: what was denied or asked too often stands against
/// the next one.
pub fn candidates_now(facts: &Facts, mandate: &Mandate, guard: &Guard) -> Result<Vec<Candidate>> {
    let mut all = candidates(facts, &guard.lost, &guard.policy)?;
    for candidate in all.iter_mut().filter(|candidate| candidate.is_ready()) {
        candidate.obstacle = stopped(facts, &candidate.factor, mandate, guard);
    }
    Ok(sorted(all))
}

fn stopped(facts: &Facts, factor: &Factor, mandate: &Mandate, guard: &Guard) -> Option<Obstacle> {
    match permit(facts, &[], &[target(factor)], mandate, guard) {
        Err(Error::Refused(refused)) => {
            let mut found = refused.refusals.into_iter();
            let stops = found.find(|refusal| matches!(refusal.rule, Rule::Denial | Rule::PushLimit));
            stops.map(|refusal| Obstacle::Stopped(Box::new(refusal)))
        }
        _ => None,
    }
}

fn sorted(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_by_key(|candidate| {
        let factor = &candidate.factor;
        let is_tap = *factor.kind() == Kind::Push;
        (!candidate.is_ready(), Reverse(factor.strength()), !is_tap, Reverse(factor.last_verified))
    });
    all
}

/// Whether it is known that no factor can prove the caller now. Where none were read, only a lock tells it; what is said
/// to be lost may be said of what has to go alone.
pub(crate) fn nothing_proves(facts: &Facts, guard: &Guard) -> bool {
    let is_ready = |factor: &Factor| candidate(facts, factor, &[], &guard.policy).is_ready();
    let none_is_ready = !facts.factors.is_empty() && !facts.factors.iter().any(is_ready);
    is_locked(facts) || (facts.listing == Listing::Shown && none_is_ready)
}

/// Whether the account is locked where the provider then asks no factor.
fn is_locked(facts: &Facts) -> bool {
    facts.profile.capabilities.locked_unasked && facts.user.status == UserStatus::Locked
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
        let locked = || is_locked(facts).then_some(Obstacle::AccountLocked);
        unasked(factor.kind(), &facts.profile.capabilities).or_else(locked)
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
            Self::AccountLocked => f.write_str("the account is locked, and then the provider asks no factor"),
            Self::Stopped(refusal) => write!(f, "{} (rule {})", refusal.text, refusal.rule),
            Self::NotOffered(operation) => write!(f, "this tenant does not offer to {}", operation.phrase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mfadir_core::{ErrorKind, FactorStatus, Operation, UserStatus};
    use mfadir_policy::{History, PastAct, Policy, Rule, Verb};

    use super::{Candidate, Obstacle, candidates, candidates_now, nothing_proves};
    use crate::{
        caller::Lost,
        facts::Facts,
        fixture::{adas, coarse, factor, facts, mandate, profile},
        guard::Guard,
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
    fn a_locked_account_is_asked_nothing_where_that_is_known() {
        let mut facts = adas_with("y1", "yubikey-otp@yubico");
        facts.user.status = UserStatus::Locked;
        assert!(!ready(&facts, &[]).is_empty(), "nobody knows what the provider does then");
        facts.profile.capabilities.locked_unasked = true;
        assert!(ready(&facts, &[]).is_empty());
        let why =
            asked(&facts, &[]).into_iter().find(|one| one.factor.id.as_str() == "p1").and_then(|one| one.obstacle);
        assert_eq!(why, Some(Obstacle::AccountLocked));
        assert!(nothing_proves(&facts, &Guard::of(Arc::new(Policy::strict()), Vec::new())));
    }

    #[test]
    fn what_was_denied_is_asked_nothing_more() {
        let facts = adas_with("y1", "yubikey-otp@yubico");
        let denied = PastAct {
            at: facts.read_at,
            verb: Verb::Challenge,
            operator: None,
            ticket: None,
            receipt: None,
            on_user: true,
            denied: true,
        };
        let mut guard = Guard::of(Arc::new(Policy::strict()), Vec::new());
        guard.history = History { acts: vec![denied.clone()], gaps: Vec::new() };
        let rules = |guard: &Guard| -> Vec<Option<Rule>> {
            let all = candidates_now(&facts, &mandate(), guard).expect("candidates");
            let rule = |one: Candidate| match one.obstacle {
                Some(Obstacle::Stopped(refusal)) => Some(refusal.rule),
                _ => None,
            };
            all.into_iter().map(rule).collect()
        };
        assert_eq!(rules(&guard).iter().filter(|rule| **rule == Some(Rule::Denial)).count(), 4);
        let asked = PastAct { denied: false, operator: Some("ann".to_owned()), ..denied };
        guard.history.acts = vec![asked.clone(), asked.clone(), asked];
        assert_eq!(
            rules(&guard).iter().filter(|rule| **rule == Some(Rule::PushLimit)).count(),
            1,
            "a code may be asked"
        );
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
