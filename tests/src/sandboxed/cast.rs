//! The sandbox's company: who is the same at every provider.

use mfadir_conformance::{Cast, Membership, Person, SharedEmail};

/// A person of the company with these factors, divided by spaces.
pub(crate) fn person(name: &str, factors: &str) -> Person {
    let factors: Vec<_> = factors.split_whitespace().collect();
    Person::new(&format!("{name}@example.com"), &factors)
}

/// The cast that every provider has, with the two whose factors tell providers apart.
pub(crate) fn common(ada: Person, bob: Person) -> Cast {
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
