//! The people who are known by name, and what they are there for.

use super::side::Rank;

/// The person whose rights the full API token has.
pub(super) const TOKEN_OWNER: &str = "admin@example.com";
/// The person whose rights the read-only API token has.
pub(super) const READ_ONLY_TOKEN_OWNER: &str = "auditor@example.com";

/// The person whose rights the help desk's API token has.
pub(super) const HELP_DESK_TOKEN_OWNER: &str = "rita@example.com";
/// The group that the help desk's API token reaches.
pub(super) const HELP_DESK_GROUP: &str = "Support";
/// The person whose rights the second full API token has.
pub(super) const SUPER_TOKEN_OWNER: &str = "eve@example.com";

/// The group that everybody is in.
pub(super) const EVERYONE: &str = "Everyone";
/// All groups, with what they are for.
pub(super) const TEAMS: &[(&str, &str)] = &[
    (EVERYONE, "All people of the company"),
    ("Administrators", "People with a role in this tenant"),
    ("Engineering", "Builds it"),
    ("Sales", "Sells it"),
    ("Support", "Explains it"),
];

/// Somebody as the seed knows them.
pub(super) struct Member {
    /// Login, and mail address unless another one is given.
    pub(super) login: &'static str,
    /// First and last name.
    pub(super) name: [&'static str; 2],
    /// The mail address, where it is not the login.
    pub(super) email: Option<&'static str>,
    /// The department, which is also a group.
    pub(super) department: &'static str,
    /// The state of the account, in its word.
    pub(super) status: &'static str,
    /// The role in the administration.
    pub(super) rank: Rank,
    /// The factors at Okta and at OneLogin, as words: `kind@issuer` with marks behind it. `*` is the default, `?` is
    /// pending, `!` is hidden by policy, `~` comes back by itself, `-` has not been used for long.
    pub(super) factors: [&'static str; 2],
}

const fn member(
    login: &'static str,
    name: [&'static str; 2],
    department: &'static str,
    factors: [&'static str; 2],
) -> Member {
    Member { login, name, email: None, department, status: "active", rank: Rank::Nobody, factors }
}

/// Everybody who has a name.
pub(super) const CAST: &[Member] = &[
    // Several factors, one of which shares its type with another company's.
    member(
        "ada@example.com",
        ["Ada", "Lind"],
        "Engineering",
        ["push@okta* totp@okta device-key@okta sms@okta totp@google", "push@onelogin* totp@google sms@onelogin"],
    ),
    // One weak factor and nothing else.
    member("bob@example.com", ["Bob", "Moreau"], "Sales", ["sms@okta*", "sms@onelogin*"]),
    // Nothing at all.
    member("carol@example.com", ["Carol", "Ito"], "Sales", ["", ""]),
    // The code without the push.
    member("dan@example.com", ["Dan", "Okafor"], "Engineering", ["totp@okta*", "totp@google*"]),
    Member {
        rank: Rank::Super,
        ..member(
            SUPER_TOKEN_OWNER,
            ["Eve", "Novak"],
            "Administrators",
            ["push@okta* totp@okta device-key@okta webauthn@fido", "push@onelogin* totp@google"],
        )
    },
    Member {
        status: "deactivated",
        ..member(
            "frank@example.com",
            ["Frank", "Weiss"],
            "Sales",
            ["push@okta* totp@okta sms@okta", "push@onelogin* sms@onelogin"],
        )
    },
    // Logins that a careless client spoils on the way.
    member(
        "grace+lab@example.com",
        ["Grace", "Byrne"],
        "Engineering",
        ["push@okta* totp@okta sms@okta", "push@onelogin* sms@onelogin"],
    ),
    member(
        "heidi/ops@example.com",
        ["Heidi", "Sato"],
        "Engineering",
        ["totp@google* sms@okta", "totp@google* sms@onelogin"],
    ),
    Member {
        status: "locked",
        ..member(
            "ivan@example.com",
            ["Ivan", "Petit"],
            "Support",
            ["push@okta* totp@okta sms@okta", "push@onelogin* sms@onelogin"],
        )
    },
    // A factor type that nobody knows.
    member("judy@example.com", ["Judy", "Stone"], "Support", ["push@okta* retina@acme", "push@onelogin* Retina"]),
    // Two people who share a mail address; the first has Okta Verify on two devices.
    Member {
        email: Some("frontdesk@example.com"),
        ..member("kai@example.com", ["Kai", "Berg"], "Support", ["push@okta* totp@okta", "push@onelogin*"])
    },
    Member {
        email: Some("frontdesk@example.com"),
        ..member("kim@example.com", ["Kim", "Berg"], "Support", ["sms@okta*", "sms@onelogin*"])
    },
    // Two phones, one of them hardly used.
    member("leo@example.com", ["Leo", "Adler"], "Sales", ["sms@okta* sms@okta-", "sms@onelogin* sms@onelogin-"]),
    // One factor that was never activated.
    member("mia@example.com", ["Mia", "Costa"], "Sales", ["push@okta? sms@okta*", "totp@google? sms@onelogin*"]),
    // One factor that the policy keeps out of every list.
    member(
        "nina@example.com",
        ["Nina", "Falk"],
        "Engineering",
        ["push@okta* totp@okta yubikey-otp@yubico!", "push@onelogin*"],
    ),
    // Every kind that there is.
    member(
        "oscar@example.com",
        ["Oscar", "Reyes"],
        "Engineering",
        [
            "push@okta* totp@okta device-key@okta totp@google hotp@custom sms@okta voice@okta email@okta~ \
         security-question@okta~ webauthn@fido u2f@fido yubikey-otp@yubico otp-token@rsa otp-token@symantec \
         external@duo external@custom",
            "push@onelogin* totp@google sms@onelogin voice@onelogin email@onelogin yubikey-otp@yubico external@duo \
         otp-token@rsa otp-token@symantec",
        ],
    ),
    Member {
        status: "password-expired",
        ..member("peggy@example.com", ["Peggy", "Lane"], "Support", ["push@okta* totp@okta", "push@onelogin*"])
    },
    Member { status: "staged", ..member("quinn@example.com", ["Quinn", "Ames"], "Sales", ["", ""]) },
    // The people behind the credentials, and one who would use this in earnest.
    Member {
        rank: Rank::Super,
        ..member(
            TOKEN_OWNER,
            ["Alex", "Admin"],
            "Administrators",
            ["push@okta* totp@okta webauthn@fido", "push@onelogin*"],
        )
    },
    Member {
        rank: Rank::ReadOnly,
        ..member(
            READ_ONLY_TOKEN_OWNER,
            ["Aubrey", "Auditor"],
            "Administrators",
            ["push@okta* totp@okta", "push@onelogin*"],
        )
    },
    Member {
        rank: Rank::HelpDesk,
        ..member(HELP_DESK_TOKEN_OWNER, ["Rita", "Holm"], "Support", ["push@okta* totp@okta", "push@onelogin*"])
    },
];
