//! Factors that are asked.
#![expect(clippy::disallowed_methods, reason = "the writes of the reference directory are what is tested")]

use std::time::Duration;

use mfadir_core::{
    Asked, ChallengeRequest, ChallengeState, ErrorKind, EventQuery, Expects, FactorId, MfaDirectory, Proof,
    RemoveOptions,
};
use mfadir_memory::Answer;
use secrecy::SecretString;

use crate::company::{Company, ada};

fn push() -> FactorId {
    "ada-push".into()
}

fn sms() -> FactorId {
    "ada-sms".into()
}

fn code(text: &str) -> Proof {
    Proof::Code(SecretString::from(text))
}

#[tokio::test]
async fn a_sent_code_is_taken_once_and_no_other() {
    let company = Company::new();
    let challenge = company.directory.challenge(&ada(), &sms(), &ChallengeRequest::default()).await.unwrap();
    assert_eq!(challenge.expects, Expects::Code);
    let asked = Asked::Challenge(challenge.handle);
    let wrong = company.directory.verify(&ada(), &asked, &code("x")).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::WrongProof);
    let sent = company.world().sent_code(&ada(), &sms()).unwrap().reveal().to_owned();
    let verified = company.directory.verify(&ada(), &asked, &code(&sent)).await.unwrap();
    assert_eq!(verified.factor, Some(sms()));
    assert!(company.directory.factor(&ada(), &sms()).await.unwrap().last_verified.is_some());
    let again = company.directory.verify(&ada(), &asked, &code(&sent)).await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_code_that_comes_too_late_is_expired() {
    let company = Company::new();
    let request = ChallengeRequest { lifetime: Some(Duration::from_secs(30)), ..ChallengeRequest::default() };
    let challenge = company.directory.challenge(&ada(), &sms(), &request).await.unwrap();
    company.clock.advance(Duration::from_secs(30));
    let sent = company.world().sent_code(&ada(), &sms()).unwrap().reveal().to_owned();
    let late = company.directory.verify(&ada(), &Asked::Challenge(challenge.handle), &code(&sent)).await;
    assert_eq!(late.unwrap_err().kind(), ErrorKind::Expired);
}

#[tokio::test]
async fn a_push_waits_until_it_is_answered_or_ends() {
    for (answer, expected) in [(Some(Answer::Yes), "approved"), (Some(Answer::No), "denied"), (None, "expired")] {
        let company = Company::new();
        let request = ChallengeRequest { number_matching: true, ..ChallengeRequest::default() };
        let challenge = company.directory.challenge(&ada(), &push(), &request).await.unwrap();
        assert!(challenge.number_to_match.is_some() && challenge.expects == Expects::Approval);
        let waiting = company.directory.poll(&ada(), &challenge.handle).await.unwrap();
        assert!(matches!(waiting, ChallengeState::Waiting { .. }));
        match answer {
            Some(answer) => company.world().answer(&ada(), &push(), answer).unwrap(),
            None => company.clock.advance(Duration::from_mins(5)),
        }
        let state = match company.directory.poll(&ada(), &challenge.handle).await.unwrap() {
            ChallengeState::Approved(verified) if verified.factor == Some(push()) => "approved",
            ChallengeState::Denied => "denied",
            ChallengeState::Expired => "expired",
            _ => "something else",
        };
        assert_eq!(state, expected);
    }
}

#[tokio::test]
async fn an_approval_is_told_as_often_as_asked_and_noted_once() {
    let company = Company::new();
    let challenge = company.directory.challenge(&ada(), &push(), &ChallengeRequest::default()).await.unwrap();
    company.world().answer(&ada(), &push(), Answer::Yes).unwrap();
    for _ in 0..2 {
        let state = company.directory.poll(&ada(), &challenge.handle).await.unwrap();
        assert!(matches!(state, ChallengeState::Approved(_)));
    }
    let world = company.world();
    let noted = world.log(&EventQuery::default()).into_iter().filter(|entry| entry.what == "verify").count();
    assert_eq!(noted, 1);
}

#[tokio::test]
async fn a_cancelled_challenge_and_one_of_a_removed_factor_are_gone() {
    let company = Company::new();
    let request = ChallengeRequest::default();
    let first = company.directory.challenge(&ada(), &push(), &request).await.unwrap().handle;
    let second = company.directory.challenge(&ada(), &push(), &request).await.unwrap().handle;
    company.directory.cancel(&ada(), &first).await.unwrap();
    assert_eq!(company.directory.poll(&ada(), &first).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(company.directory.poll(&ada(), &second).await.is_ok());
    company.directory.remove(&ada(), &push(), &RemoveOptions::default()).await.unwrap();
    assert_eq!(company.directory.poll(&ada(), &second).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_challenge_is_its_users_alone() {
    let company = Company::new();
    let challenge = company.directory.challenge(&ada(), &sms(), &ChallengeRequest::default()).await.unwrap();
    let sent = company.world().sent_code(&ada(), &sms()).unwrap().reveal().to_owned();
    let asked = Asked::Challenge(challenge.handle);
    let error = company.directory.verify(&"leo".into(), &asked, &code(&sent)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn what_may_prove_nothing_now_says_why() {
    let company = Company::new();
    let request = ChallengeRequest::default();
    let locked = company.directory.challenge(&"leo".into(), &"leo-sms".into(), &request).await.unwrap_err();
    assert_eq!(locked.kind(), ErrorKind::Locked);
    let left = company.directory.challenge(&"frank".into(), &"frank-sms".into(), &request).await.unwrap_err();
    assert_eq!(left.kind(), ErrorKind::NotFound);
    let unasked = company.directory.verify(&ada(), &Asked::Factor(sms()), &code("1")).await.unwrap_err();
    assert_eq!(unasked.kind(), ErrorKind::Conflict);
}
