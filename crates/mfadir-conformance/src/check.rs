//! The checks, and how one is run.

mod account;
mod challenge;
mod code;
mod credential;
mod device;
mod enroll;
mod error;
mod event;
mod fault;
mod group;
mod honesty;
mod list;
mod lookup;
mod offer;
mod page;
mod query;
mod remove;
mod request;
mod reset;
mod stranger;
mod told;

use std::fmt;

use futures_util::future::BoxFuture;
use mfadir_core::Operation;

use crate::{
    outcome::{Outcome, Verdict},
    subject::Subject,
};

/// One rule, and how it is tried.
#[derive(Clone, Copy)]
pub struct Check {
    /// The name, in kebab-case; it stays the same as long as the rule does.
    pub name: &'static str,
    /// The rule in one sentence.
    pub rule: &'static str,
    /// The operations without which the check makes no sense.
    pub needs: &'static [Operation],
    body: Body,
}

type Body = for<'a> fn(&'a dyn Subject) -> BoxFuture<'a, Verdict>;

impl Check {
    const fn new(name: &'static str, rule: &'static str, needs: &'static [Operation], body: Body) -> Self {
        Self { name, rule, needs, body }
    }

    /// Tries the rule on a subject that nothing was done to yet.
    pub async fn run(&self, subject: &dyn Subject) -> Outcome {
        match self.undeclared(subject) {
            Some(operation) => Outcome::Ignored(format!("{operation} is not declared")),
            None => (self.body)(subject).await.into(),
        }
    }

    fn undeclared(&self, subject: &dyn Subject) -> Option<Operation> {
        let directory = subject.directory();
        let offered = &directory.profile().capabilities;
        self.needs.iter().copied().find(|operation| !offered.offers(*operation))
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Every check, one list a subject matter.
pub const ALL: &[&[Check]] = &[
    honesty::CHECKS,
    lookup::CHECKS,
    stranger::CHECKS,
    query::CHECKS,
    page::CHECKS,
    list::CHECKS,
    offer::CHECKS,
    group::CHECKS,
    remove::CHECKS,
    reset::CHECKS,
    told::CHECKS,
    account::CHECKS,
    request::CHECKS,
    credential::CHECKS,
    device::CHECKS,
    error::CHECKS,
    fault::CHECKS,
    enroll::CHECKS,
    challenge::CHECKS,
    code::CHECKS,
    event::CHECKS,
];

/// The check of that name.
pub fn named(name: &str) -> Option<&'static Check> {
    ALL.iter().copied().flatten().find(|check| check.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ALL;

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let mut seen = BTreeSet::new();
        for check in ALL.iter().copied().flatten() {
            assert!(seen.insert(check.name), "{} stands twice", check.name);
            assert!(check.name.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()), "{}", check.name);
        }
    }

    #[test]
    fn a_rule_is_a_sentence() {
        for check in ALL.iter().copied().flatten() {
            assert!(check.rule.ends_with('.') && check.rule.len() > 20, "{}: {}", check.name, check.rule);
        }
    }
}
