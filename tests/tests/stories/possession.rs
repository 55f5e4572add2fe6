//! Proofs of possession, each held against the very token that it went with.

use std::{collections::BTreeSet, time::Duration};

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use mfadir_sandbox::{Dpop, Options, Rule, Switches};
use mfadir_tests::{Recorder, Stage, SteadyClock, block_on};
use serde_json::{Value, json};

/// A stage whose tenant `okta` takes no token without a proof, and what is sent to it.
async fn stage() -> (Stage, Recorder) {
    let required =
        |options: Options| Options { switches: Switches { dpop: Dpop::Required, ..options.switches }, ..options };
    let (stage, recorder) = (Stage::with(required).await, Recorder::default());
    let ready = stage.sandbox().ready();
    let before = recorder.before(ready).await;
    let key = ready.okta.private_key_file.to_string_lossy().into_owned();
    let auth = format!("auth = {{ client_id = \"{}\", private_key = {{ file = '{key}' }} }}", ready.okta.client_id);
    let text = stage.configuration().replace(&ready.okta.url, &before.okta.url);
    stage.configure(&text.replacen("auth = { api_token = { env = \"OKTA_TOKEN\" } }", &auth, 1));
    (stage, recorder)
}

/// The claims of a proof.
fn claims(proof: &str) -> Value {
    let payload = proof.split('.').nth(1).expect("three parts");
    let payload = BASE64_URL_SAFE_NO_PAD.decode(payload).expect("base64url");
    serde_json::from_slice(&payload).expect("JSON")
}

fn hash(token: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
}

/// The tokens that the API was called with, after each of their proofs was checked.
fn proven(recorder: &Recorder) -> BTreeSet<String> {
    let (mut tokens, mut once) = (BTreeSet::new(), BTreeSet::new());
    for sent in recorder.sent().iter().map(|sent| &sent.request) {
        let headers = &sent["headers"];
        let (host, target) = (headers["host"].as_str().expect("a host"), sent["target"].as_str().expect("a path"));
        let path = target.split('?').next().expect("a path");
        let Some(proof) = headers["dpop"].as_str().map(claims) else {
            assert!(!path.starts_with("/api/"), "a call without a proof: {sent}");
            continue;
        };
        assert_eq!((&proof["htm"], &proof["htu"]), (&sent["method"], &json!(format!("http://{host}{path}"))));
        assert!(once.insert(proof["jti"].to_string()), "a proof was sent twice: {proof}");
        let token = headers["authorization"].as_str().and_then(|text| text.strip_prefix("DPoP "));
        assert_eq!(token.is_none(), path == "/oauth2/v1/token", "{sent}");
        assert_eq!(proof["ath"], token.map_or(Value::Null, |token| hash(token).into()), "{sent}");
        tokens.extend(token.map(ToOwned::to_owned));
    }
    tokens
}

#[test]
fn every_step_of_a_factors_life_proves_its_key() {
    block_on(async {
        let (stage, recorder) = stage().await;
        let code = || stage.sandbox().okta().world().outbox().last().expect("it was sent").code.reveal().to_owned();
        let lines = [
            "factor enroll carol@example.com sms --phone +15555550123 --yes",
            "factor resend carol@example.com sms --yes",
            "factor activate carol@example.com sms --yes --code <code>",
            "factor challenge carol@example.com sms --yes",
            "factor verify carol@example.com sms --yes --code <code>",
            "factor remove carol@example.com sms --yes --allow-last-factor --reason story",
            "temporary-code issue bob@example.com --yes",
            "temporary-code revoke bob@example.com --yes",
            "tenant test okta",
            "factor list kai@example.com --devices",
            "explain ada@example.com",
        ];
        for line in lines {
            stage.advance(Duration::from_secs(31));
            let line = if line.contains("<code>") { line.replace("<code>", &code()) } else { line.to_owned() };
            let told = stage.run(&format!("-t okta {line}")).await;
            assert_eq!(told.exit, 0, "{told}");
        }
        assert!(!proven(&recorder).is_empty());
    });
}

#[test]
fn a_token_that_ends_in_the_middle_is_renewed_once() {
    block_on(async {
        let (stage, recorder) = stage().await;
        let body = json!({"errorCode": "E0000011", "errorSummary": "Invalid token provided"});
        let ended = Rule { status: Some(401), body: Some(body), times: Some(1), ..Rule::default() };
        stage.sandbox().okta().faults().add(Rule { path: Some("/api/v1/users/*/factors".into()), ..ended });
        let told = stage.run("-t okta factor list ada@example.com").await;
        assert_eq!(told.exit, 0, "{told}");
        assert_eq!(proven(&recorder).len(), 2, "the second half went with another token, and its hash");

        let ended = Rule { status: Some(401), times: Some(1), ..Rule::default() };
        let body = json!({"status": {"error": true, "code": 401, "type": "Unauthorized", "message": "Authentication Failure"}});
        let path = Some("/api/1/users/*/otp_devices".into());
        stage.sandbox().onelogin().faults().add(Rule { body: Some(body), path, ..ended });
        let told = stage.run("-t onelogin factor list ada@example.com").await;
        assert_eq!(told.exit, 0, "{told}");
        let tokens = stage.sandbox().onelogin().requests().into_iter().filter(|seen| seen.path.contains("/token"));
        assert_eq!(tokens.count(), 2, "one, and one renewal");
    });
}

#[test]
fn a_clock_five_minutes_ahead_is_told_with_the_difference() {
    block_on(async {
        let (stage, _) = stage().await;
        let fast = SteadyClock::new();
        fast.advance(Duration::from_mins(5));
        let told = stage.run_at("-t okta factor list ada@example.com", fast).await;
        assert_eq!(told.exit, 4, "{told}");
        assert!(told.error.contains("5 min"), "{told}");
    });
}
