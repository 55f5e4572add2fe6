//! A tenant that a service app signs in to, where every request must prove that it holds the key.

use std::collections::BTreeSet;

use mfadir_sandbox::{Dpop, Options, Switches};
use mfadir_tests::{Stage, block_on};

const LINES: [&str; 7] = [
    "-t okta user show ada@example.com",
    "-t okta factor list ada@example.com",
    "-t okta factor enroll carol@example.com sms --phone +15555550123 --yes",
    "-t okta factor challenge ada@example.com sms --yes",
    "-t okta temporary-code issue ada@example.com --yes",
    "-t okta factor remove ada@example.com totp@google --yes",
    "-t okta reset bob@example.com --yes",
];

/// The configuration with this in the place of the API token.
fn signed_in_by(stage: &Stage, auth: &str) -> String {
    stage.configuration().replacen("auth = { api_token = { env = \"OKTA_TOKEN\" } }", auth, 1)
}

/// A stage whose tenant `okta` is signed in to with a key.
async fn stage() -> Stage {
    let stage = Stage::with(|options| {
        let switches = Switches { dpop: Dpop::Required, ..options.switches };
        Options { switches, ..options }
    })
    .await;
    let access = &stage.sandbox().ready().okta;
    let key = access.private_key_file.to_string_lossy();
    let auth = format!("auth = {{ client_id = \"{}\", private_key = {{ file = '{key}' }} }}", access.client_id);
    stage.configure(&signed_in_by(&stage, &auth));
    stage
}

#[test]
fn each_request_proves_its_key_afresh() {
    block_on(async {
        let stage = stage().await;
        for line in LINES {
            let told = stage.run(line).await;
            assert_eq!(told.exit, 0, "{told}");
        }
        let mut once = BTreeSet::new();
        let url = &stage.sandbox().ready().okta.url;
        for seen in stage.sandbox().okta().requests() {
            let Some(proof) = seen.dpop else {
                assert!(seen.path.starts_with("/oauth2/"), "{} has no proof", seen.path);
                continue;
            };
            let told = format!("{} {}: {proof:?}", seen.method, seen.path);
            assert!(once.insert(proof.jti.clone()), "a proof was used twice: {told}");
            assert_eq!(proof.htm.as_deref(), Some(seen.method.as_str()), "{told}");
            assert_eq!(proof.htu, Some(format!("{url}{}", seen.path)), "{told}");
            assert_eq!(proof.ath.is_some(), seen.path.starts_with("/api/"), "{told}");
        }
        assert!(once.len() > LINES.len(), "{once:?}");
    });
}

#[test]
fn a_service_app_cannot_read_questions() {
    block_on(async {
        let stage = stage().await;
        let told = stage.run("-t okta factor questions ada@example.com").await;
        assert_eq!(told.exit, 9, "{told}");
        assert!(stage.sandbox().okta().requests().is_empty(), "it is said before anything is sent");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn what_is_no_good_key_is_told() {
    block_on(async {
        let mut stage = stage().await;
        let pem = |what: &str| format!("-----BEGIN {what}-----\nMIIB\n-----END {what}-----\n");
        let mut all = Vec::new();
        for key in ["a password".to_owned(), pem("ENCRYPTED PRIVATE KEY"), pem("PUBLIC KEY"), pem("PRIVATE KEY")] {
            stage.set("KEY", &key);
            stage.configure(&signed_in_by(&stage, "auth = { client_id = \"0oa1\", private_key = { env = \"KEY\" } }"));
            let told = stage.run("-t okta factor list ada@example.com").await;
            assert!([2, 4].contains(&told.exit), "{told}");
            assert!(!told.everything().contains("MIIB"), "{told}");
            all.push(told);
        }
        assert!(stage.sandbox().okta().requests().is_empty(), "no key, no request");
        insta::assert_snapshot!(stage.transcript(&all));
    });
}

#[test]
fn a_clock_that_is_off_is_told_with_the_difference() {
    block_on(async {
        let stage = stage().await;
        stage.sandbox().okta().advance(std::time::Duration::from_mins(10));
        let told = stage.run("-t okta factor list ada@example.com").await;
        assert_eq!(told.exit, 4, "{told}");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_not_used() {
    use std::{fs, os::unix::fs::PermissionsExt};

    block_on(async {
        let stage = stage().await;
        let file = stage.folder().join("app.pem");
        fs::copy(&stage.sandbox().ready().okta.private_key_file, &file).expect("the key is there");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("the file is ours");
        let auth = "auth = { client_id = \"0oa1\", private_key = { file = \"app.pem\" } }";
        stage.configure(&signed_in_by(&stage, auth));
        let told = stage.run("-t okta factor list ada@example.com").await;
        assert!([2, 4].contains(&told.exit), "{told}");
        assert!(stage.sandbox().okta().requests().is_empty(), "no key, no request");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}
