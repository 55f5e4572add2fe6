//! Secrets in the keyring of the operating system.

use mfadir::Keyring;
use secrecy::ExposeSecret;

use crate::seat::Seat;

const ADD: &str = "tenant add acme --provider okta --set url=https://acme.okta.com --store keyring --no-test";

#[tokio::test]
async fn a_secret_is_copied_and_the_configuration_names_it_there() {
    let seat = Seat::with("");
    let added = seat.run(&format!("{ADD} --secret auth.api_token=env:TOKEN")).await;
    assert_eq!(added.exit, 0, "{added:?}");
    let kept = seat.keyring.read("acme/auth.api_token").expect("kept");
    assert_eq!(kept.expose_secret(), "s3cret");
    assert!(seat.configuration().contains(r#"auth = { api_token = { keyring = "acme/auth.api_token" } }"#));
    assert!(!format!("{added:?}{}", seat.configuration()).contains("s3cret"));
    let shown = seat.run("tenant show acme").await;
    assert!(shown.output.contains("from the keyring entry acme/auth.api_token"), "{shown:?}");
}

#[tokio::test]
async fn a_secret_that_is_typed_is_kept_and_repeated_nowhere() {
    let seat = Seat::with("");
    let added = seat.run_with(ADD, "\ntyp3d\n").await;
    assert_eq!(added.exit, 0, "{added:?}");
    assert_eq!(seat.keyring.read("acme/auth.api_token").expect("kept").expose_secret(), "typ3d");
    assert!(!format!("{added:?}{}", seat.configuration()).contains("typ3d"));
}

#[tokio::test]
async fn where_nobody_can_type_the_flag_is_named() {
    let seat = Seat::with("");
    let ran = seat.run(ADD).await;
    assert_eq!(ran.exit, 2);
    assert!(ran.error.contains("--secret auth.api_token=env:NAME"), "{ran:?}");
    assert_eq!(seat.configuration(), "");
}

#[tokio::test]
async fn a_dry_run_keeps_nothing() {
    let seat = Seat::with("");
    let ran = seat.run(&format!("{ADD} --secret auth.api_token=env:TOKEN --dry-run")).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert_eq!((seat.keyring.names(), seat.configuration()), (Vec::new(), String::new()));
}

#[tokio::test]
async fn a_secret_that_cannot_be_read_changes_nothing() {
    let seat = Seat::with("");
    let ran = seat.run(&format!("{ADD} --secret auth.api_token=env:MISSING")).await;
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert_eq!((seat.keyring.names(), seat.configuration()), (Vec::new(), String::new()));
}

#[tokio::test]
async fn a_removed_tenant_leaves_its_entry_and_says_so() {
    let seat = Seat::with("");
    seat.run(&format!("{ADD} --secret auth.api_token=env:TOKEN")).await;
    let removed = seat.run("tenant remove acme --yes").await;
    assert_eq!(removed.exit, 0, "{removed:?}");
    assert!(removed.error.contains("the keyring still has acme/auth.api_token"), "{removed:?}");
    assert_eq!(seat.keyring.names(), ["acme/auth.api_token"]);
}
