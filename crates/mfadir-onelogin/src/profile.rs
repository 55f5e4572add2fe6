//! What the backend declares.

use mfadir_core::{Alias, Bucket, Capabilities, FactorType, Kind, Operation, Profile, TenantName};

use crate::config::{Api, Config};

/// The provider's name in the configuration.
pub const NAME: &str = "onelogin";

/// The provider's name as people write it.
pub const TITLE: &str = "OneLogin";

/// The one rate bucket: all credentials of an account share it (docs/providers/onelogin.md, "Rate limits").
pub(crate) const ACCOUNT: Bucket = Bucket::new("account");

/// The share of the bucket that we use: the account's other programs draw from the same one.
const BUDGET_SHARE: f64 = 0.5;

/// What both versions offer.
const OPERATIONS: &[Operation] = &[
    Operation::User,
    Operation::Users,
    Operation::Factors,
    Operation::Factor,
    Operation::Groups,
    Operation::AvailableFactors,
    Operation::Enroll,
    Operation::Activate,
    Operation::Challenge,
    Operation::Poll,
    Operation::Verify,
    Operation::Remove,
    Operation::TemporaryCode,
    Operation::Unlock,
    Operation::EndSessions,
    Operation::Events,
];

/// What neither version offers, and why.
const ABSENT: &[(Operation, &str)] = &[
    (Operation::Devices, "at OneLogin each device is a factor of its own"),
    (Operation::Roles, "OneLogin's API does not tell what a person may administer"),
    (Operation::Questions, "OneLogin's API does not show security questions"),
    (Operation::Inventory, "OneLogin lists factors for one user at a time"),
    (Operation::Cancel, "OneLogin takes no challenge back; it ends by itself"),
    (Operation::Reset, "OneLogin has no such act; devices are removed one by one"),
    (Operation::RevokeCode, "OneLogin takes no code back; it ends at its time"),
];

const V1_POLLS_NO_ENROLLMENT: &str = "version 1 of OneLogin's API enrolls phones alone, and their code completes it";
const V2_RESENDS_NOTHING: &str = "version 2 of OneLogin's API sends nothing again; enroll the factor once more";

/// Kinds that a user may have and that neither version lists.
const UNSEEN: &[Kind] = &[Kind::Webauthn, Kind::Certificate, Kind::External, Kind::OtpToken, Kind::SecurityQuestion];

/// What the backend offers for this tenant.
pub fn capabilities(config: &Config) -> Capabilities {
    let (own, missing, why) = match config.api {
        Api::V1 => (Operation::Resend, Operation::PollEnrollment, V1_POLLS_NO_ENROLLMENT),
        Api::V2 => (Operation::PollEnrollment, Operation::Resend, V2_RESENDS_NOTHING),
    };
    let operations = OPERATIONS.iter().copied().chain([own]).map(|operation| (operation, ACCOUNT));
    Capabilities {
        absent: ABSENT.iter().copied().chain([(missing, why)]).collect(),
        enrollable: enrollable(config.api),
        unseen: unseen(config.api),
        ..Capabilities::of(operations)
    }
}

/// What the API enrolls, where the account allows it.
pub(crate) fn enrollable(api: Api) -> Vec<FactorType> {
    let ours = |kind| FactorType::by(kind, NAME);
    let mut types = vec![ours(Kind::Sms), ours(Kind::Voice)];
    if api == Api::V2 {
        types.extend([ours(Kind::Email), ours(Kind::Push), FactorType::by(Kind::Totp, "google")]);
    }
    types
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

fn unseen(api: Api) -> Vec<Kind> {
    let mut kinds = UNSEEN.to_vec();
    if api == Api::V2 {
        kinds.push(Kind::YubikeyOtp);
    }
    kinds
}

fn aliases() -> Vec<Alias> {
    vec![
        Alias { word: "protect", means: vec![FactorType::by(Kind::Push, NAME)] },
        Alias { word: "google-authenticator", means: vec![FactorType::by(Kind::Totp, "google")] },
    ]
}
