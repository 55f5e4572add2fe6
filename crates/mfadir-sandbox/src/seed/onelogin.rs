//! The company as OneLogin has it. Users and devices are numbers, devices of seven digits; nobody is ever
//! deactivated, only suspended.

use jiff::Timestamp;
use mfadir_core::{FactorType, Kind, UserStatus};
use mfadir_memory::{Family, HeldRole, Ids, Masked, Rules};

use super::{
    side::{Rank, Side},
    stored,
};
use crate::{
    credential::{CredentialName, Key, Keys, hex},
    persist::StoredTenant,
};

const FIRST_ID: u64 = 6_120_000;

const SIDE: Side = Side {
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
    rules,
    key: None,
};

/// Whoever is called keys a number in.
fn rules() -> Rules {
    Rules { keyed_in: [Kind::Voice].into(), ..Rules::default() }
}

/// The tenant, with so many numbered people beside the named ones.
pub(crate) fn company(people: usize, now: Timestamp) -> StoredTenant {
    stored(&SIDE, people, now, |_| client_pairs())
}

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

/// Client ids and secrets of 64 hexadecimal digits each, one pair for each scope.
fn client_pairs() -> Keys {
    let pair = |name| Key { name, id: Some(hex(64)), secret: Masked::new(hex(64)), owner: None, reach: None };
    let names = [CredentialName::Client, CredentialName::ManageUsersClient, CredentialName::ReadUsersClient];
    Keys::of(names.map(pair).to_vec())
}
