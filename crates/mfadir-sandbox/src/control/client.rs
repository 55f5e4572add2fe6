//! The application that signs in with a key of its own, as an administrator sees it.

use std::collections::BTreeSet;

use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
use jsonwebtoken::jwk::Jwk;
use serde::Deserialize;
use serde_json::json;

use super::{answer, refused};
use crate::{app::App, tenant::Tenant};

const NONE: &str = "this tenant has no application with a key";

/// What an administrator changes.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Change {
    /// A public key that is registered beside the others.
    key: Option<Jwk>,
    /// The scopes that are granted from now on, and no others.
    scopes: Option<BTreeSet<String>>,
    /// Whether all tokens end.
    end_tokens: bool,
}

/// `GET /_sandbox/client`
pub(super) async fn read(State(tenant): State<Tenant>) -> Response {
    match &tenant.keys().app {
        Some(App { id, keys, granted, .. }) => {
            answer(StatusCode::OK, &json!({ "client_id": id, "keys": keys, "scopes": granted }))
        }
        None => refused(StatusCode::NOT_FOUND, NONE),
    }
}

/// `POST /_sandbox/client`
pub(super) async fn change(State(tenant): State<Tenant>, body: Bytes) -> Response {
    let change: Change = match serde_json::from_slice(&body) {
        Ok(change) => change,
        Err(error) => return refused(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    if let Some(app) = tenant.keys().app.as_mut() {
        apply(app, change);
    }
    read(State(tenant)).await
}

fn apply(app: &mut App, change: Change) {
    if let Some(key) = change.key {
        app.register(key);
    }
    if let Some(scopes) = change.scopes {
        app.granted = scopes;
    }
    if change.end_tokens {
        app.end_tokens();
    }
}
