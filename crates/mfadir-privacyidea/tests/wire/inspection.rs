//! What can be told about a tenant before anything is done with it.

use mfadir_core::{Inspection, Inspector, Owner, Severity};
use mfadir_http::testing::Stub;
use serde_json::{Value, json};

use super::tenant::{claims, directory, refusal, tenant_for, value};

async fn inspect(claims: Value, realm: &'static str, people: usize) -> Inspection {
    let stub: Stub = tenant_for(claims, move |seen| match seen.line.as_str() {
        "GET /realm/" => value(json!({realm: {}})),
        "GET /user/?realm=people" => value(vec![json!({"username": "ada"}); people]),
        "GET /user/count?realm=people&username=-" => value(json!({"count": 0})),
        _ => refusal(500, -500, "what else?"),
    })
    .await;
    directory(&stub).inspect().await.expect("an inspection")
}

fn texts(inspection: &Inspection, severity: Severity) -> String {
    let found = inspection.findings.iter().filter(|finding| finding.severity == severity);
    found.map(|finding| finding.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn all_is_well_and_the_rights_are_told() {
    let mut claims = claims();
    claims["rights"] =
        json!(["userlist", "tokenlist", "delete", "reset", "triggerchallenge", "auditlog", "enrollTOTP"]);
    let inspection = inspect(claims, "people", 20).await;
    assert_eq!(texts(&inspection, Severity::Problem), "");
    assert_eq!(texts(&inspection, Severity::Warning), "");
    let good = texts(&inspection, Severity::Good);
    for word in ["privacyIDEA 3.14", "1h", "\"people\" is there", "shows 20", "remove and reset", "enroll TOTP"] {
        assert!(good.contains(word), "{word} is not in {good}");
    }
    assert_eq!(inspection.credential.owner, Owner::Unknown);
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let mut claims = claims();
    claims["rights"] = json!(["userlist"]);
    let inspection = inspect(claims, "guests", 500).await;
    let problems = texts(&inspection, Severity::Problem);
    assert!(problems.contains("no realm \"people\", but guests") && problems.contains("`tokenlist`"), "{problems}");
    let warnings = texts(&inspection, Severity::Warning);
    assert!(warnings.contains("500 users") && warnings.contains("`delete`"), "{warnings}");
}

#[tokio::test]
async fn a_person_is_no_administrator() {
    let claims = json!({"username": "ada", "realm": "people", "role": "user", "rights": ["delete"]});
    let inspection = inspect(claims, "people", 20).await;
    assert!(texts(&inspection, Severity::Problem).contains("\"user\""));
    assert_eq!(inspection.credential.owner, Owner::Person("ada@people".to_owned()));
}

#[tokio::test]
async fn more_rights_than_needed_are_a_warning() {
    assert!(texts(&inspect(claims(), "people", 20).await, Severity::Warning).contains("everything"));
}
