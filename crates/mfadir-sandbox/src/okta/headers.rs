//! The headers that every answer carries.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

use super::access::allowance;
use crate::{
    credential::{base64url, hex},
    dialect::Asked,
    rate::Standing,
    switches::Headers,
    tenant::Tenant,
};

const JSON: &str = "application/json";
const USUAL: &[(HeaderName, &str)] = &[
    (header::SERVER, "nginx"),
    (header::CACHE_CONTROL, "no-cache, no-store"),
    (header::PRAGMA, "no-cache"),
    (header::EXPIRES, "0"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=315360000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// What the older generation sends beside it.
const CLASSIC: &[(&str, &str)] =
    &[("p3p", "CP=\"HONK\""), ("set-cookie", "sid=\"\"; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/")];

/// A new request id.
pub(super) fn request_id(generation: Headers) -> String {
    match generation {
        Headers::Current => hex(32),
        Headers::Classic => base64url(27),
    }
}

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
    if tenant.switches().headers == Headers::Classic {
        age(response);
    }
}

/// The same answer as it was some years ago: one `Link` line, a charset behind the content type.
fn age(response: &mut Response) {
    for (name, value) in CLASSIC {
        put(response, HeaderName::from_static(name), value);
    }
    let headers = response.headers_mut();
    let links: Vec<&str> = headers.get_all(header::LINK).iter().filter_map(|link| link.to_str().ok()).collect();
    if let Ok(joined) = HeaderValue::try_from(links.join(", "))
        && !links.is_empty()
    {
        headers.insert(header::LINK, joined);
    }
    if headers.get(header::CONTENT_TYPE).is_some_and(|sort| sort == JSON) {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    }
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().entry(name).or_insert(value);
    }
}
