//! What can be told about the token.

use mfadir_core::{Inspector, Operation, Owner, Right, Severity};
use mfadir_http::testing::Stub;
use serde_json::json;

use super::tenant::{ADA, directory, found, user};

#[tokio::test]
async fn it_names_the_owner_and_probes_with_reads_alone() {
    let stub = Stub::new(|seen| match seen.line.as_str() {
        "GET /api/v1/users/me" => found(&user(ADA, "ada@example.com")),
        "GET /.well-known/okta-organization" if seen.authorization.is_empty() => found(&json!({"pipeline": "v1"})),
        line if line.ends_with("/roles") => found(&json!([{"id": "r1", "type": "HELP_DESK_ADMIN"}])),
        _ => found(&json!([])),
    })
    .await;
    let inspection = directory(&stub).inspect().await.expect("an inspection");
    assert_eq!(inspection.credential.owner, Owner::Person("ada@example.com".to_owned()));
    let severities: Vec<_> = inspection.findings.iter().map(|finding| finding.severity).collect();
    let (warning, good) = (Severity::Warning, Severity::Good);
    assert_eq!(severities, [warning, good, warning, good, good, good], "{:?}", inspection.findings);
    assert!(stub.lines().iter().all(|line| line.starts_with("GET ")));
}

#[tokio::test]
async fn an_organisation_tells_its_id_to_everybody() {
    let stub = Stub::new(|seen| match seen.line.as_str() {
        "GET /.well-known/okta-organization" if seen.authorization.is_empty() => {
            found(&json!({"id": "00o1a2b3c4d5e6F7G0h7", "pipeline": "idx"}))
        }
        _ => found(&json!([])),
    })
    .await;
    assert_eq!(directory(&stub).tenant_id().await.expect("told").as_deref(), Some("00o1a2b3c4d5e6F7G0h7"));
    assert_eq!(stub.lines().len(), 1);
}

#[tokio::test]
async fn what_the_token_may_takes_two_requests_or_none() {
    let stub = Stub::new(|seen| match seen.line.as_str() {
        "GET /api/v1/users/me" => found(&user(ADA, "ada@example.com")),
        _ => found(&json!([{"id": "r1", "type": "HELP_DESK_ADMIN"}])),
    })
    .await;
    let directory = directory(&stub);
    let untold = directory.rights(1).await.expect("an answer");
    assert!(matches!(untold.of(Operation::Unlock), Right::CannotTell(_)) && stub.lines().is_empty(), "{untold:?}");
    let told = directory.rights(2).await.expect("an answer");
    assert_eq!(stub.lines(), ["GET /api/v1/users/me".to_owned(), format!("GET /api/v1/users/{ADA}/roles")]);
    assert_eq!(told.of(Operation::Unlock), Right::Has);
    assert!(matches!(told.of(Operation::Enroll), Right::Lacks(why) if why.contains("HELP_DESK_ADMIN")));
}
