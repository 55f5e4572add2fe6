//! A policy with a slip: nothing runs without its policy.

use std::fs;

use crate::{stage::Stage, writes::writes};

const SLIP: &str = "extends = \"strict\"\n\n[tickets]\npattern = 'INC\\d+'\n";

#[tokio::test]
async fn neither_a_write_nor_a_read_is_sent() {
    let stage = Stage::under(SLIP).await;
    for line in [
        "reset okta:ada@example.com --lost all --yes --ticket INC1",
        "factor remove okta:ada@example.com sms --yes --ticket INC1",
        "factor enroll okta:ada@example.com totp@google --ticket INC1",
        "temporary-code issue okta:ada@example.com --ticket INC1",
        "user unlock okta:ivan@example.com --yes --ticket INC1",
        "factor challenge okta:ada@example.com push --ticket INC1",
        "verify okta:ada@example.com --ticket INC1",
        "explain okta:ada@example.com",
        "factor list okta:ada@example.com",
        "can-i reset okta:ada@example.com",
        "-t okta user find ada",
        "-t okta request list",
        "-t okta policy show",
        "-t okta audit reconcile",
    ] {
        let ran = stage.run(line).await;
        assert_eq!(ran.exit, 2, "{line}: {}{}", ran.output, ran.error);
        assert!(ran.error.contains("policy.toml:3:2: unknown key `tickets`"), "{line}: {}", ran.error);
        assert!(ran.error.contains("did you mean `ticket`?"), "{line}: {}", ran.error);
    }
    assert_eq!(stage.sandbox.okta().requests().len(), 0, "not even a read");
    assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
}

#[tokio::test]
async fn a_policy_that_is_gone_is_no_open_one() {
    let stage = Stage::new("").await;
    fs::remove_file(stage.folder.path().join("policy.toml")).expect("there");
    let ran = stage.run("factor remove okta:ada@example.com sms --yes --ticket INC1").await;
    assert_eq!(ran.exit, 2, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("policy.toml"), "{}", ran.error);
    assert_eq!(stage.sandbox.okta().requests().len(), 0);
}

#[tokio::test]
async fn an_operators_file_that_is_gone_lets_nobody_act() {
    let stage = Stage::new("").await;
    let path = stage.folder.path().join("operators.toml");
    let whole = fs::read_to_string(&path).expect("there");
    for (text, exit) in [(None, 2), (Some(whole.replace("role", "roel")), 2), (Some(String::new()), 6)] {
        match text {
            Some(text) => fs::write(&path, text).expect("writable"),
            None => fs::remove_file(&path).expect("there"),
        }
        let ran = stage.run("factor challenge okta:ada@example.com push --ticket INC1").await;
        assert_eq!(ran.exit, exit, "{}{}", ran.output, ran.error);
        assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
    }
}
