//! Temporary codes.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use mfadir_core::{Asked, CodeRequest, ErrorKind, MfaDirectory, Operation, Proof};
use mfadir_http::testing::answer;
use mfadir_onelogin::Api;
use secrecy::ExposeSecret;
use serde_json::json;

use super::tenant::{directory, last, tenant};

fn lasting(seconds: u64) -> CodeRequest {
    CodeRequest { lifetime: Duration::from_secs(seconds), reusable: false }
}

#[tokio::test]
async fn a_code_is_issued_and_handed_in_where_each_version_wants_it() {
    let told = [
        (Api::V1, 200, "0", "POST /api/1/users/7/mfa_token", "POST /api/1/users/7/otp_devices/0/verify"),
        (
            Api::V2,
            201,
            "user_temp_otp_9",
            "POST /api/2/mfa/users/7/mfa_token",
            "POST /api/2/mfa/users/7/verifications/",
        ),
    ];
    for (api, status, id, issued_at, handed_in_at) in told {
        let stub = tenant(move |seen| {
            let issued = json!({"mfa_token": "40518827", "reusable": "false", "expires_at": "2026-01-15T10:30:00Z"});
            let with_id = json!({"mfa_token": "40518827", "reusable": false, "device_id": "user_temp_otp_9"});
            let success = json!({"status": {"type": "success", "code": 200, "message": "Success", "error": false}});
            match seen.line.rsplit('/').next() {
                Some("mfa_token") if api == Api::V1 => answer(status, issued.to_string()),
                Some("mfa_token") => answer(status, with_id.to_string()),
                _ => answer(200, success.to_string()),
            }
        })
        .await;
        let directory = directory(&stub, api);
        let code = directory.temporary_code(&"7".into(), &lasting(3600)).await.expect("a code");
        assert_eq!(last(&stub), (issued_at.to_owned(), json!({"expires_in": 3600, "reusable": false})));
        assert_eq!((code.id.as_str(), code.code.expose_secret(), code.reusable), (id, "40518827", false));
        assert_eq!(code.expires_at, Some("2026-01-15T10:30:00Z".parse().expect("a time")));
        assert!(!format!("{code:?}").contains("40518827"));
        let handed_in = Proof::Code(code.code.clone());
        directory.verify(&"7".into(), &Asked::Factor(code.id), &handed_in).await.expect("accepted");
        assert_eq!(last(&stub).0, handed_in_at);
    }
}

#[tokio::test]
async fn a_code_that_would_last_too_short_or_too_long_is_not_asked_for() {
    let stub = tenant(|_| answer(200, "{}")).await;
    let directory = directory(&stub, Api::V1);
    for seconds in [0, 119, 259_201] {
        let error = directory.temporary_code(&"7".into(), &lasting(seconds)).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Invalid);
    }
    assert!(stub.lines().is_empty());
}

#[tokio::test]
async fn no_version_takes_a_code_back_and_says_why() {
    let stub = tenant(|_| answer(200, "{}")).await;
    for api in [Api::V1, Api::V2] {
        let directory = directory(&stub, api);
        let error = directory.revoke_code(&"7".into(), &"0".into()).await.expect_err("not offered");
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        let offered = &directory.profile().capabilities;
        for operation in Operation::ALL {
            assert!(offered.offers(*operation) != offered.absent.contains_key(operation), "{operation}");
        }
    }
    assert!(stub.lines().is_empty());
}
