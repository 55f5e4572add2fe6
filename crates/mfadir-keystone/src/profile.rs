//! What the backend declares.

use mfadir_core::{Bucket, Capabilities, FactorType, Kind, Operation, Profile, TenantName};

use crate::config::Config;

/// The provider's name in the configuration.
pub const NAME: &str = "keystone";

/// The provider's name as people write it.
pub const TITLE: &str = "Keystone";

/// The one rate bucket: the server counts no requests.
pub(crate) const SERVER: Bucket = Bucket::new("server");

/// All of it, since nothing is counted.
const BUDGET_SHARE: f64 = 1.0;

const OPERATIONS: &[Operation] =
    &[Operation::User, Operation::Users, Operation::Factors, Operation::Factor, Operation::Enroll, Operation::Remove];

/// What is not offered, and why, as a person should read it.
const ABSENT: &[(Operation, &str)] = &[
    (Operation::Devices, "a Keystone credential belongs to one device"),
    (Operation::Groups, NOT_YET),
    (Operation::Roles, NOT_YET),
    (Operation::AvailableFactors, "Keystone has one kind of factor, for everybody"),
    (Operation::Questions, "Keystone asks no security questions"),
    (Operation::Inventory, "Keystone lists credentials of all domains together, with their secrets"),
    (Operation::PollEnrollment, AT_ONCE),
    (Operation::Activate, AT_ONCE),
    (Operation::Resend, "Keystone sends nothing"),
    (Operation::Challenge, "Keystone sends nothing: codes come from an app"),
    (Operation::Poll, "Keystone sends nothing that could be answered"),
    (Operation::Verify, "Keystone takes a code only as part of the user's own sign-in"),
    (Operation::Cancel, "Keystone has no challenges"),
    (Operation::Reset, "Keystone deletes one credential at a time"),
    (Operation::TemporaryCode, NO_CODES),
    (Operation::RevokeCode, NO_CODES),
    (Operation::Unlock, "Keystone lifts a lock by itself after a time, or with a new password"),
    (Operation::EndSessions, "Keystone revokes single tokens, and all of a user only by switching the user off"),
    (Operation::Events, "Keystone sends its events to a message queue and keeps none"),
];

const NOT_YET: &str = "the backend does not offer it yet";
const AT_ONCE: &str = "a Keystone credential is good as soon as it is made";
const NO_CODES: &str = "Keystone has no temporary codes";

/// What the backend offers. No setting changes it.
pub fn capabilities(_config: &Config) -> Capabilities {
    let operations = OPERATIONS.iter().copied().map(|operation| (operation, SERVER));
    Capabilities {
        absent: ABSENT.iter().copied().collect(),
        enrollable: vec![FactorType::of(Kind::Totp)],
        ..Capabilities::of(operations)
    }
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
