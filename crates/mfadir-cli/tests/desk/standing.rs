//! Which policy a tenant has, and what is to be done before anybody may act there.

use std::fs;

use crate::seat::Seat;

const ADD: &str = "tenant add acme --provider okta --set url=https://acme.okta.com --no-test \
                   --secret auth.api_token=env:TOKEN";

#[tokio::test]
async fn a_tenant_that_is_added_without_a_word_is_strict_and_the_next_steps_are_told() {
    let seat = Seat::with("");
    let added = seat.run(ADD).await;
    assert_eq!(added.exit, 0, "{added:?}");
    assert!(!seat.configuration().contains("policy"));
    for step in
        ["policy: strict, the default", "`mfadir operator new ", "`mfadir policy check FILE`", "`policy = \"open\"`"]
    {
        assert!(added.error.contains(step), "{step}: {added:?}");
    }
    assert!(seat.run("tenant show acme").await.output.contains("strict, the default"));
    assert!(seat.run("-o csv tenant list").await.output.contains(",strict"));
}

#[tokio::test]
async fn a_policy_is_said_when_the_tenant_is_added() {
    let seat = Seat::with("");
    let added = seat.run(&format!("{ADD} --policy open")).await;
    assert_eq!(added.exit, 0, "{added:?}");
    assert!(seat.configuration().contains("policy = \"open\"\n"));
    assert!(added.error.contains("policy: open, named at ") && !added.error.contains("next: "), "{added:?}");
}

#[tokio::test]
async fn a_policy_file_is_meant_from_where_somebody_types() {
    let seat = Seat::with("");
    fs::write(seat.path("desk.toml"), "extends = \"strict\"\n").expect("writable");
    let added = seat.run(&format!("{ADD} --policy desk.toml")).await;
    assert_eq!(added.exit, 0, "{added:?}");
    assert!(seat.configuration().contains(&*seat.path("desk.toml").to_string_lossy()), "{}", seat.configuration());
}

#[tokio::test]
async fn a_policy_that_cannot_be_read_adds_nothing() {
    let seat = Seat::with("");
    let ran = seat.run(&format!("{ADD} --policy opne")).await;
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert!(ran.error.contains("did you mean `open`?"), "{ran:?}");
    assert_eq!(seat.configuration(), "");
}

#[tokio::test]
async fn what_is_missing_is_told_until_the_operator_is_known() {
    let seat = Seat::with("");
    let added = seat.run(ADD).await;
    assert!(added.error.contains("operators: `mfadir operator new operator`"), "{added:?}");
    let desk = "[desk]\noperators = \"operators.toml\"\n";
    for (file, told) in [(None, "cannot be read"), (Some("x"), "operators.toml:1:2: "), (Some(""), "is not in")] {
        if let Some(text) = file {
            fs::write(seat.path("operators.toml"), text).expect("writable");
        }
        fs::write(seat.path("config.toml"), desk).expect("writable");
        let added = seat.run(ADD).await;
        assert!(added.error.contains("next: ") && added.error.contains(told), "{told}: {added:?}");
    }
    let entry = seat.run("operator new operator").await.output;
    fs::write(seat.path("operators.toml"), entry).expect("writable");
    fs::write(seat.path("config.toml"), desk).expect("writable");
    let added = seat.run(ADD).await;
    assert!(added.exit == 0 && !added.error.contains("next: "), "{added:?}");
}
