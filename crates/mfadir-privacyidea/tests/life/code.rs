//! Temporary codes.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use mfadir_core::{CodeRequest, ErrorKind, MfaDirectory};
use mfadir_http::testing::answer;
use secrecy::ExposeSecret;
use serde_json::json;

use super::tenant::{ada, asked, detailed, directory, last, refusal, tenant, value};

fn lasting(lifetime: Duration, reusable: bool) -> CodeRequest {
    CodeRequest { lifetime, reusable }
}

#[tokio::test]
async fn a_code_ends_with_its_time_and_where_it_is_good_once_with_its_use() {
    let told = [
        (false, "registration", json!({"serial": "REG01", "registrationcode": "canary-code"})),
        (true, "pw", json!({"serial": "PW01", "password": "canary-code"})),
    ];
    for (reusable, kind, detail) in told {
        let serial = detail["serial"].as_str().expect("a serial number").to_owned();
        let stub = tenant(move |_| detailed(json!(true), detail.clone())).await;
        let hour = lasting(Duration::from_secs(3601), reusable);
        let code = directory(&stub).temporary_code(&ada(), &hour).await.expect("a code");
        let (line, body) = last(&stub);
        assert_eq!((line.as_str(), &body["type"]), ("POST /token/init", &json!(kind)));
        assert_eq!((&body["user"], &body["realm"]), (&json!("ada"), &json!("people")));
        assert_eq!(body["validity_period_end"], "2026-01-15T10:30+00:00");
        assert_eq!((code.id.as_str(), code.code.expose_secret(), code.reusable), (&*serial, "canary-code", reusable));
        assert_eq!(code.expires_at, Some("2026-01-15T10:30:00Z".parse().expect("a time")));
        assert!(!format!("{code:?}").contains("canary"));
    }
}

#[tokio::test]
async fn a_code_that_would_last_too_short_or_too_long_is_not_asked_for() {
    let stub = tenant(|_| answer(200, "{}")).await;
    for lifetime in [Duration::ZERO, Duration::from_secs(119), Duration::from_hours(24 * 366), Duration::MAX] {
        let error = directory(&stub).temporary_code(&ada(), &lasting(lifetime, false)).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Invalid);
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn a_code_is_taken_back_and_nothing_else_is() {
    let stub = tenant(|seen| match seen.line.as_str() {
        "DELETE /token/REG01?user=ada&realm=people" => value(json!(1)),
        _ => refusal(404, 601, "The requested token could not be found."),
    })
    .await;
    let directory = directory(&stub);
    directory.revoke_code(&ada(), &"REG01".into()).await.expect("taken back");
    let gone = directory.revoke_code(&ada(), &"PW77".into()).await.expect_err("gone");
    assert_eq!(gone.kind(), ErrorKind::NotFound);
    let sent = asked(&stub).len();
    for other in ["TOTP-01", "", "REG01,TOTP-01", "REG*"] {
        assert_eq!(directory.revoke_code(&ada(), &other.into()).await.expect_err(other).kind(), ErrorKind::NotFound);
    }
    assert_eq!(asked(&stub).len(), sent);
}
