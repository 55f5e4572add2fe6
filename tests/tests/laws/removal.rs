//! A removal claims nothing but the truth, whatever it meets on its way.

use std::collections::BTreeSet;

use mfadir_conformance::{Lasting, Mishap, Subject};
use mfadir_core::{Applied, Done, ErrorKind, FactorId, MfaDirectory, RemoveOptions, Result, UserId, UserRef};
use mfadir_tests::{
    MemorySubject, OKTA, ONELOGIN_V1, ONELOGIN_V2, Provider, SABOTEURS, SandboxSubject, Setting, block_on,
};
use proptest::{collection::vec, prelude::*, sample::select};

/// What a removal may meet on its way.
const MISHAPS: &[Option<Mishap>] = &[
    None,
    Some(Mishap::Throttled),
    Some(Mishap::Status(500)),
    Some(Mishap::Status(503)),
    Some(Mishap::Page),
    Some(Mishap::Cut),
    Some(Mishap::LostAnswer),
    Some(Mishap::NoConnection),
];

#[derive(Clone, Debug)]
struct Removal {
    login: &'static str,
    factor: usize,
    mishap: Option<Mishap>,
    lasting: Lasting,
}

fn removals() -> impl Strategy<Value = Vec<Removal>> {
    let logins = select(&["ada@example.com", "bob@example.com", "judy@example.com", "heidi/ops@example.com"][..]);
    let lasting = select(&[Lasting::Once, Lasting::Always][..]);
    let removal = (logins, 0_usize..6, select(MISHAPS), lasting);
    vec(removal.prop_map(|(login, factor, mishap, lasting)| Removal { login, factor, mishap, lasting }), 1..6)
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

/// Removes under a mishap, and compares the claim with what is left.
async fn claims_the_truth(subject: &dyn Subject, removal: &Removal) -> Result<(), TestCaseError> {
    let directory = subject.directory();
    let user = find(&*directory, removal.login).await;
    let before = ids(&*directory, &user).await;
    let factor = before.iter().nth(removal.factor).cloned().unwrap_or_else(|| FactorId::from("opf00000000000000000"));
    if let Some(mishap) = removal.mishap {
        subject.inject(mishap, removal.lasting).await.expect("every one of these can be injected");
    }
    let claimed = remove(&*directory, &user, &factor).await;
    subject.mend().await.expect("what was injected can be mended");
    let after = ids(&*directory, &user).await;
    match claimed {
        Ok(_) => prop_assert!(before.contains(&factor) && !after.contains(&factor), "claimed done: {after:?}"),
        Err(error) if error.applied() == Applied::No => prop_assert_eq!(after, before, "denied: {:?}", error),
        Err(error) => prop_assert!(error.kind() != ErrorKind::Unsupported, "{error:?}"),
    }
    Ok(())
}

async fn claim_the_truth(subject: &dyn Subject, removals: &[Removal]) -> Result<(), TestCaseError> {
    for removal in removals {
        claims_the_truth(subject, removal).await?;
    }
    Ok(())
}

macro_rules! law {
    ($subject:ident, $cases:literal, $fresh:expr) => {
        mod $subject {
            use super::*;

            proptest! {
                #![proptest_config(ProptestConfig { cases: $cases, failure_persistence: None, ..Default::default() })]

                #[test]
                fn a_removal_claims_the_truth(removals in removals()) {
                    block_on(async { claim_the_truth(&$fresh, &removals).await })?;
                }
            }
        }
    };
}

law!(memory, 128, MemorySubject::new(Setting::Stacked));
law!(okta, 24, SandboxSubject::new(&OKTA, Setting::Stacked).await);
law!(onelogin_v1, 24, SandboxSubject::new(&ONELOGIN_V1, Setting::Stacked).await);
law!(onelogin_v2, 24, SandboxSubject::new(&ONELOGIN_V2, Setting::Stacked).await);

fn the_id_told_is_the_providers_own(provider: &'static Provider) {
    block_on(async {
        let subject = SandboxSubject::new(provider, Setting::Stacked).await;
        let directory = subject.directory();
        let user = find(&*directory, "ada@example.com").await;
        for factor in ids(&*directory, &user).await {
            let Ok(done) = remove(&*directory, &user, &factor).await else { continue };
            let seen = subject.tenant().requests().pop().expect("the removal was seen");
            assert_eq!((seen.method.as_str(), done.request_id), ("DELETE", Some(seen.request_id.into())));
        }
    });
}

#[test]
fn a_removal_tells_the_id_that_the_providers_log_knows() {
    [&OKTA, &ONELOGIN_V1, &ONELOGIN_V2].into_iter().for_each(the_id_told_is_the_providers_own);
}

/// What the law says of a directory with this saboteur in it, when the answer of a removal is lost.
async fn verdict_on(saboteur: &str) -> Result<(), TestCaseError> {
    let wrong = SABOTEURS.iter().copied().flatten().find(|known| known.name == saboteur).expect("it has that name");
    let subject = MemorySubject::with(Setting::Bare, |honest| wrong.around(honest));
    let (mishap, lasting) = (Some(Mishap::LostAnswer), Lasting::Once);
    claims_the_truth(&subject, &Removal { login: "bob@example.com", factor: 0, mishap, lasting }).await
}

#[test]
fn the_law_catches_a_liar() {
    assert!(block_on(verdict_on("lost-answer-denied")).is_err());
    assert!(block_on(verdict_on("limit-ignored")).is_ok());
}
