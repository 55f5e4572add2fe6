//! What `tenant test` tells.

use mfadir_core::{Inspector, Severity};
use mfadir_http::testing::answer;
use serde_json::json;

use super::tenant::{directory, stub, usual};

#[tokio::test]
async fn it_tells_whether_people_and_factors_are_shown() {
    let good = directory(&stub(usual).await).inspect().await.expect("an inspection");
    assert!(good.findings.iter().all(|finding| finding.severity == Severity::Good), "{:?}", good.findings);
    let forbidden = json!({"error": {"code": 403, "message": "no", "title": "Forbidden"}}).to_string();
    let stub = stub(
        move |seen| {
            if seen.line.contains("/v3/credentials") { answer(403, forbidden.clone()) } else { usual(seen) }
        },
    )
    .await;
    let bad = directory(&stub).inspect().await.expect("an inspection");
    let texts: Vec<_> = bad.findings.iter().map(|finding| (finding.severity, finding.text.as_str())).collect();
    assert!(
        matches!(texts[..], [(Severity::Good, _), (Severity::Problem, text)] if text.contains("cannot list factors"))
    );
}
