//! What the backend declares.

use mfadir_core::{Bucket, Capabilities, FactorType, Kind, Operation, Profile, TenantName};

use crate::config::Config;

/// The provider's name in the configuration.
pub const NAME: &str = "privacyidea";

/// The provider's name as people write it.
pub const TITLE: &str = "privacyIDEA";

/// The one rate bucket: the server itself counts no requests.
pub(crate) const SERVER: Bucket = Bucket::new("server");

/// Nothing is counted, so nothing need be left to others.
const BUDGET_SHARE: f64 = 1.0;

const OPERATIONS: &[Operation] = &[
    Operation::User,
    Operation::Users,
    Operation::Factors,
    Operation::Factor,
    Operation::Inventory,
    Operation::Questions,
    Operation::Enroll,
    Operation::PollEnrollment,
    Operation::Activate,
    Operation::Challenge,
    Operation::Poll,
    Operation::Verify,
    Operation::Cancel,
    Operation::TemporaryCode,
    Operation::RevokeCode,
    Operation::Remove,
    Operation::Reset,
    Operation::Unlock,
    Operation::Events,
];

/// What it does not offer, and why.
const ABSENT: &[(Operation, &str)] = &[
    (Operation::Devices, "at privacyIDEA each device is a factor of its own"),
    (Operation::Groups, "privacyIDEA keeps no groups; a realm is made of resolvers"),
    (Operation::Roles, "privacyIDEA's administrators have accounts of their own, which are nobody's in a realm"),
    (Operation::AvailableFactors, "privacyIDEA tells what an administrator may enroll, and not what a person may"),
    (Operation::EndSessions, "privacyIDEA checks proofs; the sessions are those of the applications that ask it"),
    (Operation::Resend, "privacyIDEA sends the code of an enrollment once; enroll the factor again"),
];

/// What the API makes, where the server's policies allow it, and whose.
const ENROLLABLE: &[(Kind, Option<&str>)] = &[
    (Kind::Totp, None),
    (Kind::Hotp, None),
    (Kind::Sms, None),
    (Kind::Email, None),
    (Kind::Push, Some(NAME)),
    (Kind::Webauthn, None),
    (Kind::SecurityQuestion, None),
    (Kind::RecoveryCode, None),
    (Kind::TemporaryCode, None),
];

/// The server chooses the question that is to be answered.
const ASKED_FIRST: &[Kind] = &[Kind::SecurityQuestion];

/// What the backend offers for this tenant.
pub fn capabilities(_config: &Config) -> Capabilities {
    let operations = OPERATIONS.iter().copied().map(|operation| (operation, SERVER));
    Capabilities {
        absent: ABSENT.iter().copied().collect(),
        enrollable: enrollable(),
        asked_first: ASKED_FIRST.to_vec(),
        ..Capabilities::of(operations)
    }
}

/// What the API makes.
pub(crate) fn enrollable() -> Vec<FactorType> {
    let factor_type = |(kind, issuer): &(Kind, Option<&str>)| match issuer {
        Some(issuer) => FactorType::by(kind.clone(), issuer),
        None => FactorType::of(kind.clone()),
    };
    ENROLLABLE.iter().map(factor_type).collect()
}

pub(crate) fn profile(config: &Config, tenant: TenantName) -> Profile {
    Profile {
        provider: NAME.into(),
        tenant,
        capabilities: capabilities(config),
        budget_share: BUDGET_SHARE,
        aliases: Vec::new(),
    }
}
