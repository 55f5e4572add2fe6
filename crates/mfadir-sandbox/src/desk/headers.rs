//! The headers that the ticket system sends.

use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};

use crate::{credential::CredentialName, dialect::Asked};

const EVERYWHERE: [(&str, &str); 5] = [
    ("content-type", "application/json;charset=UTF-8"),
    ("cache-control", "no-cache,no-store,must-revalidate,max-age=-1"),
    ("pragma", "no-store,no-cache"),
    ("server", "ServiceNow"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
];

/// Adds what is not there yet.
pub(super) fn dress(asked: &Asked, response: &mut Response) {
    for (name, value) in EVERYWHERE {
        add(response, name, value);
    }
    let known = asked.credential == CredentialName::Client;
    add(response, "x-is-logged-in", if known { "true" } else { "false" });
    add(response, "x-transaction-id", &asked.request_id);
}

fn add(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(value);
    }
}
