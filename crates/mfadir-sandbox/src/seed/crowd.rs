//! The numbered people, for whatever is done in bulk.

const DEPARTMENTS: [&str; 3] = ["Engineering", "Sales", "Support"];

/// The factors that numbered people have, in turns, at Okta and at OneLogin.
const SETS: [[&str; 2]; 8] = [
    ["push@okta* totp@okta", "push@onelogin*"],
    ["push@okta* totp@okta device-key@okta", "push@onelogin* totp@google"],
    ["sms@okta*", "sms@onelogin*"],
    ["totp@google*", "totp@google*"],
    ["push@okta* totp@okta sms@okta", "push@onelogin* sms@onelogin"],
    ["", ""],
    ["webauthn@fido* push@okta totp@okta", "push@onelogin* yubikey-otp@yubico"],
    ["sms@okta* voice@okta", "sms@onelogin* voice@onelogin"],
];

/// One of the crowd.
pub(super) struct Face {
    /// `personNNNN@example.com`
    pub(super) login: String,
    /// The number in four digits, for a last name.
    pub(super) number: String,
    pub(super) department: &'static str,
    pub(super) factors: [&'static str; 2],
}

/// So many people, numbered from 1.
pub(super) fn crowd(people: usize) -> impl Iterator<Item = Face> {
    (1..=people).map(|number| Face {
        login: format!("person{number:04}@example.com"),
        number: format!("{number:04}"),
        department: DEPARTMENTS[number % DEPARTMENTS.len()],
        factors: SETS[number % SETS.len()],
    })
}
