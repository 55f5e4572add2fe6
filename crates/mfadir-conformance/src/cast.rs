//! The people whom the checks need.

use std::collections::BTreeSet;

use mfadir_core::FactorType;

use crate::able::{Able, Cannot};

/// A person of the tenant, as they are before the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What they sign in with.
    pub login: String,
    /// The factors that the directory can show, in any order.
    pub factors: Vec<FactorType>,
}

impl Person {
    /// A person with these factors, each written `kind@issuer`.
    pub fn new(login: &str, factors: &[&str]) -> Self {
        let factors = factors.iter().map(|text| text.parse().unwrap_or_else(|never| match never {})).collect();
        Self { login: login.to_owned(), factors }
    }
}

/// An address that several people have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedEmail {
    /// The address.
    pub address: String,
    /// The logins of all who have it.
    pub logins: Vec<String>,
}

/// A group and everybody in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The group's name.
    pub group: String,
    /// The logins of all members.
    pub logins: Vec<String>,
}

/// The people of a subject. Who is missing is `None`, and the checks about them are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Has several factors.
    pub several: Person,
    /// Has exactly one factor.
    pub one: Person,
    /// Has no factor.
    pub none: Person,
    /// Has a factor whose removal takes others.
    pub family: Option<Person>,
    /// Has a role in the tenant's administration.
    pub administrator: Option<Person>,
    /// Has left.
    pub deactivated: Option<Person>,
    /// Is locked out by the provider.
    pub locked: Option<Person>,
    /// Have logins that are hard on addresses: with `/`, `+` and the like.
    pub odd: Vec<Person>,
    /// Has a factor of a type that the backend does not know.
    pub unknown_kind: Option<Person>,
    /// Has two phones of the same kind.
    pub two_phones: Option<Person>,
    /// Has an enrollment that is not completed, which the directory shows.
    pub pending: Option<Person>,
    /// More people whose factors are worth looking at.
    pub others: Vec<Person>,
    /// An address of two people.
    pub shared_email: Option<SharedEmail>,
    /// A group with members.
    pub membership: Option<Membership>,
}

impl Cast {
    /// A cast of the three people whom every tenant can have.
    pub fn new(several: Person, one: Person, none: Person) -> Self {
        Self {
            several,
            one,
            none,
            family: None,
            administrator: None,
            deactivated: None,
            locked: None,
            odd: Vec::new(),
            unknown_kind: None,
            two_phones: None,
            pending: None,
            others: Vec::new(),
            shared_email: None,
            membership: None,
        }
    }

    /// Everybody whose factors the directory can list: once each, whatever parts they have.
    pub fn everybody(&self) -> impl Iterator<Item = &Person> {
        let always = [&self.several, &self.one, &self.none];
        let some = [&self.family, &self.administrator, &self.locked, &self.unknown_kind, &self.two_phones];
        let pending = self.pending.as_ref();
        let all = always.into_iter().chain(some.into_iter().flatten()).chain(pending).chain(&self.odd);
        let mut seen = BTreeSet::new();
        all.chain(&self.others).filter(move |person| seen.insert(person.login.as_str()))
    }
}

/// The person, or why the check must be ignored.
pub(crate) fn cast_as<'a, T>(part: Option<&'a T>, description: &str) -> Able<&'a T> {
    part.ok_or_else(|| Cannot::because(format!("nobody in the tenant {description}")))
}
