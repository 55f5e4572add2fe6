//! Calls that change a factor, and what the user sees meanwhile.

use reqwest::{Method, header::USER_AGENT};
use serde_json::{Value, json};

use crate::desk::Desk;

/// A status and a body; `null` where there is none.
pub(crate) type Told = (u16, Value);

/// A call with the full token and a JSON body.
pub(crate) async fn send(desk: &Desk, method: Method, path: &str, body: &Value) -> Told {
    let token = desk.sandbox.ready().okta.token.reveal().to_owned();
    let url = if path.starts_with("http") { path.to_owned() } else { desk.url(path) };
    let call = desk.client.request(method, url).header("authorization", format!("SSWS {token}"));
    let response = call.header(USER_AGENT, "desk/1 (T-7)").json(body).send().await.expect("an answer");
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.expect("a body")).unwrap_or_default())
}

pub(crate) async fn post(desk: &Desk, path: &str, body: &Value) -> Told {
    send(desk, Method::POST, path, body).await
}

/// Enrolls for somebody, and answers with the whole answer, which must be a 200.
pub(crate) async fn enroll(desk: &Desk, login: &str, query: &str, body: &Value) -> Value {
    let (status, factor) = post(desk, &format!("{}{query}", desk.factors(login)), body).await;
    assert_eq!(status, 200, "{body}: {factor}");
    factor
}

/// The path of a factor that the answer speaks of.
pub(crate) fn path_of(desk: &Desk, login: &str, factor: &Value) -> String {
    format!("{}/{}", desk.factors(login), factor["id"].as_str().expect("an id"))
}

/// What the user reads in the newest message.
pub(crate) async fn newest(desk: &Desk) -> Value {
    let outbox = desk.client.get(desk.url("/_sandbox/outbox")).send().await.expect("an answer");
    let outbox: Value = outbox.json().await.expect("JSON");
    outbox["messages"].as_array().and_then(|messages| messages.last()).cloned().expect("a message")
}

/// The code in the newest message.
pub(crate) async fn code(desk: &Desk) -> Value {
    newest(desk).await["code"].clone()
}

/// What the user's app shows for a factor.
pub(crate) fn shown(desk: &Desk, login: &str, factor: &Value) -> String {
    let id = factor["id"].as_str().expect("an id").into();
    let world = desk.sandbox.okta().world();
    let user = world.person_by_login(login).expect("a seeded login").id.clone();
    world.shown_code(&user, &id, desk.sandbox.okta().now()).expect("a device").reveal().to_owned()
}

/// The user taps.
pub(crate) async fn tap(desk: &Desk, id: &str, answer: &str) -> u16 {
    let body = json!({ "answer": answer }).to_string();
    let call = desk.client.post(desk.url(&format!("/_sandbox/push/{id}"))).body(body);
    call.send().await.expect("an answer").status().as_u16()
}

/// The code of a refusal.
pub(crate) fn refused((status, body): &Told) -> (u16, &str) {
    (*status, body["errorCode"].as_str().expect("an error code"))
}
