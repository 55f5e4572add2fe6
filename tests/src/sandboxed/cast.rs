//! The sandbox's company, as each backend shows it.

use mfadir_conformance::{Cast, Membership, Person, SharedEmail};

use super::Provider;

/// The people whom the checks need.
pub(super) fn of(provider: Provider) -> Cast {
    match provider {
        Provider::Okta | Provider::OktaService => okta(),
        Provider::OneLoginV1 => Cast { pending: Some(person("mia", "sms@onelogin totp@google")), ..onelogin() },
        Provider::OneLoginV2 => onelogin(),
    }
}

fn person(name: &str, factors: &str) -> Person {
    let factors: Vec<_> = factors.split_whitespace().collect();
    Person::new(&format!("{name}@example.com"), &factors)
}

fn okta() -> Cast {
    let ada = person("ada", "push@okta totp@okta device-key@okta sms@okta totp@google");
    Cast {
        family: Some(ada.clone()),
        administrator: Some(person("eve", "push@okta totp@okta device-key@okta webauthn@fido")),
        deactivated: Some(person("frank", "")),
        locked: Some(person("ivan", "push@okta totp@okta sms@okta")),
        odd: vec![person("grace+lab", "push@okta totp@okta sms@okta"), person("heidi/ops", "totp@google sms@okta")],
        unknown_kind: Some(person("judy", "push@okta retina@acme")),
        two_phones: Some(person("leo", "sms@okta sms@okta")),
        pending: Some(person("mia", "push@okta sms@okta")),
        others: vec![
            person("dan", "totp@okta"),
            person("kai", "push@okta totp@okta"),
            person("nina", "push@okta totp@okta"),
            person(
                "oscar",
                "push@okta totp@okta device-key@okta totp@google hotp@custom sms@okta voice@okta email@okta \
                 security-question@okta webauthn@fido u2f@fido yubikey-otp@yubico otp-token@rsa otp-token@symantec \
                 external@duo external@custom",
            ),
        ],
        ..common(ada, person("bob", "sms@okta"))
    }
}

fn onelogin() -> Cast {
    let ada = person("ada", "push@onelogin totp@google sms@onelogin");
    Cast {
        locked: Some(person("ivan", "push@onelogin sms@onelogin")),
        odd: vec![person("grace+lab", "push@onelogin sms@onelogin"), person("heidi/ops", "totp@google sms@onelogin")],
        unknown_kind: Some(person("judy", "push@onelogin Retina")),
        two_phones: Some(person("leo", "sms@onelogin sms@onelogin")),
        others: vec![person("dan", "totp@google"), person("nina", "push@onelogin")],
        ..common(ada, person("bob", "sms@onelogin"))
    }
}

fn common(ada: Person, bob: Person) -> Cast {
    let logins = |names: &[&str]| names.iter().map(|name| format!("{name}@example.com")).collect();
    Cast {
        shared_email: Some(SharedEmail {
            address: "frontdesk@example.com".to_owned(),
            logins: logins(&["kai", "kim"]),
        }),
        membership: Some(Membership {
            group: "Administrators".to_owned(),
            logins: logins(&["eve", "admin", "auditor", "rita"]),
        }),
        ..Cast::new(ada, bob, person("carol", ""))
    }
}
