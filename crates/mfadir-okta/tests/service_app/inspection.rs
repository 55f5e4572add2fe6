//! What can be told about a service app.

use mfadir_core::{Inspector, Owner, Severity};

use super::{
    organisation::{Organisation, Rules},
    tenant::{CLIENT, directory},
};

async fn inspected(rules: Rules) -> (String, Vec<(Severity, String)>, Organisation) {
    let organisation = Organisation::new(rules).await;
    let inspection = directory(&organisation).inspect().await.expect("an inspection");
    assert_eq!(inspection.credential.owner, Owner::Service(CLIENT.to_owned()));
    let findings = inspection.findings.into_iter().map(|finding| (finding.severity, finding.text)).collect();
    (inspection.credential.form, findings, organisation)
}

fn finding<'a>(findings: &'a [(Severity, String)], word: &str) -> &'a (Severity, String) {
    findings.iter().find(|(_, text)| text.contains(word)).unwrap_or_else(|| panic!("{word} in {findings:?}"))
}

#[tokio::test]
async fn it_says_what_the_app_is_and_may_do() {
    let (form, findings, organisation) = inspected(Rules { dpop: true, ..Rules::default() }).await;
    assert_eq!(form, "service app (OAuth, key ES256, tokens bound by DPoP)");
    assert_eq!(finding(&findings, "lives as long").0, Severity::Good);
    let scopes = finding(&findings, "has the scopes");
    assert_eq!(scopes.1, "has the scopes okta.users.read, okta.users.manage, okta.roles.read");
    assert_eq!(finding(&findings, "okta.logs.read").0, Severity::Warning);
    assert_eq!(finding(&findings, "lists users").0, Severity::Good);
    assert_eq!(finding(&findings, "HELP_DESK_ADMIN").0, Severity::Good);
    let lines = organisation.lines();
    assert!(lines.iter().all(|line| line.contains(" GET ") || line.contains("/token")), "{lines:?}");
}

#[tokio::test]
async fn an_app_that_can_only_look_is_told_to_be_one() {
    let (form, findings, _organisation) = inspected(Rules { granted: &["okta.users.read"], ..Rules::default() }).await;
    assert_eq!(form, "service app (OAuth, key ES256)");
    assert_eq!(finding(&findings, "okta.users.manage").0, Severity::Problem);
    assert_eq!(finding(&findings, "may not read its own roles").0, Severity::Warning);
}
