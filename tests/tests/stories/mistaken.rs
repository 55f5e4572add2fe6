//! Proofs that are wrong in the ways that people get them wrong: used, of another one's factor, for another time.

use std::time::Duration;

use mfadir_sandbox::Tenant;
use mfadir_tests::{Stage, block_on};

/// The newest code that the tenant sent.
fn code(tenant: &Tenant) -> String {
    tenant.world().outbox().last().expect("it was sent").code.reveal().to_owned()
}

#[test]
fn a_code_is_good_once() {
    block_on(async {
        let mut text = Vec::new();
        for tenant in ["okta", "onelogin", "onelogin-v2"] {
            let stage = Stage::new().await;
            let asked = stage.run(&format!("-t {tenant} factor challenge ada@example.com sms --yes")).await;
            assert_eq!(asked.exit, 0, "{asked}");
            let of = if tenant == "okta" { stage.sandbox().okta() } else { stage.sandbox().onelogin() };
            let code = code(of);
            let line = format!("-t {tenant} factor verify ada@example.com sms --code {code} --yes");
            let first = stage.run(&line).await;
            assert_eq!(first.exit, 0, "{first}");
            let second = stage.run(&line).await;
            assert_ne!(second.exit, 0, "{second}");
            assert!(!second.output.contains("approved"), "{second}");
            text.push(stage.transcript(&[second]).replace(&code, "<code>"));
        }
        insta::assert_snapshot!(text.join("\n\n"));
    });
}

#[test]
fn an_enrollment_that_ended_is_told() {
    block_on(async {
        let lines = [("onelogin", "sms --phone +15555550123"), ("onelogin-v2", "totp@google"), ("onelogin-v2", "sms")];
        let mut text = Vec::new();
        for (tenant, what) in lines {
            let stage = Stage::new().await;
            let begun = stage.run(&format!("-t {tenant} factor enroll carol@example.com {what} --yes")).await;
            assert_eq!(begun.exit, 0, "{begun}");
            stage.advance(Duration::from_hours(24));
            let kind = what.split(' ').next().expect("a kind");
            let line = format!("-t {tenant} factor activate carol@example.com {kind} --code 123456 --yes");
            let late = stage.run(&line).await;
            assert_eq!(late.exit, 8, "{late}");
            text.push(stage.transcript(&[late]));
        }
        insta::assert_snapshot!(text.join("\n\n"));
    });
}

#[test]
fn a_factor_of_another_user_is_not_found() {
    block_on(async {
        let mut text = Vec::new();
        for tenant in ["okta", "onelogin", "onelogin-v2"] {
            let stage = Stage::new().await;
            let list = stage.run(&format!("-t {tenant} -o json factor list ada@example.com")).await;
            let document = list.json();
            let id = document["factors"][0]["id"].as_str().expect("ada has factors");
            for verb in ["challenge", "verify", "show"] {
                let told = stage.run(&format!("-t {tenant} factor {verb} bob@example.com id:{id}")).await;
                assert_eq!(told.exit, 3, "{told}");
                text.push(stage.transcript(&[told]).replace(id, "<id>"));
            }
            let writes = [stage.okta_writes(), stage.onelogin_writes()].concat();
            assert!(writes.is_empty(), "{writes:?}");
        }
        insta::assert_snapshot!(text.join("\n\n"));
    });
}

#[test]
fn the_number_of_a_push_is_shown_before_anybody_waits() {
    block_on(async {
        let stage = Stage::new().await;
        let asked = stage.run("-t okta -o json factor challenge ada@example.com push --number-matching --yes").await;
        assert_eq!(asked.exit, 0, "{asked}");
        let document = asked.json();
        let number = document["number_to_match"].as_str().expect("a number");
        let told = stage.run("-t okta factor verify ada@example.com push --yes --wait 5s").await;
        assert_eq!(told.exit, 8, "{told}");
        assert!(told.error.contains(&format!("the number to match is {number}")), "{told}");
        let writes = stage.okta_writes();
        assert_eq!(writes.len(), 1, "one push was sent: {writes:?}");
    });
}
