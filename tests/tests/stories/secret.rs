//! No secret is in anything that is said, recorded or kept.

use std::{fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use mfadir_sandbox::Rule;
use mfadir_tests::{Stage, block_on};

/// Everything that a day with the tenants says at the most verbose level.
const DAY: &[&str] = &[
    "-vvv -t okta factor list ada@example.com",
    "-vvv -t okta factor remove ada@example.com totp@okta --keep push --yes",
    "-vvv -t okta-reader reset ada@example.com --yes",
    "-vvv -t okta explain ivan@example.com",
    "-vvv -t okta user find person",
    "-vvv -t okta tenant test okta",
    "-vvv -t onelogin factor list ada@example.com",
    "-vvv -t onelogin reset ada@example.com --yes",
    "-vvv -t onelogin-v2 factor list bob@example.com",
    "-vvv -t onelogin tenant test onelogin",
    "-vvv tenant list",
    "-vvv -t okta factor list nobody@example.com",
];

/// Every secret of the stage, and what is made of them on the way: the pair as a header holds it, and the token that is
/// issued for it.
async fn canaries(stage: &Stage) -> Vec<String> {
    let ready = stage.sandbox().ready();
    let secrets = [&ready.okta.token, &ready.okta.read_only_token, &ready.onelogin.client_secret];
    let mut canaries: Vec<_> = secrets.iter().map(|secret| secret.reveal().to_owned()).collect();
    let pair = format!("{}:{}", ready.onelogin.client_id, ready.onelogin.client_secret.reveal());
    canaries.push(BASE64_STANDARD_NO_PAD.encode(pair));
    canaries.push(issued_token(stage).await);
    canaries
}

/// The token that the pair gets: the same one for everybody until it ends.
async fn issued_token(stage: &Stage) -> String {
    let access = &stage.sandbox().ready().onelogin;
    let asked = reqwest::Client::new().post(format!("{}/auth/oauth2/v2/token", access.url));
    let asked = asked.basic_auth(&access.client_id, Some(access.client_secret.reveal()));
    let asked = asked.json(&serde_json::json!({"grant_type": "client_credentials"})).send().await;
    let answer: serde_json::Value = asked.expect("the sandbox answers").json().await.expect("with JSON");
    answer["access_token"].as_str().expect("a token").to_owned()
}

/// The text of every file under the folder.
fn files(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            text.push_str(&files(&path));
        } else {
            text.push_str(&String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()));
        }
    }
    text
}

fn found<'a>(text: &str, canaries: &'a [String]) -> Option<&'a String> {
    canaries.iter().find(|canary| text.contains(canary.as_str()))
}

#[test]
fn a_day_with_the_tenants_tells_no_secret() {
    block_on(async {
        let stage = Stage::new().await;
        let canaries = canaries(&stage).await;
        for line in DAY {
            let told = stage.run(line).await;
            assert!(told.everything().len() > 20, "nothing was said: {told}");
            assert!(found(&told.everything(), &canaries).is_none(), "{line} tells a secret");
        }
        let requests = [stage.sandbox().okta().requests(), stage.sandbox().onelogin().requests()];
        assert!(requests.iter().all(|requests| !requests.is_empty()));
        assert!(found(&format!("{requests:?}"), &canaries).is_none(), "the recorder holds a secret");
        assert!(found(&files(stage.folder()), &canaries).is_none(), "a file holds a secret");
    });
}

#[test]
fn errors_tell_no_secret() {
    block_on(async {
        let stage = Stage::new().await;
        let canaries = canaries(&stage).await;
        for rule in [
            Rule { status: Some(401), ..Rule::default() },
            Rule { reset: true, ..Rule::default() },
            Rule {
                status: Some(302),
                headers: [("location".into(), "http://127.0.0.1:1/".into())].into(),
                ..Rule::default()
            },
            Rule { body: Some(canaries.join(" ").into()), status: Some(400), ..Rule::default() },
        ] {
            for (tenant, faults) in
                [("okta", stage.sandbox().okta().faults()), ("onelogin", stage.sandbox().onelogin().faults())]
            {
                faults.clear();
                faults.add(rule.clone());
                let told = stage.run(&format!("-vvv -t {tenant} factor list ada@example.com")).await;
                assert_ne!(told.exit, 0, "{told}");
                assert!(found(&told.everything(), &canaries).is_none(), "{rule:?}: a secret is told");
            }
        }
    });
}

#[test]
fn a_planted_secret_is_found() {
    block_on(async {
        let stage = Stage::new().await;
        let canaries = canaries(&stage).await;
        for canary in &canaries {
            fs::write(stage.folder().join("home.txt"), format!("token = {canary}")).expect("the folder is ours");
            assert_eq!(found(&files(stage.folder()), &canaries), Some(canary));
        }
        let known = format!("-t okta factor list {}", canaries[0]);
        let told = stage.run(&known).await;
        assert!(found(&told.error, &canaries).is_some(), "the search finds what is plainly there: {told}");
    });
}
