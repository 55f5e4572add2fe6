//! Security keys: what a browser made of them is handed in as a file.

use std::fs;

use base64::{Engine, prelude::BASE64_STANDARD};
use mfadir_tests::{Stage, Told, block_on};
use serde_json::{Value, json};

/// What a browser calls registering and signing, for each kind of key.
const CEREMONIES: [(&str, &str, &str); 2] = [
    ("webauthn", "webauthn.create", "webauthn.get"),
    ("u2f", "navigator.id.finishEnrollment", "navigator.id.getAssertion"),
];

fn encoded(text: &str) -> String {
    BASE64_STANDARD.encode(text)
}

/// What the browser hands to the key: the ceremony with the challenge in it.
fn client_data(ceremony: &str, to_sign: &Value) -> String {
    let challenge = &to_sign["challenge"];
    let challenge = challenge.as_str().or(to_sign["nonce"].as_str()).expect("something to sign");
    encoded(&json!({"type": ceremony, "challenge": challenge, "origin": "https://acme.example.com"}).to_string())
}

fn file(stage: &Stage, name: &str, made: &Value) {
    fs::write(stage.folder().join(name), made.to_string()).expect("the folder is ours");
}

async fn done(stage: &Stage, line: &str) -> Told {
    let told = stage.run(line).await;
    assert_eq!(told.exit, 0, "{told}");
    told
}

async fn enrolled(stage: &Stage, kind: &str, ceremony: &str) -> Told {
    let begun = done(stage, &format!("-t okta -o json factor enroll carol@example.com {kind} --yes")).await;
    let made = client_data(ceremony, &begun.json()["to_sign"]);
    let (name, other) = if kind == "u2f" { ("registrationData", "u2f") } else { ("attestation", "cbor") };
    file(stage, "made.json", &json!({name: encoded(other), "clientData": made}));
    done(stage, &format!("-t okta factor activate carol@example.com {kind} --attestation made.json --yes")).await
}

async fn verified(stage: &Stage, kind: &str, ceremony: &str) -> Told {
    let asked = done(stage, &format!("-t okta -o json factor challenge carol@example.com {kind} --yes")).await;
    let made = client_data(ceremony, &asked.json()["to_sign"]);
    let signed = json!({"clientData": made, "authenticatorData": encoded("flags"), "signatureData": encoded("signed")});
    file(stage, "signed.json", &signed);
    done(stage, &format!("-q -t okta factor verify carol@example.com {kind} --assertion signed.json --yes")).await
}

#[test]
fn a_key_is_enrolled_and_verified_by_what_the_browser_made() {
    block_on(async {
        for (kind, create, get) in CEREMONIES {
            let stage = Stage::new().await;
            let told = [enrolled(&stage, kind, create).await, verified(&stage, kind, get).await];
            assert!(told[1].output.contains("approved"), "{}", told[1]);
            insta::assert_snapshot!(kind, stage.transcript(&told));
        }
    });
}

#[test]
fn a_file_that_no_key_made_is_told_and_completes_nothing() {
    block_on(async {
        let stage = Stage::new().await;
        let begun = stage.run("-t okta factor enroll carol@example.com webauthn --yes").await;
        assert_eq!(begun.exit, 0, "{begun}");
        fs::write(stage.folder().join("text.json"), "a signature").expect("the folder is ours");
        file(&stage, "empty.json", &json!({}));
        file(&stage, "wrong.json", &json!({"attestation": "!", "clientData": "!"}));
        let mut all = Vec::new();
        for (name, exit) in [("text.json", 8), ("empty.json", 2), ("wrong.json", 8)] {
            let line = format!("-t okta factor activate carol@example.com webauthn --attestation {name} --yes");
            let told = stage.run(&line).await;
            assert_eq!(told.exit, exit, "{told}");
            all.push(told);
        }
        let line = "-t okta factor activate carol@example.com webauthn --attestation nowhere.json --yes";
        let nowhere = stage.run(line).await;
        assert_eq!(nowhere.exit, 2, "{nowhere}");
        assert!(nowhere.error.contains("nowhere.json cannot be read"), "{nowhere}");
        let list = stage.run("-t okta factor list carol@example.com").await;
        assert!(!list.output.contains(" active "), "{list}");
        insta::assert_snapshot!(stage.transcript(&all));
    });
}
