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

const OPERATIONS: &[Operation] = &[
    Operation::User,
    Operation::Users,
    Operation::Factors,
    Operation::Factor,
    Operation::Groups,
    Operation::AvailableFactors,
    Operation::Remove,
    Operation::Unlock,
    Operation::EndSessions,
];

/// Kinds that a user may have and that neither version lists.
const UNSEEN: &[Kind] = &[Kind::Webauthn, Kind::Certificate, Kind::External, Kind::OtpToken, Kind::SecurityQuestion];

/// What the backend offers for this tenant.
pub fn capabilities(config: &Config) -> Capabilities {
    let operations = OPERATIONS.iter().map(|operation| (*operation, ACCOUNT));
    Capabilities { unseen: unseen(config.api), ..Capabilities::of(operations) }
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
