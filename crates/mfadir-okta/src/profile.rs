//! What the backend declares.

use mfadir_core::{
    Alias, Bucket, Capabilities, FactorType, Kind, Operation, Profile, ReturnTime, Returning, TenantName,
};

use crate::{
    config::{Auth, Config, Engine},
    kinds::enrollable,
};

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
    /// The System Log.
    pub(crate) const LOGS: Bucket = Bucket::new("logs");
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
    (Operation::Questions, bucket::REST),
    (Operation::Enroll, bucket::REST),
    (Operation::PollEnrollment, bucket::REST),
    (Operation::Activate, bucket::REST),
    (Operation::Resend, bucket::REST),
    (Operation::Challenge, bucket::REST),
    (Operation::Poll, bucket::REST),
    (Operation::Verify, bucket::REST),
    (Operation::Cancel, bucket::REST),
    (Operation::Remove, bucket::REST),
    (Operation::Reset, bucket::REST),
    (Operation::Unlock, bucket::REST),
    (Operation::EndSessions, bucket::REST),
    (Operation::Events, bucket::LOGS),
];

/// What Identity Engine has and Classic Engine has not.
const ON_IDENTITY_ENGINE: &[(Operation, Bucket)] = &[
    (Operation::Devices, bucket::REST),
    (Operation::TemporaryCode, bucket::REST),
    (Operation::RevokeCode, bucket::REST),
];

/// What the backend offers for this tenant.
pub fn capabilities(config: &Config) -> Capabilities {
    let mut capabilities = with_api_token(config);
    if let Auth::ServiceApp(_) = config.auth {
        capabilities.operations.remove(&Operation::Questions);
        capabilities.absent.insert(Operation::Questions, "Okta lets only an API token read the security questions");
    }
    capabilities
}

fn with_api_token(config: &Config) -> Capabilities {
    let more = if config.engine == Engine::Idx { ON_IDENTITY_ENGINE } else { &[] };
    Capabilities {
        absent: absent(config.engine).collect(),
        enrollable: enrollable(),
        unseen: vec![Kind::TemporaryCode],
        returning: returning(config.engine),
        locked_unasked: true,
        ..Capabilities::of(OPERATIONS.iter().chain(more).cloned())
    }
}

fn absent(engine: Engine) -> impl Iterator<Item = (Operation, &'static str)> {
    let missing = if engine == Engine::V1 { ON_IDENTITY_ENGINE } else { &[] };
    let classic = missing.iter().map(|(operation, _)| (*operation, "Okta has it on Identity Engine alone"));
    classic.chain([(Operation::Inventory, "Okta tells the factors of one user at a time")])
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
