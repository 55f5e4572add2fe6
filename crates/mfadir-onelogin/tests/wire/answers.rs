//! Lists in all their shapes.

use axum::response::Response;
use mfadir_core::{ErrorKind, FactorStatus, GroupQuery, MfaDirectory, PageRequest, UserQuery};
use mfadir_http::testing::answer;
use mfadir_onelogin::Api;
use serde_json::{Value, json};

use super::tenant::{asked, directory, envelope, refusal, tenant};

async fn factors(
    api: Api,
    response: impl Fn() -> Response + Clone + Send + Sync + 'static,
) -> Result<Vec<String>, String> {
    let stub = tenant(move |_| response()).await;
    let listed = directory(&stub, api).factors(&"7".into()).await;
    listed.map(|list| list.iter().map(|factor| factor.factor_type.to_string()).collect()).map_err(|e| e.to_string())
}

fn sms() -> Value {
    json!({"id": 6_120_044, "active": true, "auth_factor_name": "OneLogin SMS"})
}

#[tokio::test]
async fn empty_lists_may_be_nested() {
    for data in [json!({"otp_devices": []}), json!({"otp_devices": [[]]}), json!([[]]), json!([])] {
        assert_eq!(factors(Api::V1, move || envelope(&data)).await, Ok(Vec::new()));
    }
}

#[tokio::test]
async fn rows_come_once() {
    let twice = json!({"otp_devices": [sms(), sms()]});
    assert_eq!(factors(Api::V1, move || envelope(&twice)).await, Ok(vec!["sms@onelogin".to_owned()]));
}

#[tokio::test]
async fn what_is_no_list_is_not_taken_for_an_empty_one() {
    let told = [
        (envelope(&Value::Null), "`data` that is no list"),
        (envelope(&json!({"otp_devices": null})), "`data` that is no list"),
        (envelope(&json!({"devices": []})), "`data` without `otp_devices`"),
        (envelope(&json!({"otp_devices": [{"active": true}]})), "an object that cannot be read as row 1 of 1"),
        (answer(200, "<html>"), "an HTML page"),
        (answer(200, ""), "an empty body"),
        (answer(200, "null"), "JSON without `data`"),
    ];
    for (response, came) in told {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
        let said = factors(Api::V1, move || Response::from_parts(parts.clone(), body.clone().into())).await;
        let expected = format!(
            "could not list the factors on acme: GET /api/1/users/7/otp_devices answered 200 with {came} where a list of \
             devices was due"
        );
        assert_eq!(said, Err(expected));
    }
}

#[tokio::test]
async fn version_2_has_a_bare_list_of_active_devices() {
    let devices = json!([{"device_id": "6120044", "auth_factor_name": "OneLogin", "default": true}]);
    let stub = tenant(move |_| answer(200, devices.to_string())).await;
    let listed = directory(&stub, Api::V2).factors(&"7".into()).await.expect("a list");
    assert_eq!((listed[0].factor_type.to_string(), &listed[0].status), ("push@onelogin".into(), &FactorStatus::Active));
    assert_eq!(asked(&stub), ["GET /api/2/mfa/users/7/devices"]);
}

#[tokio::test]
async fn a_user_who_is_not_there_is_told_in_three_ways() {
    let missing = json!({"statusCode": 404, "name": "NotFound", "message": "User not found"}).to_string();
    let answers =
        [refusal(400, "User does not exist"), refusal(404, "User for id 7 was not found"), answer(404, missing)];
    for response in answers {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
        let stub = tenant(move |_| Response::from_parts(parts.clone(), body.clone().into())).await;
        let error = directory(&stub, Api::V1).factors(&"7".into()).await.expect_err("nobody");
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn a_404_of_somebody_else_is_not_taken_for_an_answer_about_the_user() {
    for response in ["<html>", r#"{"status":{"error":true,"code":404,"message":"No Route Exists"}}"#] {
        let stub = tenant(move |_| answer(404, response)).await;
        let error = directory(&stub, Api::V1).factors(&"7".into()).await.expect_err("no answer");
        assert_eq!(error.kind(), ErrorKind::Unexpected);
    }
}

#[tokio::test]
async fn pages_end_with_an_empty_one_though_it_has_a_cursor() {
    let stub = tenant(|seen| {
        let data = if seen.line.contains("after_cursor=") { json!([]) } else { json!([{"id": 7, "username": "ada"}]) };
        let next = if seen.line.contains("after_cursor=c1") { "c2" } else { "c1" };
        answer(200, json!({"status": {"error": false}, "pagination": {"after_cursor": next}, "data": data}).to_string())
    })
    .await;
    let directory = directory(&stub, Api::V1);
    let wanted = PageRequest { limit: Some(1), cursor: None };
    let first = directory.users(&UserQuery::All, &wanted).await.expect("a page");
    let cursor = first.next.expect("a cursor");
    let second = directory.users(&UserQuery::All, &wanted.at(cursor)).await.expect("a page");
    assert_eq!((first.items.len(), second.items.len(), second.next), (1, 0, None));
    assert_eq!(asked(&stub), ["GET /api/1/users?limit=1", "GET /api/1/users?limit=1&after_cursor=c1"]);
}

#[tokio::test]
async fn a_cursor_that_leads_nowhere_is_an_error() {
    let stub = tenant(|_| {
        let body = json!({"pagination": {"after_cursor": "c1"}, "data": [{"id": 7, "username": "ada"}]});
        answer(200, body.to_string())
    })
    .await;
    let again = PageRequest { limit: None, cursor: Some("c1".into()) };
    let error = directory(&stub, Api::V1).users(&UserQuery::All, &again).await.expect_err("a circle");
    assert_eq!(error.kind(), ErrorKind::Unexpected);
}

#[tokio::test]
async fn the_roles_of_a_user_have_names() {
    let stub = tenant(|seen| match seen.line.as_str() {
        "GET /api/1/roles" => envelope(&json!([{"id": 1, "name": "Staff"}, {"id": 2, "name": "Finance"}])),
        _ => envelope(&json!([{"id": 7, "username": "ada", "role_id": [2]}])),
    })
    .await;
    let query = GroupQuery::Of("7".into());
    let page = directory(&stub, Api::V1).groups(&query, &PageRequest::default()).await.expect("roles");
    assert_eq!(page.items.iter().map(|role| role.name.as_str()).collect::<Vec<_>>(), ["Finance"]);
}
