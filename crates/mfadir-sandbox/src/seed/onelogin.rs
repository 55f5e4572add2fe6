//! The company as OneLogin has it. Users and devices are numbers, devices of seven digits; nobody is ever
//! deactivated, only suspended.

use mfadir_core::{FactorType, UserStatus};
use mfadir_memory::{Family, HeldRole, Ids, Rules};

use super::side::{Rank, Side};

const FIRST_ID: u64 = 6_120_000;

pub(super) const SIDE: Side = Side {
    ids: || Ids::digits(FIRST_ID),
    factors: |[_, onelogin]| onelogin,
    family: no_family,
    role,
    left: UserStatus::Suspended,
    offers: &[
        ("push@onelogin", "OneLogin Protect"),
        ("totp@google", "Authenticator"),
        ("sms@onelogin", "Text message"),
        ("voice@onelogin", "Phone call"),
        ("email@onelogin", "Email code"),
    ],
    not_by_api: &[],
    rules: Rules::default,
    key: None,
};

/// Every device stands for itself.
fn no_family(_: &FactorType) -> Option<Family> {
    None
}

fn role(rank: Rank) -> Option<HeldRole> {
    let name = match rank {
        Rank::Nobody => return None,
        Rank::Super => "Super user",
        Rank::HelpDesk => "Help desk",
        Rank::ReadOnly => "Read only",
    };
    Some(HeldRole { name: name.into(), label: name.into(), administrator: true })
}
