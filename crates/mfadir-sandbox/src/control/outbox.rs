//! What the tenant would have sent, and what reached the desk.

use axum::{extract::State, http::StatusCode, response::Response};
use mfadir_core::Kind;
use mfadir_memory::{Message, World};
use serde_json::{Value, json};

use super::answer;
use crate::tenant::Tenant;

/// `GET /_sandbox/outbox`: the oldest first. A user is named by their login. A provider's tenant has messages of its own,
/// the desk those that others sent.
pub(super) async fn list(State(tenant): State<Tenant>) -> Response {
    let world = tenant.world();
    let own = world.outbox().iter().map(|message| shown(&world, message));
    let messages: Vec<Value> = own.chain(tenant.post().iter().map(|post| json!(post))).collect();
    answer(StatusCode::OK, &json!({ "messages": messages }))
}

fn shown(world: &World, message: &Message) -> Value {
    let login = world.person(&message.user).map_or(message.user.as_str(), |person| person.login.as_str());
    json!({
        "at": message.at,
        "channel": message.channel,
        "to": message.to,
        "user": login,
        "factor": message.factor,
        "code": message.code.reveal(),
        "text": text(message),
    })
}

/// A call reads the digits out one by one.
fn text(message: &Message) -> String {
    let code = message.code.reveal();
    match message.channel {
        Kind::Voice => {
            let digits: Vec<String> = code.chars().map(String::from).collect();
            format!("Your verification code is {}.", digits.join(", "))
        }
        _ => format!("Your verification code is {code}."),
    }
}
