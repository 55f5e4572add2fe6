//! A person with a family of factors, for the tests of what is shown.

use jiff::Timestamp;
use mfadir_core::{
    Bucket, Capabilities, Destination, Factor, FactorStatus, Operation, Operator, Profile, ReturnTime, Returning, User,
    UserStatus, Via,
};
use mfadir_ops::{Facts, Guard, Known, Listing, Mandate, Plan, RemoveRequest, plan_remove};

fn now() -> Timestamp {
    "2026-03-01T09:00:00Z".parse().expect("a timestamp")
}

pub(super) fn factor(id: &str, is: &str) -> Factor {
    let is = is.parse().expect("every text is a factor type");
    let mut factor = Factor::new(id, is, FactorStatus::Active);
    factor.last_verified = Some(now());
    factor
}

fn factors() -> Vec<Factor> {
    let mut push = factor("p1", "push@okta");
    push.label = Some("Ada\u{1b}[2J's phone".to_owned());
    push.removal_takes = vec!["t1".into()];
    let mut sms = factor("s1", "sms@okta");
    sms.destination = Some(Destination::new("+15555550123"));
    vec![push, factor("t1", "totp@okta"), sms]
}

/// What is known of Ada.
pub(super) fn facts() -> Facts {
    let mut capabilities = Capabilities::of([(Operation::Remove, Bucket::new("all"))]);
    let factor = "totp@okta".parse().expect("every text is a factor type");
    capabilities.returning = vec![Returning { factor, when: ReturnTime::NextEnrollment }];
    let mut user = User::new("u1", "ada@example.com", UserStatus::Active);
    user.name = Some("Ada Lind".to_owned());
    Facts {
        profile: Profile {
            provider: "okta".into(),
            tenant: "acme".into(),
            capabilities,
            budget_share: 1.0,
            aliases: Vec::new(),
        },
        user,
        factors: factors(),
        devices: Vec::new(),
        listing: Listing::Shown,
        roles: Known::NotAsked,
        groups: Known::NotAsked,
        read_at: now(),
    }
}

/// What is known of Ada where nobody's factors are listed, and this is told with the person.
pub(super) fn coarse(has_factors: Option<bool>) -> Facts {
    let mut facts = Facts { listing: Listing::NotOffered, factors: Vec::new(), ..facts() };
    facts.user.has_factors = has_factors;
    facts.profile.capabilities = Capabilities::of([(Operation::Reset, Bucket::new("all"))]);
    facts
}

/// The plan to remove `remove` and to keep `keep`.
pub(super) fn plan(remove: &str, keep: &str) -> Plan {
    let operator = Operator { id: "olga".to_owned(), via: Via::Os, on_behalf_of: None, host: Some("desk".to_owned()) };
    let selector = |text: &str| vec![text.parse().expect("every text is a selector")];
    let request = RemoveRequest { remove: selector(remove), keep: selector(keep), ..RemoveRequest::default() };
    let mandate = Mandate::of(operator).because(Some("asked".to_owned()), Some("INC-7".to_owned()));
    plan_remove(&facts(), &request, &mandate, &Guard::default()).expect("a plan")
}
