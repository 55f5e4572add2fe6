//! New factors.
#![expect(clippy::disallowed_methods, reason = "the writes of the reference directory are what is tested")]

use std::time::Duration;

use mfadir_core::{Activation, EnrollRequest, EnrollWith, ErrorKind, Expects, FactorStatus, MfaDirectory, Proof};
use mfadir_memory::Answer;
use secrecy::{ExposeSecret, SecretString};

use crate::company::{Company, ada};

fn request(word: &str) -> EnrollRequest {
    let Ok(factor_type) = word.parse();
    EnrollRequest::new(factor_type)
}

fn phone(number: &str) -> EnrollRequest {
    let with = EnrollWith::Phone { number: number.into(), extension: None, replace: false };
    EnrollRequest { with, ..request("sms@acme") }
}

fn code(text: &str) -> Proof {
    Proof::Code(SecretString::from(text))
}

#[tokio::test]
async fn a_phone_is_pending_until_its_code_comes_back() {
    let company = Company::new();
    let started = company.directory.enroll(&ada(), &phone("+15555550199")).await.unwrap();
    let id = started.factor.clone().unwrap();
    let pending = company.directory.factor(&ada(), &id).await.unwrap();
    assert_eq!((pending.status, pending.enrollment.is_some()), (FactorStatus::Pending, true));
    let wrong = company.directory.activate(&ada(), &started.handle, &code("nope")).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::WrongProof);
    let sent = company.world().sent_code(&ada(), &id).unwrap().reveal().to_owned();
    let done = company.directory.activate(&ada(), &started.handle, &code(&sent)).await.unwrap();
    assert_eq!(done, Activation::Active(id.clone()));
    assert_eq!(company.directory.factor(&ada(), &id).await.unwrap().status, FactorStatus::Active);
    let again = company.directory.activate(&ada(), &started.handle, &code(&sent)).await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::Conflict);
    let told_again = company.directory.poll_enrollment(&ada(), &started.handle).await.unwrap();
    assert_eq!(told_again, Activation::Active(id));
}

#[tokio::test]
async fn a_code_that_was_sent_again_is_another_one_and_both_end() {
    let company = Company::new();
    let first = company.directory.enroll(&ada(), &phone("+15555550199")).await.unwrap();
    let id = first.factor.clone().unwrap();
    let old = company.world().sent_code(&ada(), &id).unwrap().reveal().to_owned();
    let second = company.directory.resend(&ada(), &first.handle).await.unwrap();
    let wrong = company.directory.activate(&ada(), &second.handle, &code(&old)).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::WrongProof);
    company.clock.advance(Duration::from_mins(5));
    let late = company.directory.activate(&ada(), &second.handle, &code("000000")).await.unwrap();
    assert_eq!(late, Activation::Expired);
    assert_eq!(company.directory.poll_enrollment(&ada(), &second.handle).await.unwrap(), Activation::Expired);
}

#[tokio::test]
async fn an_app_proves_itself_with_the_code_of_its_own_key() {
    let company = Company::new();
    let started = company.directory.enroll(&ada(), &request("totp@acme")).await.unwrap();
    assert_eq!(started.expects, Expects::Code);
    let secret = started.secret.unwrap();
    assert!(secret.address.unwrap().expose_secret().contains(secret.secret.unwrap().expose_secret()));
    let id = started.factor.unwrap();
    let shown = company.world().shown_code(&ada(), &id, jiff::Timestamp::UNIX_EPOCH).unwrap();
    let done = company.directory.activate(&ada(), &started.handle, &code(shown.reveal())).await.unwrap();
    assert_eq!(done, Activation::Active(id));
}

#[tokio::test]
async fn a_tap_is_waited_for_and_brings_the_family() {
    let company = Company::new();
    company.world().person_mut(&ada()).unwrap().factors.clear();
    let started = company.directory.enroll(&ada(), &request("push@acme")).await.unwrap();
    let id = started.factor.unwrap();
    let waiting = company.directory.poll_enrollment(&ada(), &started.handle).await.unwrap();
    assert!(matches!(waiting, Activation::Waiting { poll_after: Some(_) }));
    company.world().answer(&ada(), &id, Answer::Yes).unwrap();
    let done = company.directory.poll_enrollment(&ada(), &started.handle).await.unwrap();
    assert_eq!(done, Activation::Active(id));
    let types = company.directory.factors(&ada()).await.unwrap();
    let types: Vec<String> = types.iter().map(|factor| factor.factor_type.to_string()).collect();
    assert_eq!(types, ["push@acme", "totp@acme"]);
}

#[tokio::test]
async fn a_tap_can_be_refused() {
    let company = Company::new();
    company.world().person_mut(&ada()).unwrap().factors.clear();
    let started = company.directory.enroll(&ada(), &request("push@acme")).await.unwrap();
    company.world().answer(&ada(), &started.factor.unwrap(), Answer::No).unwrap();
    let state = company.directory.poll_enrollment(&ada(), &started.handle).await.unwrap();
    assert_eq!(state, Activation::Refused);
}

#[tokio::test]
async fn what_needs_no_proof_is_active_at_once() {
    let company = Company::new();
    let answer = EnrollWith::Question { question: "food".into(), answer: SecretString::from("liver") };
    let question = EnrollRequest { with: answer, ..request("security-question@acme") };
    let trusted = EnrollRequest { activate: true, ..phone("+15555550142") };
    for request in [question, trusted] {
        let started = company.directory.enroll(&ada(), &request).await.unwrap();
        assert!(started.active && started.expects == Expects::Nothing && started.secret.is_none());
        let factor = company.directory.factor(&ada(), &started.factor.unwrap()).await.unwrap();
        assert_eq!(factor.status, FactorStatus::Active);
    }
}

#[tokio::test]
async fn what_is_not_offered_or_there_already_is_refused() {
    let company = Company::new();
    let cases = [
        (request("hotp@acme"), ErrorKind::Invalid),
        (request("sms@acme"), ErrorKind::Invalid),
        (request("push@acme"), ErrorKind::Conflict),
        (phone("+15555550100"), ErrorKind::Conflict),
    ];
    let before = company.world().people().to_vec();
    for (request, expected) in cases {
        let error = company.directory.enroll(&ada(), &request).await.unwrap_err();
        assert_eq!(error.kind(), expected, "{}", request.factor_type);
    }
    assert_eq!(company.world().people(), before);
}
