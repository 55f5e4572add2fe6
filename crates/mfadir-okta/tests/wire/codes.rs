//! Temporary codes and devices.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use mfadir_core::{
    Applied, Asked, CodeRequest, Error, ErrorKind, MfaDirectory, Operation, Proof, RemoveOptions, TemporaryCode,
};
use mfadir_http::testing::{Stub, answer};
use mfadir_okta::Engine;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::tenant::{ADA, directory, directory_on, found, refusal};

const AUTHENTICATORS: &str = "GET /api/v1/authenticators";

fn enrollments() -> String {
    format!("/api/v1/users/{ADA}/authenticator-enrollments")
}

fn authenticators() -> Value {
    json!([{"id": "aut1", "key": "okta_verify", "status": "ACTIVE"}, {"id": "aut2", "key": "tac", "status": "ACTIVE"}])
}

fn issued() -> Value {
    json!({"id": "tac1", "key": "tac", "profile": {"tac": "n@C*canary", "multiUse": true, "expiresAt": "2026-01-15T10:30:00"}})
}

async fn issue(stub: &Stub, minutes: u64) -> Result<TemporaryCode, Error> {
    let request = CodeRequest { lifetime: Duration::from_mins(minutes), reusable: true };
    directory(stub).temporary_code(&ADA.into(), &request).await
}

#[tokio::test]
async fn a_code_takes_two_requests_of_which_one_writes() {
    let stub = Stub::new(|seen| found(&if seen.line == AUTHENTICATORS { authenticators() } else { issued() })).await;
    let code = issue(&stub, 60).await.expect("a code");
    assert_eq!(stub.lines(), [AUTHENTICATORS.to_owned(), format!("POST {}/tac", enrollments())]);
    let body = json!({"authenticatorId": "aut2", "profile": {"ttl": 60, "multiUse": true}});
    assert_eq!(stub.seen()[1].body, body);
    assert_eq!((code.id.as_str(), code.code.expose_secret()), ("temporary-code/tac1", "n@C*canary"));
    assert_eq!(code.expires_at.map(|at| at.to_string()).as_deref(), Some("2026-01-15T10:30:00Z"));
    assert!(code.reusable && !format!("{code:?}").contains("canary"));
}

#[tokio::test]
async fn nothing_is_made_where_it_cannot_be() {
    let none = |rows: Value| Stub::new(move |_| found(&rows));
    let inactive = json!([{"id": "aut2", "key": "tac", "status": "INACTIVE"}]);
    for rows in [json!([]), inactive] {
        let stub = none(rows).await;
        assert_eq!(issue(&stub, 60).await.expect_err("no authenticator").kind(), ErrorKind::Conflict);
        assert_eq!(stub.lines(), [AUTHENTICATORS]);
    }
    let stub = none(authenticators()).await;
    assert_eq!(issue(&stub, 9).await.expect_err("too short").kind(), ErrorKind::Invalid);
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn a_code_that_cannot_be_read_may_have_been_made() {
    let broken = json!({"id": "tac1", "profile": {"tac": 5, "note": "canary"}});
    let stub =
        Stub::new(move |seen| found(&if seen.line == AUTHENTICATORS { authenticators() } else { broken.clone() }))
            .await;
    let error = issue(&stub, 60).await.expect_err("unreadable");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, Applied::Perhaps));
    assert!(!format!("{error:?}").contains("canary"));
}

#[tokio::test]
async fn only_a_code_is_revoked_and_only_a_device_removed() {
    let stub = Stub::new(|_| answer(204, "")).await;
    let directory = directory(&stub);
    let user = ADA.into();
    directory.revoke_code(&user, &"temporary-code/tac1".into()).await.expect("revoked");
    directory.remove(&user, &"enrollment/pfd1".into(), &RemoveOptions::default()).await.expect("removed");
    let sent = [format!("DELETE {}/tac1", enrollments()), format!("DELETE {}/pfd1", enrollments())];
    assert_eq!(stub.lines(), sent);
    for id in ["tac1", "enrollment/pfd1", "opf1", "", "temporary-code/", "temporary-code/.."] {
        let error = directory.revoke_code(&user, &id.into()).await.expect_err(id);
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
    let proof = Proof::Code("n@C*canary".into());
    let asked = Asked::Factor("temporary-code/tac1".into());
    assert_eq!(directory.verify(&user, &asked, &proof).await.expect_err("no such act").kind(), ErrorKind::NotFound);
    assert_eq!(stub.lines().len(), 2);
    let stub = Stub::new(|_| refusal(404, "E0000007", "Not found: Resource not found: tac1")).await;
    let gone = super::tenant::directory(&stub).revoke_code(&user, &"temporary-code/tac1".into()).await;
    assert_eq!(gone.expect_err("gone").kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn devices_are_the_enrollments_of_okta_verify() {
    let rows = json!([
        {"id": "pfd1", "key": "okta_verify", "status": "ACTIVE", "name": "Okta Verify", "nickname": "Ada's phone"},
        {"id": "eae1", "key": "okta_email", "status": "ACTIVE", "name": "Email"},
        {"id": "pfd2", "key": "okta_verify", "status": "ACTIVE", "name": "Okta Verify", "nickname": null},
    ]);
    let stub = Stub::new(move |_| found(&rows)).await;
    let devices = directory(&stub).devices(&ADA.into()).await.expect("devices");
    let told: Vec<_> = devices.iter().map(|device| (device.id.as_str(), device.label.as_deref())).collect();
    assert_eq!(told, [("enrollment/pfd1", Some("Ada's phone")), ("enrollment/pfd2", Some("Okta Verify"))]);
    assert_eq!(stub.lines(), [format!("GET {}", enrollments())]);
}

#[tokio::test]
async fn classic_engine_has_neither_and_says_why() {
    let stub = Stub::new(|_| found(&json!([]))).await;
    let directory = directory_on(&stub, Engine::V1);
    let error = directory.devices(&ADA.into()).await.expect_err("classic");
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Unsupported, Some(Operation::Devices)));
    assert!(error.hint().is_some_and(|hint| hint.contains("Identity Engine")));
    let request = CodeRequest { lifetime: Duration::from_hours(1), reusable: false };
    let error = directory.temporary_code(&ADA.into(), &request).await.expect_err("classic");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let error = directory.revoke_code(&ADA.into(), &"temporary-code/tac1".into()).await.expect_err("classic");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let capabilities = &directory.profile().capabilities;
    let silent = capabilities.absent.keys().find(|operation| capabilities.offers(**operation));
    assert_eq!((silent, stub.lines().len()), (None, 0));
}
