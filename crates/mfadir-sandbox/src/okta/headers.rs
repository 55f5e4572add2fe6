//! The headers that every answer carries.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

use super::access::allowance;
use crate::{dialect::Asked, rate::Standing, tenant::Tenant};

const USUAL: &[(HeaderName, &str)] = &[
    (header::SERVER, "nginx"),
    (header::CACHE_CONTROL, "no-cache, no-store"),
    (header::PRAGMA, "no-cache"),
    (header::EXPIRES, "0"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=315360000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// Date, request id, rate headers and the rest. The rate headers of a request that was not counted tell how its
/// bucket stands.
pub(super) fn dress(tenant: &Tenant, asked: &Asked, response: &mut Response) {
    let counted = response.extensions().get::<Standing>().copied();
    let bucket = allowance(&asked.method, &asked.path);
    let standing = counted.unwrap_or_else(|| tenant.rates().standing(asked.credential, bucket, asked.at));
    put(response, header::DATE, &asked.at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    put(response, HeaderName::from_static("x-okta-request-id"), &asked.request_id);
    put(response, HeaderName::from_static("x-rate-limit-limit"), &standing.limit.to_string());
    put(response, HeaderName::from_static("x-rate-limit-remaining"), &standing.remaining.to_string());
    put(response, HeaderName::from_static("x-rate-limit-reset"), &standing.resets_at.as_second().to_string());
    for (name, value) in USUAL {
        put(response, name.clone(), value);
    }
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().entry(name).or_insert(value);
    }
}
