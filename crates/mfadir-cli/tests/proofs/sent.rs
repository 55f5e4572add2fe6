//! Codes that are sent, and codes that a device shows.

use mfadir_sandbox::{Rule, Tenant};

use crate::{
    stage::{Stage, sent_code},
    writes::writes,
};

#[tokio::test]
async fn a_challenge_and_its_answer_may_be_two_runs() {
    let stage = Stage::new().await;
    for (name, tenant) in [("okta", stage.sandbox.okta()), ("onelogin", stage.sandbox.onelogin())] {
        let ran = stage.run(&format!("factor challenge {name}:bob@example.com sms")).await;
        assert_eq!((ran.exit, stage.kept()), (0, 1), "{}", ran.error);
        let code = sent_code(tenant, "bob@example.com");
        assert!(!ran.output.contains(&code));
        let ran =
            stage.run_at_terminal(&format!("factor verify {name}:bob@example.com sms"), &format!("{code}\n")).await;
        assert_eq!((ran.exit, stage.kept()), (0, 0), "{}", ran.error);
        assert!(ran.output.contains("approved"), "{}", ran.output);
        assert_eq!(writes(tenant).len(), 2, "{:?}", writes(tenant));
    }
}

#[tokio::test]
async fn a_wrong_code_is_no_proof_and_the_challenge_still_waits() {
    let stage = Stage::new().await;
    for (name, tenant) in [("okta", stage.sandbox.okta()), ("onelogin", stage.sandbox.onelogin())] {
        stage.run(&format!("factor challenge {name}:bob@example.com sms")).await;
        let verify = format!("factor verify {name}:bob@example.com sms --code");
        let ran = stage.run(&format!("{verify} 0")).await;
        assert_eq!((ran.exit, ran.output.as_str()), (8, ""), "{}", ran.error);
        assert!(ran.error.contains("hint: "), "{}", ran.error);
        let ran = stage.run(&format!("{verify} {}", sent_code(tenant, "bob@example.com"))).await;
        assert_eq!(ran.exit, 0, "{}", ran.error);
    }
}

#[tokio::test]
async fn what_can_be_no_code_is_not_sent() {
    let stage = Stage::new().await;
    for code in ["--code=", &format!("--code={}", "1".repeat(200)), "--answer="] {
        let ran = stage.run(&format!("factor verify okta:bob@example.com sms {code}")).await;
        assert_eq!(ran.exit, 8, "{}", ran.error);
        assert!(ran.error.contains("hint: "), "{}", ran.error);
    }
    assert!(stage.sandbox.okta().requests().is_empty());
}

#[tokio::test]
async fn no_code_is_sent_that_nobody_could_type() {
    let stage = Stage::new().await;
    let ran = stage.run("factor verify okta:bob@example.com sms --ticket INC1").await;
    assert_eq!(ran.exit, 2);
    let (sent, then) = ran.error.split_once(", then ").expect("two commands");
    assert!(sent.contains("`mfadir factor challenge okta:bob@example.com id:sms"), "{}", ran.error);
    assert!(sent.ends_with(" --ticket INC1`") && then.contains(" --ticket INC1 --code CODE`"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()), [""; 0]);
}

#[tokio::test]
async fn a_code_that_a_device_shows_needs_no_challenge() {
    let stage = Stage::new().await;
    for (name, tenant) in [("okta", stage.sandbox.okta()), ("onelogin", stage.sandbox.onelogin())] {
        let code = shown_code(tenant, "ada@example.com", "totp@google");
        let line = format!("-o json factor verify {name}:ada@example.com totp@google --code {code}");
        let ran = stage.run(&line).await;
        assert_eq!(ran.exit, 0, "{}", ran.error);
        assert!(ran.output.contains("\"outcome\": \"approved\"") && ran.output.contains("\"receipt\": null"));
        assert_eq!(stage.run(&line).await.exit, 8, "no code is taken twice");
    }
}

fn shown_code(tenant: &Tenant, login: &str, is: &str) -> String {
    let now = tenant.now();
    let world = tenant.world();
    let person = world.person_by_login(login).expect("somebody");
    let factor = person.factors.iter().find(|factor| factor.factor_type().to_string() == is).expect("a factor");
    world.shown_code(&person.id, &factor.id, now).expect("it shows codes").reveal().to_owned()
}

#[tokio::test]
async fn a_challenge_whose_answer_is_lost_is_not_sent_again() {
    let stage = Stage::new().await;
    stage.sandbox.okta().faults().add(Rule {
        method: Some("POST".to_owned()),
        times: Some(1),
        reset: true,
        after: true,
        ..Rule::default()
    });
    let ran = stage.run("factor challenge okta:bob@example.com sms").await;
    assert_eq!(ran.exit, 7, "{}", ran.error);
    assert!(ran.error.contains("look before you repeat: ask the user"), "{}", ran.error);
    assert_eq!((writes(stage.sandbox.okta()).len(), stage.kept()), (1, 0));
}

#[tokio::test]
async fn a_dry_run_sends_nothing() {
    let stage = Stage::new().await;
    for line in ["factor challenge okta:bob@example.com sms", "factor verify okta:ada@example.com push"] {
        let ran = stage.run(&format!("{line} --dry-run")).await;
        assert_eq!(ran.exit, 0, "{}", ran.error);
        assert!(ran.output.contains("would be "), "{}", ran.output);
    }
    assert_eq!(writes(stage.sandbox.okta()), [""; 0]);
}
