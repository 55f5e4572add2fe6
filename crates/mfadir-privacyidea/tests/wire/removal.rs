//! What counts as done, what as not there, and what nobody can tell.

#![expect(clippy::disallowed_methods, reason = "these tests are about writes")]

use axum::response::Response;
use mfadir_core::{Applied, Done, Error, ErrorKind, MfaDirectory, RemoveOptions, ResetOptions};
use mfadir_http::testing::{Stub, answer, broken};
use serde_json::json;

use super::tenant::{PAGE, asked, directory, refusal, tenant, value};

async fn remove(stub: &Stub, serial: &str) -> Result<Done, Error> {
    directory(stub).remove(&"ada@people".into(), &serial.into(), &RemoveOptions::default()).await
}

async fn removing(response: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Result<Done, Error> {
    remove(&tenant(move |_| response()).await, "TOTP1").await
}

async fn resetting(response: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Result<Done, Error> {
    let stub = tenant(move |_| response()).await;
    directory(&stub).reset(&"ada@people".into(), &ResetOptions::default()).await
}

#[tokio::test]
async fn one_request_names_the_token_and_its_owner() {
    let stub = tenant(|_| value(1)).await;
    remove(&stub, "TOTP-1_a").await.expect("done");
    assert_eq!(asked(&stub), ["DELETE /token/TOTP-1_a?user=ada&realm=people"]);
}

/// A server that shows Ada, of this resolver, and deletes whatever it is asked to.
async fn showing(resolver: &'static str) -> Stub {
    tenant(move |seen| match seen.line.as_str() {
        line if line.starts_with("GET /user/") => value(json!([{"username": "ada", "resolver": resolver}])),
        line if line.starts_with("GET /realm/") => value(json!({"people": {}})),
        _ => value(1),
    })
    .await
}

#[tokio::test]
async fn nothing_is_deleted_in_the_name_of_a_resolver_that_is_gone() {
    let stub = showing("staff").await;
    let directory = directory(&stub);
    let renamed = "ada@people/Staff".into();
    let removed = directory.remove(&renamed, &"TOTP1".into(), &RemoveOptions::default()).await.expect_err("gone");
    let reset = directory.reset(&renamed, &ResetOptions::default()).await.expect_err("gone");
    assert_eq!((removed.kind(), reset.kind()), (ErrorKind::NotFound, ErrorKind::NotFound));
    assert!(asked(&stub).iter().all(|line| line.starts_with("GET")), "{:?}", asked(&stub));
}

#[tokio::test]
async fn a_resolver_is_looked_up_once() {
    let stub = showing("staff").await;
    let directory = directory(&stub);
    for serial in ["TOTP1", "TOTP2"] {
        let options = RemoveOptions::default();
        directory.remove(&"ada@people/staff".into(), &serial.into(), &options).await.expect("done");
    }
    let expected = [
        "GET /user/?realm=people&resolver=staff&username=ada",
        "DELETE /token/TOTP1?user=ada&realm=people&resolver=staff",
        "DELETE /token/TOTP2?user=ada&realm=people&resolver=staff",
    ];
    assert_eq!(asked(&stub), expected);
}

#[tokio::test]
async fn an_id_that_could_mean_several_tokens_is_not_sent() {
    let stub = tenant(|_| value(1)).await;
    for serial in ["", "*", "TOTP*", "A,B", "A B", ".", "..", "A/B", "A?B", "ä"] {
        assert_eq!(remove(&stub, serial).await.expect_err(serial).kind(), ErrorKind::NotFound);
    }
    assert!(asked(&stub).is_empty());
}

#[tokio::test]
async fn a_token_that_is_gone_or_somebody_elses_is_not_there() {
    for message in ["No token found for serials: TOTP1", "The requested token could not be found."] {
        let error = removing(move || refusal(404, 601, message)).await.expect_err("not there");
        assert_eq!((error.kind(), error.applied(), error.code()), (ErrorKind::NotFound, Applied::No, Some("601")));
    }
    let error = removing(|| value(0)).await.expect_err("nothing was deleted");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_right_that_is_missing_is_named() {
    let message = "Admin actions are defined, but the action delete is not allowed!";
    let error = removing(move || refusal(403, 303, message)).await.expect_err("forbidden");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Forbidden, Applied::No));
    assert!(error.hint().is_some_and(|hint| hint.contains("`delete`")));
}

#[tokio::test]
async fn a_reset_is_done_where_nothing_is_left() {
    resetting(|| value(1)).await.expect("one token");
    resetting(|| value(json!({"count_success": 3, "failed": [], "unauthorized": []}))).await.expect("three tokens");
    let nothing = "ERR905: Missing parameter: 'serial' or 'serials'";
    resetting(move || refusal(400, 905, nothing)).await.expect("who has none has none");
}

#[tokio::test]
async fn a_part_is_no_success() {
    let left = |gone, failed, unauthorized| {
        move || value(json!({"count_success": gone, "failed": failed, "unauthorized": unauthorized}))
    };
    let error = resetting(left(2, json!(["HOTP1"]), json!([]))).await.expect_err("one is left");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Conflict, Applied::Perhaps));
    assert!(error.message().contains("HOTP1"), "{error}");
    let error = resetting(left(2, json!([]), json!(["HOTP2"]))).await.expect_err("one is left");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Forbidden, Applied::Perhaps));
    let error = resetting(left(0, json!(["HOTP1", "HOTP2"]), json!([]))).await.expect_err("all are left");
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Conflict, Applied::No));
}

#[tokio::test]
async fn nobody_is_not_found() {
    let message = "ERR904: The user can not be found in any resolver in this realm!";
    let error = resetting(move || refusal(400, 904, message)).await.expect_err("nobody");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let error = resetting(|| refusal(400, 905, "ERR905: Missing parameter: 'user'")).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Invalid);
}

#[tokio::test]
async fn what_is_no_result_proves_nothing() {
    for body in [PAGE, "null", "[]", "{}", r#"{"result":"#, r#"{"result":{"status":true,"value":"yes"}}"#, ""] {
        let error = removing(move || answer(200, body)).await.expect_err(body);
        assert_eq!((error.kind(), error.applied()), (ErrorKind::Unexpected, Applied::Perhaps), "{body}");
    }
    let error = resetting(|| value(0)).await.expect_err("nothing was deleted of what was there");
    assert_eq!(error.applied(), Applied::Perhaps);
}

#[tokio::test]
async fn an_answer_that_is_lost_proves_nothing_either() {
    for error in [removing(broken).await, resetting(broken).await] {
        assert_eq!(error.expect_err("lost").applied(), Applied::Perhaps);
    }
}
