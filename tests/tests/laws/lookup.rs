//! A lookup finds whom was asked for or nobody, and odd ids touch nobody.

use std::collections::BTreeSet;

use mfadir_conformance::Subject;
use mfadir_core::{
    Done, Error, ErrorKind, FactorId, MfaDirectory, PageRequest, RemoveOptions, Result, UserId, UserQuery, UserRef,
};
use mfadir_tests::{MemorySubject, OKTA, ONELOGIN_V1, ONELOGIN_V2, SandboxSubject, Setting, block_on};
use proptest::{collection::vec, prelude::*, sample::select};

/// Texts that a careless client would put where they mean something, beside any text at all.
fn spellings() -> impl Strategy<Value = String> {
    let known =
        select(&["ada@example.com", "BOB@example.com", "heidi/ops@example.com", "me", "nobody@example.com"][..]);
    let mark =
        select(&["", "*", "/", "..", "?", "#", "%2f", "%", " ", "!", "\"", "\\", "&", ";", "\u{0}", "\u{130}"][..]);
    let spiced = (mark.clone(), known, mark).prop_map(|(before, known, after)| format!("{before}{known}{after}"));
    prop_oneof![spiced, "\\PC{0,12}", "[*!./?#%& ]{0,6}"]
}

async fn ids(directory: &dyn MfaDirectory, user: &UserId) -> BTreeSet<FactorId> {
    let factors = directory.factors(user).await.expect("nothing is injected while looking");
    factors.into_iter().map(|factor| factor.id).collect()
}

async fn find(directory: &dyn MfaDirectory, login: &str) -> UserId {
    directory.user(&UserRef::Login(login.to_owned())).await.expect("everybody in the law is in the cast").id
}

#[expect(clippy::disallowed_methods, reason = "what a removal claims is the law that is tried here")]
async fn remove(directory: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
    directory.remove(user, factor, &RemoveOptions::default()).await
}

async fn find_only_whom_was_asked_for(subject: &dyn Subject, texts: &[String]) -> Result<(), TestCaseError> {
    for text in texts {
        finds_only_whom_was_asked_for(subject, text).await?;
        an_address_finds_only_its_owners(subject, text).await?;
    }
    Ok(())
}

async fn finds_only_whom_was_asked_for(subject: &dyn Subject, text: &str) -> Result<(), TestCaseError> {
    match subject.directory().user(&UserRef::Login(text.to_owned())).await {
        Ok(user) => prop_assert!(user.has_login(text), "{text:?} found {}", user.login),
        Err(error) => prop_assert!(nobody(&error), "{text:?}: {error:?}"),
    }
    match subject.directory().user(&UserRef::Id(text.into())).await {
        Ok(user) => prop_assert_eq!(user.id.as_str(), text),
        Err(error) => prop_assert!(nobody(&error), "{text:?}: {error:?}"),
    }
    Ok(())
}

fn nobody(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Invalid)
}

async fn an_address_finds_only_its_owners(subject: &dyn Subject, text: &str) -> Result<(), TestCaseError> {
    match subject.directory().users(&UserQuery::Email(text.to_owned()), &PageRequest::default()).await {
        Ok(page) => prop_assert!(page.items.iter().all(|user| user.has_email(text)), "{text:?}: {:?}", page.items),
        Err(error) => prop_assert!(nobody(&error), "{text:?}: {error:?}"),
    }
    Ok(())
}

/// Odd ids remove nothing, whoever and whatever they look like.
async fn odd_ids_touch_nobody(subject: &dyn Subject, user: &str, factor: &str) -> Result<(), TestCaseError> {
    let directory = subject.directory();
    let ada = find(&*directory, "ada@example.com").await;
    let before = ids(&*directory, &ada).await;
    for (user, factor) in [(&UserId::from(user), factor), (&ada, factor), (&UserId::from(user), before_one(&before))] {
        let claimed = remove(&*directory, user, &FactorId::from(factor)).await;
        prop_assert!(claimed.as_ref().is_err_and(nobody), "{user:?} {factor:?}: {claimed:?}");
    }
    prop_assert_eq!(ids(&*directory, &ada).await, before);
    Ok(())
}

fn before_one(before: &BTreeSet<FactorId>) -> &str {
    before.first().map_or("", FactorId::as_str)
}

macro_rules! law {
    ($subject:ident, $cases:literal, $fresh:expr) => {
        mod $subject {
            use super::*;

            proptest! {
                #![proptest_config(ProptestConfig { cases: $cases, failure_persistence: None, ..Default::default() })]

                #[test]
                fn a_lookup_finds_only_whom_was_asked_for(texts in vec(spellings(), 1..8)) {
                    block_on(async { find_only_whom_was_asked_for(&$fresh, &texts).await })?;
                }

                #[test]
                fn odd_ids_remove_nothing(user in spellings(), factor in spellings()) {
                    block_on(async { odd_ids_touch_nobody(&$fresh, &user, &factor).await })?;
                }
            }
        }
    };
}

law!(memory, 128, MemorySubject::new(Setting::Stacked));
law!(okta, 24, SandboxSubject::new(&OKTA, Setting::Stacked).await);
law!(onelogin_v1, 24, SandboxSubject::new(&ONELOGIN_V1, Setting::Stacked).await);
law!(onelogin_v2, 24, SandboxSubject::new(&ONELOGIN_V2, Setting::Stacked).await);
