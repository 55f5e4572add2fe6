//! Factors that are asked, and what the person who asks is told: yes, no, nothing, and a wrong code.

use mfadir_cli::Interrupt;
use mfadir_core::{FactorId, Kind, UserId};
use mfadir_memory::Answer;
use mfadir_sandbox::{Replacement, Rule, Tenant};
use mfadir_tests::{Stage, Told, block_on};

const PUSH: &str = "factor verify ada@example.com push";

fn push_of_ada(tenant: &Tenant) -> (UserId, FactorId) {
    let world = tenant.world();
    let ada = world.person_by_login("ada@example.com").expect("ada was seeded");
    let push = ada.factors.iter().find(|factor| factor.kind == Kind::Push).expect("ada has a push");
    (ada.id.clone(), push.id.clone())
}

/// Answers Ada's push as soon as there is one.
async fn answered(tenant: &Tenant, answer: Answer) {
    let (ada, push) = push_of_ada(tenant);
    while tenant.world().answer(&ada, &push, answer).is_err() {
        tokio::task::yield_now().await;
    }
}

async fn verified(stage: &Stage, tenant: &str, answer: Answer) -> Told {
    let asked = if tenant == "okta" { stage.sandbox().okta() } else { stage.sandbox().onelogin() };
    let line = format!("-t {tenant} {PUSH} --yes");
    let (told, ()) = futures_util::join!(stage.run(&line), answered(asked, answer));
    told
}

#[test]
fn a_push_that_is_approved_is_done() {
    block_on(async {
        for tenant in ["okta", "onelogin", "onelogin-v2"] {
            let told = verified(&Stage::new().await, tenant, Answer::Yes).await;
            assert_eq!(told.exit, 0, "{told}");
            assert!(told.output.contains("approved"), "{told}");
        }
    });
}

#[test]
fn a_push_that_is_denied_is_no_proof() {
    block_on(async {
        for tenant in ["okta", "onelogin", "onelogin-v2"] {
            let told = verified(&Stage::new().await, tenant, Answer::No).await;
            assert_eq!(told.exit, 8, "{told}");
            assert!(!told.output.contains("approved"), "{told}");
        }
    });
}

#[test]
fn a_push_that_nobody_answers_ends_at_the_providers_time() {
    block_on(async {
        for tenant in ["okta", "onelogin", "onelogin-v2"] {
            let stage = Stage::new().await;
            let told = stage.run(&format!("-t {tenant} {PUSH} --yes")).await;
            assert_eq!(told.exit, 8, "{told}");
            assert!(!told.output.contains("approved"), "{told}");
        }
    });
}

#[test]
fn a_push_is_not_waited_for_longer_than_wanted() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run(&format!("-t okta {PUSH} --yes --wait 20s")).await;
        assert_eq!(told.exit, 8, "{told}");
        let polls =
            stage.sandbox().okta().requests().iter().filter(|seen| seen.path.contains("/transactions/")).count();
        assert!((1..=6).contains(&polls), "{polls} polls in 20 s");
    });
}

#[test]
fn a_push_is_taken_back_by_who_interrupts() {
    block_on(async {
        let (stage, interrupt) = (Stage::new().await, Interrupt::default());
        let tenant = stage.sandbox().okta();
        let (ada, push) = push_of_ada(tenant);
        let seen = async {
            while tenant.world().challenge_of(&ada, &push).is_none() {
                tokio::task::yield_now().await;
            }
            interrupt.trip();
        };
        let line = format!("-t okta {PUSH} --yes");
        let (told, ()) = futures_util::join!(stage.run_interruptibly(&line, &interrupt), seen);
        assert_eq!(told.exit, 130, "{told}");
        let taken_back =
            stage.okta_writes().iter().any(|sent| sent.starts_with("DELETE ") && sent.contains("/transactions/"));
        assert!(taken_back, "{:?}", stage.okta_writes());
        assert!(tenant.world().answer(&ada, &push, Answer::Yes).is_err(), "nobody can approve it any more");
    });
}

#[test]
fn a_link_to_another_host_is_not_followed() {
    block_on(async {
        let stage = Stage::new().await;
        let url = stage.sandbox().ready().okta.url.clone();
        let replace = Some(Replacement { text: url, with: "https://okta.example.net".into() });
        let rule = Rule { method: Some("POST".into()), path: Some("/api/**".into()), replace, ..Rule::default() };
        stage.sandbox().okta().faults().add(rule);
        let told = stage.run(&format!("-t okta {PUSH} --yes")).await;
        assert_eq!(told.exit, 7, "it was sent, and may be answered: {told}");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn a_challenge_and_its_answer_are_two_runs() {
    block_on(async {
        let stage = Stage::new().await;
        let asked = stage.run("-t okta factor challenge ada@example.com sms").await;
        assert_eq!(asked.exit, 0, "{asked}");
        let code = stage.sandbox().okta().world().outbox().last().expect("it was sent").code.reveal().to_owned();
        assert!(!asked.everything().contains(&code), "the code is the user's alone: {asked}");
        let wrong = stage.run("-t okta factor verify ada@example.com sms --code 000000").await;
        assert_eq!(wrong.exit, 8, "{wrong}");
        let right = stage.run(&format!("-t okta factor verify ada@example.com sms --code {code}")).await;
        assert_eq!(right.exit, 0, "{right}");
        let again = stage.run(&format!("-t okta factor verify ada@example.com sms --code {code}")).await;
        assert_eq!(again.exit, 8, "a code counts once: {again}");
        let text = stage.transcript(&[asked, wrong, right, again]).replace(&code, "<code>");
        insta::assert_snapshot!(text);
    });
}

#[test]
fn what_is_no_code_is_told_before_anything_is_sent() {
    block_on(async {
        let stage = Stage::new().await;
        let long = "7".repeat(200);
        for code in ["", &long] {
            let told = stage.run(&format!("-t okta factor verify ada@example.com totp@google --code={code}")).await;
            assert!([2, 8].contains(&told.exit), "{told}");
        }
        let wrong = stage.run("-t okta factor verify ada@example.com totp@google --code 000000").await;
        assert_eq!(wrong.exit, 8, "{wrong}");
        insta::assert_snapshot!(stage.transcript(&[wrong]));
    });
}
