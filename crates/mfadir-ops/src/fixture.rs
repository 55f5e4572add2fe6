//! People and directories for the tests of this crate.

mod desk;

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{
    Alias, Bucket, Capabilities, Factor, FactorStatus, FactorType, ManualClock, MockMfaDirectory, Operation, Operator,
    Profile, ReturnTime, Returning, User, UserStatus, Via,
};

pub(crate) use desk::{PaperDesk, approval_by, key, operators};

use crate::{
    facts::{Facts, Known, Listing},
    mandate::Mandate,
    selector::FactorSelector,
};

/// The moment at which every test takes place.
pub(crate) fn now() -> Timestamp {
    "2026-03-01T09:00:00Z".parse().expect("a timestamp")
}

pub(crate) fn clock() -> ManualClock {
    ManualClock::new(now())
}

pub(crate) fn factor_type(text: &str) -> FactorType {
    text.parse().expect("every text is a factor type")
}

pub(crate) fn selectors(texts: &[&str]) -> Vec<FactorSelector> {
    texts.iter().map(|text| text.parse().expect("every text is a selector")).collect()
}

/// An active factor that was used yesterday.
pub(crate) fn factor(id: &str, is: &str) -> Factor {
    let mut factor = Factor::new(id, factor_type(is), FactorStatus::Active);
    factor.last_verified = Some(now() - SignedDuration::from_hours(24));
    factor
}

fn taking(mut factor: Factor, others: &[&str]) -> Factor {
    factor.removal_takes = others.iter().map(|id| (*id).into()).collect();
    factor
}

/// Ada's: a family of three on one app, a phone number, and a code that belongs to another app.
pub(crate) fn adas() -> Vec<Factor> {
    vec![
        taking(factor("p1", "push@okta"), &["d1", "t1"]),
        factor("t1", "totp@okta"),
        taking(factor("d1", "device-key@okta"), &["p1", "t1"]),
        factor("s1", "sms@okta"),
        factor("g1", "totp@google"),
    ]
}

/// A profile that offers these operations.
pub(crate) fn profile(operations: &[Operation]) -> Profile {
    let bucket = Bucket::new("all");
    let mut capabilities = Capabilities::of(operations.iter().map(|operation| (*operation, bucket.clone())));
    capabilities.returning = vec![
        Returning { factor: factor_type("totp@okta"), when: ReturnTime::NextEnrollment },
        Returning { factor: factor_type("email@okta"), when: ReturnTime::AtOnce },
    ];
    let means = ["push@okta", "device-key@okta", "totp@okta"].map(factor_type).to_vec();
    Profile {
        provider: "okta".into(),
        tenant: "acme".into(),
        capabilities,
        budget_share: 1.0,
        aliases: vec![Alias { word: "okta-verify", means }],
    }
}

pub(crate) fn ada() -> User {
    let mut user = User::new("u1", "ada@example.com", UserStatus::Active);
    user.emails = vec!["ada@example.com".to_owned()];
    user
}

/// What is known of Ada, had she these factors, where everything can be done.
pub(crate) fn facts(factors: Vec<Factor>) -> Facts {
    Facts {
        profile: profile(&[Operation::Remove, Operation::Reset, Operation::Roles]),
        user: ada(),
        factors,
        devices: Vec::new(),
        listing: Listing::Shown,
        roles: Known::NotAsked,
        groups: Known::NotAsked,
        read_at: now(),
    }
}

/// The same, where factors can only be removed one by one.
pub(crate) fn facts_without_reset(factors: Vec<Factor>) -> Facts {
    Facts { profile: profile(&[Operation::Remove]), ..facts(factors) }
}

/// What is known of Ada where nobody's factors are listed, and this is told with the person.
pub(crate) fn coarse(has_factors: Option<bool>) -> Facts {
    let mut facts = Facts { listing: Listing::NotOffered, profile: profile(&[Operation::Reset]), ..facts(Vec::new()) };
    facts.user.has_factors = has_factors;
    facts.profile.capabilities.returning.clear();
    facts
}

pub(crate) fn mandate() -> Mandate {
    Mandate::of(Operator { id: "olga".to_owned(), via: Via::Os, on_behalf_of: None, host: None })
}

pub(crate) fn directory() -> MockMfaDirectory {
    let mut directory = MockMfaDirectory::new();
    directory.expect_profile().return_const(profile(&[Operation::Remove, Operation::Reset, Operation::Roles]));
    directory
}
