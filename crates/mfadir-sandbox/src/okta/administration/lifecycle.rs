//! The states of an account, and its password.

use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use mfadir_core::UserStatus;
use serde::Deserialize;
use serde_json::{Value, json};

use super::people::shown;
use crate::{
    dialect::Asked,
    okta::{caller::Caller, refusal::Refusal, wire::json_response},
};

const INACTIVE: &[UserStatus] = &[UserStatus::Staged, UserStatus::Deactivated];
const SIGNS_IN: &[UserStatus] = &[UserStatus::Active, UserStatus::PasswordExpired, UserStatus::Locked];
/// What a password looks like that was made up for somebody.
const TEMPORARY: &str = "Kf4-9tq-Zm2";

/// The query of these paths.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LifecycleQuery {
    temp_password: Option<String>,
    send_email: Option<String>,
}

/// `POST /api/v1/users/{user}/lifecycle/{act}`
pub(super) async fn act(
    caller: Caller,
    Path((name, act)): Path<(String, String)>,
    Query(query): Query<LifecycleQuery>,
) -> Result<Response, Refusal> {
    let id = caller.named(&name)?;
    let (from, to) = step(&act).ok_or_else(Refusal::no_such_path)?;
    caller.world().move_to(&id, from, to).map_err(|_| Refusal::wrong_state())?;
    match answer(&act, &query, &caller.asked) {
        Some(body) => Ok(json_response(StatusCode::OK, &body)),
        None => shown(&caller, &id),
    }
}

/// `POST /api/v1/users/{user}/credentials/{act}`
pub(super) async fn credentials(
    caller: Caller,
    Path((name, act)): Path<(String, String)>,
    Query(query): Query<LifecycleQuery>,
) -> Result<Response, Refusal> {
    caller.named(&name)?;
    let body = match act.as_str() {
        "forgot_password" => reset_link(&query, &caller.asked),
        "change_password" | "change_recovery_question" | "forgot_password_recovery_question" => {
            json!({ "password": {}, "provider": { "type": "OKTA", "name": "OKTA" } })
        }
        _ => return Err(Refusal::no_such_path()),
    };
    Ok(json_response(StatusCode::OK, &body))
}

/// From which states an act leads to which; from any where none is named.
fn step(act: &str) -> Option<(&'static [UserStatus], UserStatus)> {
    Some(match act {
        "activate" => (INACTIVE, UserStatus::Active),
        "reactivate" | "reset_password" => (&[], UserStatus::Active),
        "deactivate" => (&[], UserStatus::Deactivated),
        "suspend" => (&[UserStatus::Active], UserStatus::Suspended),
        "unsuspend" => (&[UserStatus::Suspended], UserStatus::Active),
        "expire_password" | "expire_password_with_temp_password" => (SIGNS_IN, UserStatus::PasswordExpired),
        _ => return None,
    })
}

/// What an act answers with; the user, where it says nothing of its own.
fn answer(act: &str, query: &LifecycleQuery, asked: &Asked) -> Option<Value> {
    let temporary = query.temp_password.as_deref() == Some("true") || act == "expire_password_with_temp_password";
    match act {
        "expire_password" | "expire_password_with_temp_password" if temporary => {
            Some(json!({ "tempPassword": TEMPORARY }))
        }
        "expire_password" => None,
        "reset_password" => Some(reset_link(query, asked)),
        "activate" | "reactivate" => Some(activation_link(query, asked)),
        _ => Some(json!({})),
    }
}

fn reset_link(query: &LifecycleQuery, asked: &Asked) -> Value {
    link(query, "resetPasswordUrl", &format!("{}/reset_password/XE6wE17zmphl3KqAPFxO", asked.origin))
}

fn activation_link(query: &LifecycleQuery, asked: &Asked) -> Value {
    let mut body = link(query, "activationUrl", &format!("{}/welcome/XE6wE17zmphl3KqAPFxO", asked.origin));
    if body.as_object().is_some_and(|fields| !fields.is_empty()) {
        body["activationToken"] = json!("XE6wE17zmphl3KqAPFxO");
    }
    body
}

/// A link is told only where it is not sent by mail.
fn link(query: &LifecycleQuery, name: &str, address: &str) -> Value {
    if query.send_email.as_deref() == Some("false") { json!({ name: address }) } else { json!({}) }
}
