//! Who may ask, and how often.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;

use super::{oauth, reach, refusal::Refusal};
use crate::{
    credential::CredentialName,
    dialect::Asked,
    rate::{Allowance, Standing},
    tenant::Tenant,
};

const WINDOW: Duration = Duration::from_mins(1);
const SCHEME: &str = "SSWS";

/// The token in the `Authorization` header, by name. One of the vendor's own clients leaves out the space behind the
/// scheme.
pub(super) fn credential(tenant: &Tenant, headers: &HeaderMap, now: Timestamp) -> CredentialName {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return CredentialName::None };
    if let Some(good) = oauth::is_ours(tenant, headers, now) {
        return if good { CredentialName::Client } else { CredentialName::Wrong };
    }
    let token = value.to_str().ok().and_then(|value| value.strip_prefix(SCHEME));
    let keys = tenant.keys();
    let key = token.and_then(|token| keys.holding(None, token.trim()));
    key.map_or(CredentialName::Wrong, |key| key.name)
}

/// Lets a request through that has a good token, room in its bucket and the right to do this.
pub(super) async fn guard(State(tenant): State<Tenant>, request: Request, next: Next) -> Response {
    let Some(asked) = request.extensions().get::<Asked>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let Some(refused) = oauth::refused(&tenant, &asked, request.headers()) {
        return refused;
    }
    if matches!(asked.credential, CredentialName::None | CredentialName::Wrong) {
        return Refusal::bad_token().into_response();
    }
    if tenant.switches().concurrency.is_some_and(|most| asked.beside >= most as usize) {
        return at_once(asked.at);
    }
    let standing = tenant.rates().charge(asked.credential, allowance(&asked.method, &asked.path), asked.at);
    let mut response = if standing.exceeded {
        Refusal::too_many().into_response()
    } else if lacks_length(&request) {
        StatusCode::LENGTH_REQUIRED.into_response()
    } else if !reach::allows(&tenant, &asked) {
        Refusal::not_allowed().into_response()
    } else {
        next.run(request).await
    };
    response.extensions_mut().insert(standing);
    response
}

/// Too many requests at once: a limit of 0, and an end of the window that is only a guess.
fn at_once(now: Timestamp) -> Response {
    let mut response = Refusal::too_many().into_response();
    let standing = Standing { limit: 0, remaining: 0, resets_at: now + WINDOW, exceeded: true };
    response.extensions_mut().insert(standing);
    response
}

/// Okta's gateway wants a `Content-Length` with every POST and PUT, be it 0.
fn lacks_length(request: &Request) -> bool {
    let has = |name| request.headers().contains_key(name);
    let sends = matches!(request.method().as_str(), "POST" | "PUT");
    sends && !has(header::CONTENT_LENGTH) && !has(header::TRANSFER_ENCODING)
}

/// The bucket that a request draws from: one token's half of a Workforce org's figures.
pub(super) fn allowance(method: &str, path: &str) -> Allowance {
    let segments: Vec<&str> = path.trim_matches('/').split('/').skip(2).collect();
    if path.trim_end_matches('/') == oauth::PATH {
        return Allowance { bucket: "token", limit: 1000, window: WINDOW };
    }
    let (bucket, limit) = match (segments.as_slice(), method) {
        (["users"], _) => ("users", 300),
        (["users", _], "GET") => ("user", 1000),
        (["users", _], _) => ("user-change", 300),
        (["groups", _], _) => ("group", 500),
        (["groups", ..], _) => ("groups", 250),
        (["logs"], _) => ("logs", 60),
        _ => ("rest", 600),
    };
    Allowance { bucket, limit, window: WINDOW }
}

#[cfg(test)]
mod tests {
    use super::allowance;

    #[test]
    fn factors_and_lifecycle_share_a_bucket_and_group_members_do_not_have_the_groups_own() {
        let bucket = |method, path| allowance(method, path).bucket;
        assert_eq!(bucket("DELETE", "/api/v1/users/00u1/factors/opf1"), "rest");
        assert_eq!(bucket("POST", "/api/v1/users/00u1/lifecycle/reset_factors"), "rest");
        assert_eq!(bucket("GET", "/api/v1/groups/00g1/users"), "groups");
        assert_eq!(bucket("GET", "/api/v1/groups/00g1"), "group");
        assert_eq!(bucket("GET", "/api/v1/users/00u1"), "user");
        assert_eq!(bucket("GET", "/api/v1/users"), "users");
    }
}
