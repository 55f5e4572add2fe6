//! The headers that answers carry (docs/providers/onelogin.md, "Headers"): the two versions are two services.

use axum::{
    body::HttpBody,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

use super::{exchange::OwnAnswer, hour};
use crate::{dialect::Asked, tenant::Tenant};

const EVERYWHERE: [(&str, &str); 2] =
    [("strict-transport-security", "max-age=63072000; includeSubDomains;"), ("x-content-type-options", "nosniff")];
/// Version 1 says how long it took, in seconds.
const V1: [(&str, &str); 4] = [
    ("content-type", "application/json; charset=utf-8"),
    ("x-frame-options", "SAMEORIGIN"),
    ("x-xss-protection", "1; mode=block"),
    ("x-runtime", "0.066366"),
];
const V2: [(&str, &str); 1] = [("cache-control", "private, no-store")];
/// What stands in front of the provider answers with a bare page.
const PROXY: [(&str, &str); 2] = [("content-type", "text/html"), ("cache-control", "no-cache")];

/// Adds what is not there yet.
pub(super) fn dress(tenant: &Tenant, asked: &Asked, response: &mut Response) {
    if is_bare_page(response) {
        return add_all(response, &PROXY);
    }
    add_all(response, &EVERYWHERE);
    add(response, "x-request-id", &asked.request_id);
    if asked.path.starts_with("/api/2/") {
        return dress_v2(response);
    }
    dress_v1(response);
    if asked.path.starts_with("/api/1/") {
        add_hour(tenant, asked, response);
    }
}

/// The id of a request, as this provider's ids look: time, client address and port, front end and its port, counter,
/// process.
pub(super) fn request_id() -> String {
    let [time, rest]: [u32; 2] = rand::random();
    format!("{time:08X}-7F000001-{:04X}-0A0B05F7-01BB-{:06X}-01BA", rest >> 16, rest & 0x00FF_FFFF)
}

fn is_bare_page(response: &Response) -> bool {
    response.extensions().get::<OwnAnswer>().is_none()
        && !response.headers().contains_key(header::CONTENT_TYPE)
        && !response.status().is_success()
        && !response.body().is_end_stream()
}

fn dress_v1(response: &mut Response) {
    add_all(response, &V1);
    let status = response.status();
    let caching = if status.is_success() { "max-age=0, private, must-revalidate" } else { "no-cache" };
    add(response, "cache-control", caching);
    add(response, "status", &status.to_string());
}

fn dress_v2(response: &mut Response) {
    add_all(response, &V2);
    if !response.body().is_end_stream() {
        add(response, "content-type", "application/json");
    }
}

fn add_hour(tenant: &Tenant, asked: &Asked, response: &mut Response) {
    let standing = hour::standing(tenant, asked.at);
    add(response, "x-ratelimit-limit", &standing.limit.to_string());
    add(response, "x-ratelimit-remaining", &standing.remaining.to_string());
    add(response, "x-ratelimit-reset", &hour::seconds_left(&standing, asked.at).to_string());
}

fn add_all(response: &mut Response, headers: &[(&'static str, &str)]) {
    for (name, value) in headers {
        add(response, name, value);
    }
}

fn add(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(value);
    }
}
