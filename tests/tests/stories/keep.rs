//! One factor goes, and another one is meant to stay.

use mfadir_tests::{Stage, block_on};
use serde_json::Value;

const ADA: &str = "ada@example.com";

#[test]
fn a_code_goes_and_the_push_stays() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor remove ada@example.com totp@okta --keep push --yes").await;
        assert_eq!(told.exit, 0, "{told}");
        let requests = stage.sandbox().okta().requests();
        let methods: Vec<_> = requests.iter().map(|seen| seen.method.as_str()).collect();
        assert_eq!(methods, ["GET", "GET", "DELETE", "GET"], "find, list, remove, look");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn a_list_takes_two_requests() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run(&format!("-t okta factor list {ADA}")).await;
        assert_eq!(told.exit, 0, "{told}");
        assert_eq!(stage.sandbox().okta().requests().len(), 2);
    });
}

/// Every factor that the document names with this word, wherever it stands.
fn mentions(document: &Value, word: &str) -> bool {
    match document {
        Value::Object(fields) => fields.iter().any(|(key, value)| key == word || mentions(value, word)),
        Value::Array(items) => items.iter().any(|item| mentions(item, word)),
        Value::String(text) => text == word,
        _ => false,
    }
}

#[test]
fn a_dry_run_names_what_goes_along_and_sends_only_reads() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor remove ada@example.com push --dry-run -o json").await;
        assert_eq!(told.exit, 0, "{told}");
        let document = told.json();
        for word in ["push", "totp", "device-key"] {
            assert!(mentions(&document, word), "{word} is missing: {told}");
        }
        assert_eq!(stage.okta_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn a_dry_run_of_any_change_sends_only_reads() {
    block_on(async {
        let stage = Stage::new().await;
        for line in [
            "-t okta factor remove ada@example.com sms --yes",
            "-t okta reset ada@example.com --yes",
            "-t okta user unlock ivan@example.com --yes",
            "-t onelogin factor remove ada@example.com sms --yes",
            "-t onelogin reset ada@example.com --yes",
            "-t onelogin-v2 reset ada@example.com --yes",
            "-t onelogin user unlock ivan@example.com --yes",
        ] {
            let told = stage.run(&format!("{line} --dry-run")).await;
            assert_eq!(told.exit, 0, "{told}");
        }
        assert_eq!(stage.okta_writes(), [""; 0]);
        assert_eq!(stage.onelogin_writes(), [""; 0]);
    });
}

#[test]
fn what_must_stay_is_not_taken_along() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor remove ada@example.com push --keep totp@okta --yes").await;
        assert_eq!(told.exit, 6, "{told}");
        assert_eq!(stage.okta_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn what_must_stay_must_be_there() {
    block_on(async {
        let stage = Stage::new().await;
        let told = stage.run("-t okta factor remove dan@example.com totp@okta --keep push --yes").await;
        assert_eq!(told.exit, 6, "{told}");
        assert_eq!(stage.okta_writes(), [""; 0]);
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}
