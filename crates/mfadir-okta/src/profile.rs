//! What the backend declares.

use mfadir_core::{
    Alias, Bucket, Capabilities, FactorType, Kind, Operation, Profile, ReturnTime, Returning, TenantName,
};

use crate::config::{Config, Engine};

/// The provider's name in the configuration.
pub const NAME: &str = "okta";

/// The provider's name as people write it.
pub const TITLE: &str = "Okta";

/// The rate buckets that matter here; each has its own allowance (docs/providers/okta.md, "Rate limits").
pub(crate) mod bucket {
    use mfadir_core::Bucket;

    /// Lists of and searches for users.
    pub(crate) const USERS: Bucket = Bucket::new("users");
    /// One user.
    pub(crate) const USER: Bucket = Bucket::new("user");
    /// Groups and their members.
    pub(crate) const GROUPS: Bucket = Bucket::new("groups");
    /// All the rest: factors, roles, life cycle.
    pub(crate) const REST: Bucket = Bucket::new("rest");
}

/// The share of a bucket that we use; the headers already tell of the token's own share alone.
const BUDGET_SHARE: f64 = 0.8;

const OPERATIONS: &[(Operation, Bucket)] = &[
    (Operation::User, bucket::USER),
    (Operation::Users, bucket::USERS),
    (Operation::Factors, bucket::REST),
    (Operation::Factor, bucket::REST),
    (Operation::Groups, bucket::GROUPS),
    (Operation::Roles, bucket::REST),
    (Operation::AvailableFactors, bucket::REST),
    (Operation::Remove, bucket::REST),
    (Operation::Reset, bucket::REST),
    (Operation::Unlock, bucket::REST),
    (Operation::EndSessions, bucket::REST),
];

/// What the backend offers for this tenant.
pub fn capabilities(config: &Config) -> Capabilities {
    Capabilities {
        enrollable: Vec::new(),
        unseen: vec![Kind::TemporaryCode],
        returning: returning(config.engine),
        ..Capabilities::of(OPERATIONS.iter().cloned())
    }
}

pub(crate) fn profile(config: &Config, tenant: TenantName) -> Profile {
    Profile {
        provider: NAME.into(),
        tenant,
        capabilities: capabilities(config),
        budget_share: BUDGET_SHARE,
        aliases: aliases(),
    }
}

fn returning(engine: Engine) -> Vec<Returning> {
    let at_once = [okta(Kind::Email), okta(Kind::SecurityQuestion)];
    let with_the_next = [okta(Kind::Totp)];
    match engine {
        Engine::Idx => {
            back(with_the_next, ReturnTime::NextEnrollment).chain(back(at_once, ReturnTime::AtOnce)).collect()
        }
        Engine::V1 => Vec::new(),
    }
}

fn back<const N: usize>(factors: [FactorType; N], when: ReturnTime) -> impl Iterator<Item = Returning> {
    factors.into_iter().map(move |factor| Returning { factor, when })
}

fn aliases() -> Vec<Alias> {
    let verify = vec![okta(Kind::Push), okta(Kind::DeviceKey), okta(Kind::Totp)];
    vec![
        Alias { word: "okta-verify", means: verify },
        Alias { word: "fastpass", means: vec![okta(Kind::DeviceKey)] },
        Alias { word: "google-authenticator", means: vec![FactorType::by(Kind::Totp, "google")] },
    ]
}

fn okta(kind: Kind) -> FactorType {
    FactorType::by(kind, NAME)
}
