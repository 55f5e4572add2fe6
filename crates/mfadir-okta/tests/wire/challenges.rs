//! Factors that are asked, and what counts as an answer.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use axum::response::Response;
use mfadir_core::{
    Applied, Asked, Challenge, ChallengeHandle, ChallengeRequest, ChallengeState, Error, ErrorKind, Expects,
    MfaDirectory, Proof, Requester, Retry, Verification,
};
use mfadir_http::testing::{Stub, answer};
use serde_json::{Value, json};

use super::tenant::{ADA, directory, found, refusal};

fn factor(id: &str) -> String {
    format!("/api/v1/users/{ADA}/factors/{id}")
}

fn transaction() -> String {
    factor("opf1/transactions/v2mst.AbC")
}

fn push() -> Value {
    json!({"factorResult": "WAITING", "expiresAt": "2026-01-15T09:35:00.000Z",
           "_embedded": {"challenge": {"correctAnswer": 42}},
           "_links": {"poll": {"href": transaction()}, "cancel": {"href": transaction()}}})
}

async fn ask(stub: &Stub, request: &ChallengeRequest) -> Result<Challenge, Error> {
    directory(stub).challenge(&ADA.into(), &"opf1".into(), request).await
}

/// A push that was sent by a tenant whose transaction stands as told.
async fn sent(state: impl Fn() -> Response + Clone + Send + Sync + 'static) -> (Stub, Challenge) {
    let challenge = || answer(201, push().to_string());
    let stub = Stub::new(move |seen| if seen.line.contains("v2mst") { state() } else { challenge() }).await;
    let challenge = ask(&stub, &ChallengeRequest::default()).await.expect("a challenge");
    (stub, challenge)
}

async fn polled(result: &'static str) -> Result<ChallengeState, Error> {
    let (stub, challenge) = sent(move || found(&json!({"factorResult": result}))).await;
    let state = directory(&stub).poll(&ADA.into(), &challenge.handle).await;
    assert_eq!(stub.lines()[1], format!("GET {}", transaction()));
    state
}

async fn verified(response: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Result<Verification, Error> {
    let stub = Stub::new(move |_| response()).await;
    let proof = Proof::Code("123456".into());
    directory(&stub).verify(&ADA.into(), &Asked::Factor("ost1".into()), &proof).await
}

#[tokio::test]
async fn the_user_sees_on_whose_behalf_and_picks_a_number() {
    let stub = Stub::new(|_| answer(201, push().to_string())).await;
    let requester = Requester { user_agent: Some("Help desk".to_owned()), address: Some([203, 0, 113, 7].into()) };
    let request = ChallengeRequest {
        number_matching: true,
        language: Some("de".to_owned()),
        template: Some("cst1".to_owned()),
        lifetime: Some(Duration::from_mins(1)),
        requester,
    };
    let challenge = ask(&stub, &request).await.expect("a challenge");
    let seen = &stub.seen()[0];
    assert_eq!(seen.line, format!("POST {}?templateId=cst1&tokenLifetimeSeconds=60", factor("opf1/verify")));
    assert_eq!(seen.body, json!({"useNumberMatchingChallenge": true}));
    let headers = ["user-agent", "x-forwarded-for", "accept-language"].map(|name| seen.header(name));
    assert_eq!(headers, ["Help desk", "203.0.113.7", "de"]);
    assert_eq!((challenge.expects, challenge.number_to_match.as_deref()), (Expects::Approval, Some("42")));
    assert_eq!(challenge.poll_after, Some(Duration::from_secs(4)));
    assert_eq!(challenge.expires_at.map(|at| at.to_string()).as_deref(), Some("2026-01-15T09:35:00Z"));
}

#[tokio::test]
async fn a_plain_challenge_has_no_body_and_our_own_name() {
    let stub = Stub::new(|_| found(&json!({"factorResult": "CHALLENGE"}))).await;
    let challenge = ask(&stub, &ChallengeRequest::default()).await.expect("a challenge");
    let seen = &stub.seen()[0];
    assert!(seen.body.is_null() && seen.header("user-agent").starts_with("mfadir/"));
    assert_eq!(seen.header("content-length"), "0");
    assert_eq!((challenge.expects, challenge.poll_after), (Expects::Code, None));
    let error = directory(&stub).poll(&ADA.into(), &challenge.handle).await.expect_err("no transaction");
    assert_eq!(error.kind(), ErrorKind::Conflict);
    let error = directory(&stub).cancel(&ADA.into(), &challenge.handle).await.expect_err("no transaction");
    assert_eq!((error.kind(), stub.lines().len()), (ErrorKind::Conflict, 1));
}

#[tokio::test]
async fn a_key_is_told_what_to_sign() {
    let row = json!({"factorResult": "CHALLENGE", "_embedded": {"challenge": {"challenge": "c", "extensions": {}}}});
    let stub = Stub::new(move |_| found(&row)).await;
    let challenge = ask(&stub, &ChallengeRequest::default()).await.expect("a challenge");
    assert_eq!(challenge.expects, Expects::Signature);
    assert_eq!(challenge.to_sign, Some(json!({"challenge": "c", "extensions": {}})));
}

#[tokio::test]
async fn a_push_ends_as_the_user_or_the_time_wants() {
    let Ok(ChallengeState::Approved(approved)) = polled("SUCCESS").await else { panic!("approved") };
    assert_eq!(approved.transaction.as_deref(), Some("v2mst.AbC"));
    assert_eq!(approved.factor, Some("opf1".into()));
    assert!(matches!(polled("WAITING").await, Ok(ChallengeState::Waiting { poll_after: Some(_) })));
    assert_eq!(polled("REJECTED").await.expect("a state"), ChallengeState::Denied);
    assert_eq!(polled("TIMEOUT").await.expect("a state"), ChallengeState::Expired);
    assert_eq!(polled("CANCELLED").await.expect("a state"), ChallengeState::Expired);
    assert_eq!(polled("ERROR").await.expect_err("broken").kind(), ErrorKind::Unavailable);
    assert_eq!(polled("SUCCES").await.expect_err("unknown").kind(), ErrorKind::Unexpected);
    let refusals = [("E0000073", ChallengeState::Denied), ("E0000191", ChallengeState::Expired)];
    for (code, state) in refusals {
        let (stub, challenge) = sent(move || refusal(403, code, "over")).await;
        assert_eq!(directory(&stub).poll(&ADA.into(), &challenge.handle).await.expect("a state"), state);
    }
}

#[tokio::test]
async fn a_challenge_is_taken_back_where_okta_says() {
    let (stub, challenge) = sent(|| answer(204, "")).await;
    directory(&stub).cancel(&ADA.into(), &challenge.handle).await.expect("cancelled");
    assert_eq!(stub.lines()[1], format!("DELETE {}", transaction()));
    let (stub, challenge) = sent(|| answer(200, "<html>")).await;
    let error = directory(&stub).cancel(&ADA.into(), &challenge.handle).await.expect_err("somebody else");
    assert_eq!(error.applied(), Applied::Perhaps);
}

#[tokio::test]
async fn a_transaction_elsewhere_is_never_asked_for() {
    let elsewhere = Stub::new(|_| found(&json!({"factorResult": "SUCCESS"}))).await;
    let foreign = format!("{}{}", elsewhere.url, transaction());
    for link in [foreign, factor("opf1"), "/api/v1/users/me".to_owned()] {
        let is_beside = link == factor("opf1");
        let row = json!({"factorResult": "WAITING", "_links": {"cancel": {"href": link}}});
        let stub = Stub::new(move |_| found(&row)).await;
        let error = ask(&stub, &ChallengeRequest::default()).await.expect_err("refused");
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Refused, Applied::Perhaps), "{is_beside}");
        assert_eq!((stub.lines().len(), elsewhere.lines().len()), (1, 0));
    }
    let forged = json!({"user": ADA, "factor": "opf1", "poll": "https://example.com/", "cancel": "/api/v1/users/me"});
    let handle = ChallengeHandle::pack(forged.to_string());
    let stub = Stub::new(|_| found(&push())).await;
    let (polled, cancelled) =
        (directory(&stub).poll(&ADA.into(), &handle).await, directory(&stub).cancel(&ADA.into(), &handle).await);
    assert_eq!(polled.expect_err("foreign").kind(), ErrorKind::Refused);
    assert_eq!(cancelled.expect_err("not a transaction").kind(), ErrorKind::Refused);
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn a_proof_is_accepted_only_when_okta_says_so() {
    let success = verified(|| found(&json!({"factorResult": "SUCCESS"}))).await.expect("accepted");
    assert_eq!(success.factor, Some("ost1".into()));
    let results = [
        ("FAILED", ErrorKind::WrongProof),
        ("PASSCODE_REPLAYED", ErrorKind::WrongProof),
        ("TIME_WINDOW_EXCEEDED", ErrorKind::WrongProof),
        ("CHALLENGE", ErrorKind::Conflict),
        ("EXPIRED", ErrorKind::Expired),
        ("ERROR", ErrorKind::Unavailable),
        ("MAYBE", ErrorKind::Unexpected),
    ];
    for (result, kind) in results {
        let error = verified(move || found(&json!({"factorResult": result}))).await.expect_err(result);
        assert_eq!(error.kind(), kind, "{result}");
    }
    for body in ["{}", "", "<html>", "null", r#"{"status":"ACTIVE"}"#] {
        let error = verified(move || answer(200, body)).await.expect_err(body);
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, Applied::Perhaps), "{body}");
    }
}

#[tokio::test]
async fn each_refusal_has_its_kind_and_its_time() {
    let refusals = [
        (403, "E0000068", ErrorKind::WrongProof, Retry::Never),
        (403, "E0000082", ErrorKind::WrongProof, Retry::Never),
        (403, "E0000083", ErrorKind::WrongProof, Retry::Never),
        (403, "E0000069", ErrorKind::Locked, Retry::Never),
        (403, "E0000119", ErrorKind::Locked, Retry::Never),
        (429, "E0000109", ErrorKind::Throttled, Retry::After(Duration::from_secs(30))),
        (429, "E0000133", ErrorKind::Throttled, Retry::After(Duration::from_secs(30))),
        (429, "E0000118", ErrorKind::Throttled, Retry::After(Duration::from_secs(5))),
        (429, "E0000146", ErrorKind::Throttled, Retry::Never),
        (404, "E0000007", ErrorKind::NotFound, Retry::Never),
    ];
    for (status, code, kind, retry) in refusals {
        let error = verified(move || refusal(status, code, "You sent 123456")).await.expect_err(code);
        assert_eq!((error.kind(), error.retry(), error.applied()), (kind, retry, Applied::No), "{code}");
        assert!(!format!("{error} {error:?}").contains("123456"), "{error}");
    }
    for code in ["E0000068", "E0000082", "E0000083"] {
        let error = verified(move || refusal(403, code, "no")).await.expect_err(code);
        assert!(error.hint().is_some_and(|hint| hint.contains("code")), "{code}");
    }
}

#[tokio::test]
async fn what_shows_its_code_is_not_asked() {
    for (status, code) in [(403, "E0000068"), (400, "E0000001")] {
        let stub = Stub::new(move |_| refusal(status, code, "passCode: The field cannot be left blank")).await;
        let error = ask(&stub, &ChallengeRequest::default()).await.expect_err("nothing to ask");
        assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some(code)));
    }
}

#[tokio::test]
async fn a_proof_goes_to_the_factor_that_was_asked_and_an_empty_one_nowhere() {
    let stub = Stub::new(|seen| {
        let result = if seen.body.is_null() { "CHALLENGE" } else { "SUCCESS" };
        found(&json!({"factorResult": result}))
    })
    .await;
    let directory = directory(&stub);
    let challenge = ask(&stub, &ChallengeRequest::default()).await.expect("a challenge");
    let asked = Asked::Challenge(challenge.handle);
    let proof = Proof::Answer("mayonnaise".into());
    directory.verify(&ADA.into(), &asked, &proof).await.expect("accepted");
    let seen = stub.seen().pop().expect("a request");
    assert_eq!((seen.line, seen.body), (format!("POST {}", factor("opf1/verify")), json!({"answer": "mayonnaise"})));
    let empty = directory.verify(&ADA.into(), &asked, &Proof::Code(" ".into())).await.expect_err("empty");
    assert_eq!((empty.kind(), stub.lines().len()), (ErrorKind::WrongProof, 2));
    let other = directory.verify(&"00u9a2b3c4d5e6F7G0h7".into(), &asked, &proof).await.expect_err("another user");
    assert_eq!((other.kind(), stub.lines().len()), (ErrorKind::NotFound, 2));
}

#[tokio::test]
async fn a_lost_answer_may_have_been_a_challenge() {
    for status in [500, 504, 200] {
        let stub = Stub::new(move |_| answer(status, "")).await;
        let error = ask(&stub, &ChallengeRequest::default()).await.expect_err("lost");
        assert_eq!(error.applied(), Applied::Perhaps, "{status}");
    }
}
