//! What counts as done, and what nobody can tell.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use mfadir_core::{
    Applied, CodeRequest, EnrollRequest, Error, ErrorKind, FactorType, Kind, MfaDirectory, RemoveOptions, ResetOptions,
    SessionOptions,
};
use mfadir_http::testing::{Stub, answer};

use super::tenant::{ADA, directory, refusal};

async fn remove(stub: &Stub, factor: &str) -> Result<(), Error> {
    directory(stub).remove(&ADA.into(), &factor.into(), &RemoveOptions::default()).await.map(drop)
}

#[tokio::test]
async fn each_act_is_one_request() {
    let stub =
        Stub::new(|seen| if seen.line.starts_with("DELETE") { answer(204, "") } else { answer(200, "{}") }).await;
    let directory = directory(&stub);
    let (user, factor) = (ADA.into(), "opf1".into());
    directory.remove(&user, &factor, &RemoveOptions::default()).await.expect("removed");
    directory.remove(&user, &factor, &RemoveOptions { remove_recovery: true }).await.expect("removed");
    directory.reset(&user, &ResetOptions::default()).await.expect("reset");
    directory.unlock(&user).await.expect("unlocked");
    directory.end_sessions(&user, &SessionOptions::default()).await.expect("signed out");
    directory.end_sessions(&user, &SessionOptions { revoke_tokens: true }).await.expect("signed out");
    let base = format!("/api/v1/users/{ADA}");
    let expected = [
        format!("DELETE {base}/factors/opf1"),
        format!("DELETE {base}/factors/opf1?removeRecoveryEnrollment=true"),
        format!("POST {base}/lifecycle/reset_factors"),
        format!("POST {base}/lifecycle/unlock"),
        format!("DELETE {base}/sessions"),
        format!("DELETE {base}/sessions?oauthTokens=true"),
    ];
    assert_eq!(stub.lines(), expected);
}

#[tokio::test]
async fn a_factor_that_is_not_there_is_not_found() {
    let stub = Stub::new(|_| refusal(404, "E0000007", "Not found: Resource not found: opf1 (UserFactor)")).await;
    for factor in ["opf1", "", "."] {
        assert_eq!(remove(&stub, factor).await.expect_err(factor).kind(), ErrorKind::NotFound);
    }
    assert_eq!(stub.lines().len(), 1);
}

#[tokio::test]
async fn another_success_than_the_one_that_was_due_proves_nothing() {
    for body in ["<html>", "", "{}", "null"] {
        let stub = Stub::new(move |_| answer(200, body)).await;
        let error = remove(&stub, "opf1").await.expect_err(body);
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, Applied::Perhaps), "{body:?}");
    }
    for body in ["<html>", "", "null"] {
        let stub = Stub::new(move |_| answer(200, body)).await;
        let error = directory(&stub).reset(&ADA.into(), &ResetOptions::default()).await.expect_err(body);
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, Applied::Perhaps), "{body:?}");
    }
}

#[tokio::test]
async fn a_refusal_is_sure_and_a_failure_is_not() {
    let stub = Stub::new(|_| refusal(403, "E0000006", "no")).await;
    assert_eq!(remove(&stub, "opf1").await.expect_err("refused").applied(), Applied::No);
    let stub = Stub::new(|_| refusal(500, "E0000009", "Internal Server Error")).await;
    let error = remove(&stub, "opf1").await.expect_err("failed");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unavailable, Applied::Perhaps));
}

#[tokio::test]
async fn an_account_that_is_not_locked_is_a_conflict() {
    let stub = Stub::new(|_| refusal(403, "E0000032", "Unlock is not allowed for this user.")).await;
    assert_eq!(directory(&stub).unlock(&ADA.into()).await.expect_err("not locked").kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn a_refusal_names_the_right_of_what_was_asked_for() {
    let stub = Stub::new(|_| refusal(403, "E0000006", "You do not have permission")).await;
    let (directory, user, factor) = (directory(&stub), ADA.into(), "opf1".into());
    let request = EnrollRequest::new(FactorType::of(Kind::Push));
    let code = CodeRequest { lifetime: Duration::from_hours(1), reusable: false };
    let refused = [
        (directory.factors(&user).await.err(), "okta.users.read"),
        (directory.enroll(&user, &request).await.err(), "okta.users.credentials.manage,"),
        (directory.remove(&user, &factor, &RemoveOptions::default()).await.err(), "resetFactors"),
        (directory.unlock(&user).await.err(), "okta.users.lifecycle.unlock"),
        (directory.temporary_code(&user, &code).await.err(), "manageTemporaryAccessCode"),
    ];
    for (error, right) in refused {
        let error = error.expect("refused");
        assert!(error.hint().is_some_and(|hint| hint.contains(right)), "{error}: {:?}", error.hint());
    }
    let feature = Stub::new(|_| refusal(403, "E0000015", "You do not have permission to access the feature")).await;
    let error = super::tenant::directory(&feature).factors(&user).await.expect_err("refused");
    assert_eq!((error.kind(), error.hint()), (ErrorKind::Forbidden, None));
}
