//! Tokens that are bound to a key.

use std::time::Duration;

use mfadir_sandbox::Dpop;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::signing::{Signer, ath, fields};
use crate::desk::{Desk, header, json as body};

const READ: &str = "okta.users.read";

async fn ask(desk: &Desk, proof: Option<String>) -> Response {
    let fields = fields(&Signer::of_the_file(desk).assertion(desk, |_| {}), READ);
    let call = desk.client.post(desk.url("/oauth2/v1/token")).form(&fields);
    let call = match proof {
        Some(proof) => call.header("dpop", proof),
        None => call,
    };
    call.send().await.expect("an answer")
}

async fn error(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    (status, body(response).await["error"].as_str().unwrap_or_default().to_owned())
}

/// The nonce round, to its end.
async fn token(desk: &Desk, key: &Signer) -> String {
    let url = desk.url("/oauth2/v1/token");
    let first = ask(desk, Some(key.proof("POST", &url, |_| {}))).await;
    let nonce = header(&first, "dpop-nonce").to_owned();
    assert_eq!(error(first).await, (400, "use_dpop_nonce".to_owned()));
    let second = ask(desk, Some(key.proof("POST", &url, |claims| claims["nonce"] = json!(nonce)))).await;
    assert_eq!(second.status(), StatusCode::OK);
    assert_eq!(header(&second, "dpop-nonce"), nonce, "the same one for a day");
    let told = body(second).await;
    assert_eq!(told["token_type"], "DPoP");
    told["access_token"].as_str().expect("a token").to_owned()
}

async fn get(desk: &Desk, scheme: &str, token: &str, proof: Option<String>) -> Response {
    let call = desk.client.get(desk.url("/api/v1/users/ada@example.com?x=1"));
    let call = call.header("authorization", format!("{scheme} {token}"));
    let call = match proof {
        Some(proof) => call.header("dpop", proof),
        None => call,
    };
    call.send().await.expect("an answer")
}

#[tokio::test]
async fn whoever_demands_proofs_gives_no_token_without_one() {
    let desk = Desk::open_with(|options| options.switches.dpop = Dpop::Required).await;
    assert_eq!(error(ask(&desk, None).await).await, (400, "invalid_dpop_proof".to_owned()));
    token(&desk, &Signer::elliptic()).await;
}

#[tokio::test]
async fn a_bound_token_needs_a_proof_for_each_request() {
    let desk = Desk::open().await;
    let key = Signer::elliptic();
    let token = token(&desk, &key).await;
    let url = desk.url("/api/v1/users/ada%40example.com");
    let with = |claims: &mut Value| claims["ath"] = json!(ath(&token));
    let proof = key.proof("GET", &url, with);
    assert_eq!(get(&desk, "DPoP", &token, Some(proof.clone())).await.status(), StatusCode::OK);
    let again = get(&desk, "DPoP", &token, Some(proof)).await;
    assert_eq!(again.status(), StatusCode::UNAUTHORIZED, "the same proof twice");
    assert!(header(&again, "www-authenticate").starts_with("DPoP "));
    assert!(header(&again, "www-authenticate").contains("error=\"invalid_dpop_proof\""));
    assert_eq!(get(&desk, "Bearer", &token, None).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(get(&desk, "DPoP", &token, None).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_proof_that_is_wrong_anywhere_is_refused() {
    let desk = Desk::open().await;
    let key = Signer::elliptic();
    let token = token(&desk, &key).await;
    let url = desk.url("/api/v1/users/ada@example.com");
    let right = |claims: &mut Value| claims["ath"] = json!(ath(&token));
    let mut proofs = vec![
        ("htm", key.proof("POST", &url, right)),
        ("htu", key.proof("GET", &desk.url("/api/v1/users/bob@example.com"), right)),
        ("key", Signer::elliptic().proof("GET", &url, right)),
    ];
    for (name, value) in [("ath", json!("x")), ("ath", Value::Null), ("iat", json!(0)), ("jti", Value::Null)] {
        let spoil = |claims: &mut Value| {
            right(claims);
            claims[name] = value;
        };
        proofs.push((name, key.proof("GET", &url, spoil)));
    }
    for (what, proof) in proofs {
        let refused = get(&desk, "DPoP", &token, Some(proof)).await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{what}");
    }
    assert_eq!(get(&desk, "DPoP", &token, Some(key.proof("GET", &url, right))).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_caller_whose_clock_is_five_minutes_off_is_refused() {
    let desk = Desk::open().await;
    desk.sandbox.okta().advance(Duration::from_mins(5));
    let url = desk.url("/oauth2/v1/token");
    let late = ask(&desk, Some(Signer::elliptic().proof("POST", &url, |_| {}))).await;
    assert_eq!(header(&late, "date"), "Thu, 09 Oct 2025 08:58:20 GMT");
    assert_eq!(late.status().as_u16() / 100, 4);
}

#[tokio::test]
async fn the_recorder_tells_what_a_proof_said_and_not_the_proof() {
    let desk = Desk::open().await;
    let key = Signer::elliptic();
    let token = token(&desk, &key).await;
    let url = desk.url("/api/v1/users/ada@example.com");
    let proof = key.proof("GET", &url, |claims| claims["ath"] = json!(ath(&token)));
    get(&desk, "DPoP", &token, Some(proof.clone())).await;
    let seen = body(desk.control(Method::GET, "/_sandbox/requests", "").await).await;
    let told = |index: usize, name: &str| seen["requests"][index]["dpop"][name].clone();
    assert_eq!(told(0, "nonce"), Value::Null);
    assert!(told(1, "nonce").is_string());
    assert_eq!((told(2, "htm"), told(2, "htu"), told(2, "ath")), (json!("GET"), json!(url), json!(ath(&token))));
    let ids: Vec<Value> = (0..3).map(|index| told(index, "jti")).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[2].is_string());
    for secret in [&token, &proof] {
        assert!(!seen.to_string().contains(secret.as_str()));
    }
}
