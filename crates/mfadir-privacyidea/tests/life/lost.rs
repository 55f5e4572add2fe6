//! Answers that are lost: what changes something each time is not repeated, and nothing is claimed.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use std::time::Duration;

use mfadir_core::{Applied, Asked, ChallengeRequest, CodeRequest, EnrollRequest, Error, MfaDirectory, Proof};
use mfadir_http::testing::broken;
use serde_json::json;

use super::tenant::{ada, asked, detailed, directory, listed, tenant};

async fn errors(directory: &impl MfaDirectory) -> Vec<Error> {
    let Ok(totp) = "totp".parse();
    let hour = CodeRequest { lifetime: Duration::from_hours(1), reusable: false };
    let code = Proof::Code("123456".into());
    vec![
        directory.enroll(&ada(), &EnrollRequest::new(totp)).await.expect_err("lost"),
        directory.challenge(&ada(), &"TOTP-01".into(), &ChallengeRequest::default()).await.expect_err("lost"),
        directory.verify(&ada(), &Asked::Factor("TOTP-01".into()), &code).await.expect_err("lost"),
        directory.temporary_code(&ada(), &hour).await.expect_err("lost"),
        directory.revoke_code(&ada(), &"REG01".into()).await.expect_err("lost"),
    ]
}

#[tokio::test]
async fn each_write_may_have_happened_and_was_sent_once() {
    let stub = tenant(|_| broken()).await;
    let errors = errors(&directory(&stub)).await;
    assert!(errors.iter().all(|error| error.applied() == Applied::Perhaps), "{errors:?}");
    assert_eq!(asked(&stub).len(), 5);
}

#[tokio::test]
async fn a_code_of_an_enrollment_whose_answer_is_lost_is_sent_once() {
    let stub = tenant(|seen| match (seen.line.starts_with("GET"), seen.body.get("verify")) {
        (true, _) => listed("TOTP01", "verify"),
        (false, None) => detailed(json!(true), json!({"serial": "TOTP01", "rollout_state": "verify"})),
        (false, Some(_)) => broken(),
    })
    .await;
    let directory = directory(&stub);
    let Ok(totp) = "totp".parse();
    let enrollment = directory.enroll(&ada(), &EnrollRequest::new(totp)).await.expect("a token");
    let lost = directory.activate(&ada(), &enrollment.handle, &Proof::Code("123456".into())).await;
    assert_eq!(lost.expect_err("lost").applied(), Applied::Perhaps);
    assert_eq!(asked(&stub).len(), 3);
}
