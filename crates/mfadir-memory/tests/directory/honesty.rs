//! What is declared, and what is not.
#![expect(clippy::disallowed_methods, reason = "the writes of the reference directory are what is tested")]

use mfadir_core::{
    ErrorKind, FactorStatus, MfaDirectory, Operation, PageRequest, RemoveOptions, ResetOptions, TenantName, UserQuery,
    UserRef,
};

use mfadir_memory::{Ids, MemoryDirectory, World};

use crate::company::{Company, ada};

#[tokio::test]
async fn what_is_not_declared_is_unsupported_and_changes_nothing() {
    let company = Company::with_profile(|profile| profile.capabilities.operations.clear());
    let before = company.world().clone();
    let directory = &company.directory;
    let answers = [
        directory.user(&UserRef::Id(ada())).await.map(drop),
        directory.users(&UserQuery::All, &PageRequest::default()).await.map(drop),
        directory.factors(&ada()).await.map(drop),
        directory.remove(&ada(), &"ada-push".into(), &RemoveOptions::default()).await.map(drop),
        directory.reset(&ada(), &ResetOptions::default()).await.map(drop),
        directory.unlock(&"leo".into()).await.map(drop),
    ];
    assert!(answers.into_iter().all(|answer| answer.unwrap_err().kind() == ErrorKind::Unsupported));
    assert_eq!(*company.world(), before);
}

#[tokio::test]
async fn errors_name_the_operation_and_the_tenant() {
    let company = Company::new();
    let error = company.directory.unlock(&ada()).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Conflict, Some(Operation::Unlock)));
    assert_eq!(error.tenant().map(TenantName::as_str), Some("demo"));
}

#[tokio::test]
async fn removals_are_foretold_and_happen_as_foretold() {
    let company = Company::new();
    let Ok(totp) = "totp@acme".parse();
    let family = company.world().offers[1].family.clone();
    let code = mfadir_memory::EnrolledFactor { family, ..mfadir_memory::EnrolledFactor::new("ada-totp", totp) };
    company.world().person_mut(&ada()).unwrap().factors.push(code);
    let push = company.directory.factor(&ada(), &"ada-push".into()).await.unwrap();
    assert_eq!(push.removal_takes, ["ada-totp".into()]);
    let code = company.directory.factor(&ada(), &"ada-totp".into()).await.unwrap();
    assert!(code.removal_takes.is_empty());
    company.directory.remove(&ada(), &push.id, &RemoveOptions::default()).await.unwrap();
    let left = company.directory.factors(&ada()).await.unwrap();
    assert_eq!(left.iter().map(|factor| factor.id.as_str()).collect::<Vec<_>>(), ["ada-sms"]);
}

#[tokio::test]
async fn a_coarse_directory_tells_whether_there_are_factors_and_takes_them_all() {
    let company = Company::with_profile(|profile| {
        let coarse = MemoryDirectory::coarse_profile(&World::new(Ids::plain()), "demo");
        profile.capabilities = coarse.capabilities;
    });
    let directory = &company.directory;
    let told = async || directory.user(&UserRef::Id(ada())).await.unwrap().has_factors;
    assert_eq!(told().await, Some(true));
    assert_eq!(directory.factors(&ada()).await.unwrap_err().kind(), ErrorKind::Unsupported);
    assert!(directory.reset(&ada(), &ResetOptions::default()).await.is_ok());
    assert_eq!(told().await, Some(false));
    assert_eq!(directory.user(&UserRef::Id("frank".into())).await.unwrap().has_factors, None, "who left is not shown");
}

#[tokio::test]
async fn an_enrollment_that_is_not_completed_is_no_factor_to_tell_of() {
    let company = Company::new();
    for factor in &mut company.world().person_mut(&ada()).unwrap().factors {
        factor.status = FactorStatus::Pending;
    }
    let user = company.directory.user(&UserRef::Id(ada())).await.unwrap();
    assert_eq!(user.has_factors, Some(false));
}
