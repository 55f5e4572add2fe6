//! Keys: what a browser made of them is told in the server's own fields.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use axum::response::Response;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use mfadir_core::{Activation, Asked, ChallengeRequest, EnrollRequest, ErrorKind, Expects, MfaDirectory, Proof};
use mfadir_http::testing::Seen;
use serde_json::{Value, json};

use super::tenant::{ada, asked, checked, detailed, directory, last, refusal, tenant};

fn made(response: &Value) -> Proof {
    let client_data = json!({"origin": "https://acme.example"}).to_string();
    let mut response = response.clone();
    response["clientDataJSON"] = BASE64_URL_SAFE_NO_PAD.encode(client_data).into();
    Proof::Signature(json!({"id": "Y3Jl", "type": "public-key", "response": response}).to_string().into())
}

/// A server that waits for a new key, and then asks it.
fn server(seen: &Seen) -> Response {
    let request = json!({"nonce": "bm9uY2U", "transaction_id": "77"});
    let begun = json!({
        "serial": "WAN01", "rollout_state": "clientwait", "transaction_id": "77", "webAuthnRegisterRequest": request,
    });
    let row = json!({
        "serial": "WAN01", "transaction_id": "78", "client_mode": "webauthn",
        "attributes": {"webAuthnSignRequest": {"challenge": "bm9uY2U"}},
    });
    match seen.line.as_str() {
        "POST /validate/triggerchallenge" => detailed(json!(1), json!({"multi_challenge": [row]})),
        "POST /validate/check" => checked(true, "ACCEPT", "Found matching challenge"),
        _ if seen.body.get("regdata").is_some() => detailed(json!(true), json!({"webAuthnRegisterResponse": {}})),
        _ => detailed(json!(true), begun),
    }
}

#[tokio::test]
async fn a_new_key_is_handed_in_as_from_the_browser() {
    let stub = tenant(server).await;
    let directory = directory(&stub);
    let Ok(webauthn) = "webauthn".parse();
    let enrollment = directory.enroll(&ada(), &EnrollRequest::new(webauthn)).await.expect("a token");
    assert_eq!((enrollment.expects, enrollment.active), (Expects::Signature, false));
    assert_eq!(enrollment.to_sign.expect("what to sign")["nonce"], "bm9uY2U");
    let proof = made(&json!({"attestationObject": "AQID"}));
    let active = directory.activate(&ada(), &enrollment.handle, &proof).await.expect("active");
    assert_eq!(active, Activation::Active("WAN01".into()));
    let seen = stub.seen().pop().expect("a request");
    assert_eq!((seen.header("origin"), asked(&stub).len()), ("https://acme.example", 2));
    assert_eq!((&seen.body["transaction_id"], &seen.body["serial"]), (&json!("77"), &json!("WAN01")));
    assert_eq!(seen.body["regdata"], "AQID");
}

#[tokio::test]
async fn a_key_that_is_not_accepted_is_a_wrong_proof() {
    let stub = tenant(|seen| match seen.body.get("regdata") {
        Some(_) => refusal(400, 404, "ERR404: Could not enroll webauthn token!"),
        None => server(seen),
    })
    .await;
    let directory = directory(&stub);
    let Ok(webauthn) = "webauthn".parse();
    let handle = directory.enroll(&ada(), &EnrollRequest::new(webauthn)).await.expect("a token").handle;
    let error = directory.activate(&ada(), &handle, &made(&json!({"attestationObject": "AQID"}))).await;
    assert_eq!(error.expect_err("refused").kind(), ErrorKind::WrongProof);
    let sent = asked(&stub).len();
    let error = directory.activate(&ada(), &handle, &Proof::Signature("{}".into())).await.expect_err("nothing in it");
    assert_eq!((error.kind(), asked(&stub).len()), (ErrorKind::Invalid, sent));
}

#[tokio::test]
async fn a_key_signs_what_it_was_asked_to() {
    let stub = tenant(server).await;
    let directory = directory(&stub);
    let request = ChallengeRequest::default();
    let challenge = directory.challenge(&ada(), &"WAN01".into(), &request).await.expect("a challenge");
    assert_eq!((challenge.expects, challenge.poll_after), (Expects::Signature, None));
    assert_eq!(challenge.to_sign.as_ref().expect("what to sign")["challenge"], "bm9uY2U");
    let proof = made(&json!({"authenticatorData": "AQ", "signature": "Ag", "userHandle": null}));
    let by_key = directory.verify(&ada(), &Asked::Challenge(challenge.handle), &proof).await.expect("accepted");
    assert_eq!(by_key.transaction.as_deref(), Some("78"));
    let body = last(&stub).1;
    let told = (&body["credentialid"], &body["signaturedata"], &body["authenticatordata"], &body["pass"]);
    assert_eq!(told, (&json!("Y3Jl"), &json!("Ag"), &json!("AQ"), &json!("")));
    let unasked = directory.verify(&ada(), &Asked::Factor("WAN01".into()), &proof).await.expect_err("unasked");
    assert_eq!(unasked.kind(), ErrorKind::Conflict);
}
