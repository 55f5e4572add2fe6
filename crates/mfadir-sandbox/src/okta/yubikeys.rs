//! `/api/v1/org/factors/yubikey_token/tokens`: keys in the drawer, which users enroll by touching them. What a key
//! types is known by its public name; it is not deciphered.

use axum::{body::Bytes, extract::Path, http::StatusCode, response::Response};
use mfadir_core::{FactorType, Kind};
use mfadir_memory::{EnrolledFactor, World};
use serde_json::{Value, json};

use super::{
    body::Fields, caller::Caller, links::hinted, paging::list as bare_list, refusal::Refusal, wire::json_response,
    words::date,
};

const NEEDED: [&str; 4] = ["serialNumber", "publicId", "privateId", "aesKey"];

/// All keys that nobody has.
pub(super) async fn list(caller: Caller) -> Response {
    let world = caller.world();
    bare_list(&keys(&world).collect::<Vec<_>>(), |key| token(key, &caller.asked.origin))
}

/// One of them.
pub(super) async fn one(caller: Caller, Path(id): Path<String>) -> Result<Response, Refusal> {
    let world = caller.world();
    let found = keys(&world).find(|key| key.id.as_str() == id);
    let found = found.ok_or_else(|| Refusal::missing(&id, "YubikeyOtpToken"))?;
    Ok(json_response(StatusCode::OK, &token(found, &caller.asked.origin)))
}

/// Puts a key into the drawer.
pub(super) async fn upload(caller: Caller, body: Bytes) -> Result<Response, Refusal> {
    let fields = Fields::read(&body)?;
    let missing = NEEDED.into_iter().find(|name| fields.text(name).is_none());
    if let Some(name) = missing {
        return Err(Refusal::invalid(name, format!("{name}: The field cannot be left blank")));
    }
    let mut world = caller.world();
    let id = world.ids.next("yubikey");
    let mut key = EnrolledFactor::new(id, FactorType::by(Kind::YubikeyOtp, "yubico"));
    key.created = Some(caller.asked.at);
    let detail = |name: &str, field: &str| (name.to_owned(), fields.text(field).unwrap_or_default());
    key.detail = [detail("serial", "serialNumber"), detail("public_id", "publicId")].into();
    let answer = token(&key, &caller.asked.origin);
    world.unassigned.push(key);
    Ok(json_response(StatusCode::OK, &answer))
}

fn keys(world: &World) -> impl Iterator<Item = &EnrolledFactor> {
    world.unassigned.iter().filter(|key| key.kind == Kind::YubikeyOtp)
}

fn token(key: &EnrolledFactor, origin: &str) -> Value {
    let itself = format!("{origin}/api/v1/org/factors/yubikey_token/tokens/{}", key.id);
    json!({
        "id": key.id,
        "created": key.created.map(date),
        "lastUpdated": key.created.map(date),
        "lastVerified": null,
        "status": "UNASSIGNED",
        "profile": { "serial": key.detail.get("serial") },
        "_links": { "self": hinted(&itself, &["GET", "DELETE"]) },
    })
}
