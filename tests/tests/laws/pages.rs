//! Pages hold the same people, however long they are.

use mfadir_conformance::Subject;
use mfadir_core::{MfaDirectory, PageRequest, UserQuery};
use mfadir_tests::{MemorySubject, OKTA, ONELOGIN_V1, ONELOGIN_V2, SandboxSubject, Setting, block_on};
use proptest::prelude::*;

async fn logins(directory: &dyn MfaDirectory, limits: &[u32]) -> Vec<String> {
    let mut limits = limits.iter().copied().cycle();
    let mut request = PageRequest { limit: limits.next(), cursor: None };
    let mut logins = Vec::new();
    loop {
        let page = directory.users(&UserQuery::All, &request).await.expect("nothing is injected");
        logins.extend(page.items.into_iter().map(|user| user.login));
        match page.next {
            Some(cursor) => request = PageRequest { limit: limits.next(), cursor: Some(cursor) },
            None => return logins,
        }
    }
}

/// Whatever the lengths of the pages, they hold the same people in the same order.
async fn pages_of_any_length(subject: &dyn Subject, limit: u32) -> Result<(), TestCaseError> {
    let directory = subject.directory();
    prop_assert_eq!(logins(&*directory, &[limit]).await, logins(&*directory, &[200]).await);
    Ok(())
}

macro_rules! law {
    ($subject:ident, $cases:literal, $fresh:expr) => {
        mod $subject {
            use super::*;

            proptest! {
                #![proptest_config(ProptestConfig { cases: $cases, failure_persistence: None, ..Default::default() })]

                #[test]
                fn pages_of_any_length_hold_the_same_people(limit in 1_u32..40) {
                    block_on(async { pages_of_any_length(&$fresh, limit).await })?;
                }
            }
        }
    };
}

law!(memory, 128, MemorySubject::new(Setting::Stacked));
law!(okta, 24, SandboxSubject::new(&OKTA, Setting::Stacked).await);
law!(onelogin_v1, 24, SandboxSubject::new(&ONELOGIN_V1, Setting::Stacked).await);
law!(onelogin_v2, 24, SandboxSubject::new(&ONELOGIN_V2, Setting::Stacked).await);
