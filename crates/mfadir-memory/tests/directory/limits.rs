//! Tries that are counted, and messages that wait.
#![expect(clippy::disallowed_methods, reason = "the writes of the reference directory are what is tested")]

use std::time::Duration;

use mfadir_core::{
    Asked, ChallengeRequest, EnrollRequest, EnrollWith, Enrollment, ErrorKind, Kind, MfaDirectory, Proof, Retry,
    UserStatus,
};
use mfadir_memory::{Limit, Reason};
use secrecy::SecretString;

use crate::company::{Company, ada};

const MINUTES: Duration = Duration::from_mins(5);

fn limit(locks: bool) -> Limit {
    Limit { most: 2, within: MINUTES, locks }
}

fn code(text: &str) -> Proof {
    Proof::Code(SecretString::from(text))
}

async fn begin(company: &Company) -> Enrollment {
    let Ok(sms) = "sms@acme".parse::<mfadir_core::FactorType>();
    let with = EnrollWith::Phone { number: "+15555550199".into(), extension: None, replace: false };
    let request = EnrollRequest { with, ..EnrollRequest::new(sms) };
    company.directory.enroll(&ada(), &request).await.expect("a new number")
}

#[tokio::test]
async fn a_message_waits_for_the_last_one_to_the_same_place() {
    let company = Company::new();
    company.world().rules.pauses = [(Kind::Sms, Duration::from_secs(30))].into();
    let begun = begin(&company).await;
    company.clock.advance(Duration::from_secs(10));
    let early = company.directory.resend(&ada(), &begun.handle).await.unwrap_err();
    assert_eq!((early.kind(), Reason::of(&early)), (ErrorKind::Throttled, Some(Reason::TooEarly)));
    assert_eq!(early.retry(), Retry::After(Duration::from_secs(20)));
    let other_number = company.directory.challenge(&ada(), &"ada-sms".into(), &ChallengeRequest::default()).await;
    assert!(other_number.is_ok());
    company.clock.advance(Duration::from_secs(20));
    assert!(company.directory.resend(&ada(), &begun.handle).await.is_ok());
}

#[tokio::test]
async fn wrong_codes_pause_an_enrollment() {
    let company = Company::new();
    company.world().rules.activations = Some(limit(false));
    let begun = begin(&company).await;
    let sent = company.world().sent_code(&ada(), &begun.factor.unwrap()).unwrap().reveal().to_owned();
    for _ in 0..2 {
        let wrong = company.directory.activate(&ada(), &begun.handle, &code("no")).await.unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::WrongProof);
    }
    let paused = company.directory.activate(&ada(), &begun.handle, &code(&sent)).await.unwrap_err();
    assert_eq!((Reason::of(&paused), paused.retry()), (Some(Reason::TooMany), Retry::After(MINUTES)));
    let resent = company.directory.resend(&ada(), &begun.handle).await.unwrap_err();
    assert_eq!(Reason::of(&resent), Some(Reason::TooMany));
    company.clock.advance(MINUTES);
    assert!(company.directory.resend(&ada(), &begun.handle).await.is_ok());
}

#[tokio::test]
async fn wrong_codes_lock_an_account_until_it_is_unlocked() {
    let company = Company::new();
    company.world().rules.verifications = Some(limit(true));
    let asked = company.directory.challenge(&ada(), &"ada-sms".into(), &ChallengeRequest::default()).await.unwrap();
    let sent = company.world().sent_code(&ada(), &"ada-sms".into()).unwrap().reveal().to_owned();
    let asked = Asked::Challenge(asked.handle);
    for _ in 0..2 {
        company.directory.verify(&ada(), &asked, &code("no")).await.unwrap_err();
    }
    assert_eq!(company.world().person(&ada()).unwrap().status, UserStatus::Locked);
    let locked = company.directory.verify(&ada(), &asked, &code(&sent)).await.unwrap_err();
    assert_eq!(locked.kind(), ErrorKind::Locked);
    company.directory.unlock(&ada()).await.unwrap();
    company.directory.verify(&ada(), &asked, &code("no")).await.unwrap_err();
    assert!(company.directory.verify(&ada(), &asked, &code(&sent)).await.is_ok(), "the count began anew");
}

#[tokio::test]
async fn a_new_number_takes_the_place_of_the_old_one_where_asked() {
    let company = Company::new();
    company.world().rules.one_phone = true;
    let Ok(sms) = "sms@acme".parse::<mfadir_core::FactorType>();
    let phone = |replace| {
        let with = EnrollWith::Phone { number: "+15555550142".into(), extension: None, replace };
        EnrollRequest { with, activate: true, ..EnrollRequest::new(sms.clone()) }
    };
    let refused = company.directory.enroll(&ada(), &phone(false)).await.unwrap_err();
    assert_eq!(Reason::of(&refused), Some(Reason::OtherNumber));
    company.directory.enroll(&ada(), &phone(true)).await.unwrap();
    let numbers = company.world().person(&ada()).unwrap().factors.iter().filter(|one| one.kind == Kind::Sms).count();
    assert_eq!(numbers, 1);
}
