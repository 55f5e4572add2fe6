//! The company as Okta has it. Prefixes and role words are those of docs/providers/okta.md.

use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use mfadir_core::{Kind, UserStatus};
use mfadir_memory::{HeldRole, Ids, Limit, Masked, Rules, World};

use super::{
    cast,
    side::{Rank, Side},
    stored,
};
use crate::{
    app::App,
    credential::{CredentialName, Key, Keys, base64url, letters},
    okta::{OKTA_VERIFY, family},
    persist::StoredTenant,
};

const ID_LENGTH: usize = 20;
const CELL: &str = "5d7";

const PREFIXES: &[(&str, &str)] = &[
    ("user", "00u"),
    ("group", "00g"),
    ("event", "evt"),
    ("device", "pfd"),
    ("yubikey", "ykk"),
    ("challenge", "v2mst."),
    ("temporary-code", "tac"),
    ("pending sms@okta", "mbl"),
    ("pending voice@okta", "mbl"),
    ("push@okta", "opf"),
    ("totp@okta", "ost"),
    ("totp@google", "uft"),
    ("hotp@custom", "chf"),
    ("sms@okta", "sms"),
    ("voice@okta", "clf"),
    ("email@okta", "emf"),
    ("security-question@okta", "ufs"),
    ("device-key@okta", "pfd"),
    ("webauthn@fido", "fwf"),
    ("u2f@fido", "fuf"),
    ("yubikey-otp@yubico", "ykf"),
    ("otp-token@rsa", "rsa"),
    ("otp-token@symantec", "ufv"),
    ("external@duo", "dsf"),
    ("external@custom", "sml"),
    ("retina@acme", "rtn"),
];

/// The scopes of the service application.
const GRANTED: [&str; 10] = [
    "okta.authenticators.manage",
    "okta.authenticators.read",
    "okta.groups.read",
    "okta.logs.read",
    "okta.policies.read",
    "okta.principalRateLimits.read",
    "okta.rateLimits.read",
    "okta.roles.read",
    "okta.users.manage",
    "okta.users.read",
];

const SIDE: Side = Side {
    ids,
    factors: |[okta, _]| okta,
    family,
    role,
    left: UserStatus::Deactivated,
    offers: &[
        ("push@okta", "Okta Verify Push"),
        ("totp@okta", "Okta Verify"),
        ("device-key@okta", "Okta FastPass"),
        ("totp@google", "Google Authenticator"),
        ("sms@okta", "SMS Authentication"),
        ("voice@okta", "Voice Call Authentication"),
        ("email@okta", "Email Authentication"),
        ("security-question@okta", "Security Question"),
        ("webauthn@fido", "Security Key or Biometric"),
        ("yubikey-otp@yubico", "YubiKey"),
        ("hotp@custom", "Example door badge"),
        ("u2f@fido", "U2F Security Key"),
        ("otp-token@rsa", "RSA SecurID"),
        ("otp-token@symantec", "Symantec VIP"),
        ("external@duo", "Duo Security"),
    ],
    not_by_api: &["device-key@okta"],
    rules,
    key: Some(("000031415926", "vvccccbnkrtd")),
};

/// The tenant, with so many numbered people beside the named ones.
pub(crate) fn company(people: usize, now: Timestamp) -> StoredTenant {
    stored(&SIDE, people, now, |world| Keys::with_app(api_tokens(world), application(now)))
}

/// Five wrong codes, or five messages sent again, in five minutes; 30 seconds between messages to a phone, 5 between
/// mails. An app's secret waits as long as nobody scans it.
fn rules() -> Rules {
    let (minutes, pause) = (Duration::from_mins(5), Duration::from_secs(30));
    let five = Limit { most: 5, within: minutes, locks: false };
    let [long, years] = [Duration::from_hours(1), Duration::from_hours(24 * 365)];
    Rules {
        lifetimes: [(Kind::Totp, years), (Kind::Hotp, years), (Kind::Webauthn, long), (Kind::U2f, long)].into(),
        pauses: [(Kind::Sms, pause), (Kind::Voice, pause), (Kind::Email, Duration::from_secs(5))].into(),
        resends: Some(five),
        activations: Some(five),
        verifications: Some(Limit { locks: true, ..five }),
        device_families: [OKTA_VERIFY.to_owned()].into(),
        one_phone: true,
        ..Rules::default()
    }
}

fn ids() -> Ids {
    let prefixes = PREFIXES.iter().map(|(sort, prefix)| ((*sort).to_owned(), (*prefix).to_owned()));
    Ids::letters(prefixes.collect::<BTreeMap<_, _>>(), CELL, ID_LENGTH)
}

fn role(rank: Rank) -> Option<HeldRole> {
    let (name, label) = match rank {
        Rank::Nobody => return None,
        Rank::Super => ("SUPER_ADMIN", "Super Administrator"),
        Rank::HelpDesk => ("HELP_DESK_ADMIN", "Help Desk Administrator"),
        Rank::ReadOnly => ("READ_ONLY_ADMIN", "Read-Only Administrator"),
    };
    Some(HeldRole { name: name.into(), label: label.into(), administrator: true })
}

/// The service application: 20 characters that begin with `0oa`, and what an administrator would grant it for our work.
fn application(now: Timestamp) -> App {
    App::new(format!("0oa{}5d7", letters(14)), now, GRANTED)
}

/// API tokens: 42 characters that begin with `00`, each with the rights of the person who made it.
fn api_tokens(world: &World) -> Vec<Key> {
    let token = |name, owner| Key {
        name,
        id: None,
        secret: Masked::new(format!("00{}", base64url(40))),
        owner: world.person_by_login(owner).ok().map(|person| person.id.clone()),
        reach: None,
    };
    let group = world.teams.iter().find(|team| team.name == cast::HELP_DESK_GROUP).map(|team| team.id.clone());
    vec![
        token(CredentialName::Token, cast::TOKEN_OWNER),
        token(CredentialName::ReadOnlyToken, cast::READ_ONLY_TOKEN_OWNER),
        Key { reach: group, ..token(CredentialName::HelpDeskToken, cast::HELP_DESK_TOKEN_OWNER) },
        token(CredentialName::SuperToken, cast::SUPER_TOKEN_OWNER),
    ]
}
