//! The people of the realms, as `xtask/src/real/privacyidea/people.py` makes them.

use mfadir_conformance::{Cast, Person, SharedEmail};

/// The people whom the checks need. Oscar has one of every type, and some of them in other states than active.
pub(super) fn cast() -> Cast {
    let ada = person("ada", "totp sms sms hotp email");
    let oscar = person(
        "oscar",
        "totp hotp sms email temporary-code recovery-code security-question temporary-code spass daypassword \
         yubikey-otp@yubico push@privacyidea",
    );
    Cast {
        locked: Some(person("lena", "totp")),
        odd: vec![person("ines@example.com", "totp"), person("o'hara/lab+?#%x", "totp sms")],
        unknown_kind: Some(oscar.clone()),
        two_phones: Some(ada.clone()),
        pending: Some(oscar),
        others: vec![person("pat", "push@privacyidea")],
        shared_email: Some(SharedEmail {
            address: "frontdesk@example.com".to_owned(),
            logins: vec!["kai".to_owned(), "kim".to_owned()],
        }),
        ..Cast::new(ada, person("bob", "sms"), person("carol", ""))
    }
}

fn person(login: &str, factors: &str) -> Person {
    let factors: Vec<_> = factors.split_whitespace().collect();
    Person::new(login, &factors)
}
