//! Which path leads where, and what it asks of the credential.

mod v1;
mod v2;

use percent_encoding::percent_decode_str;

use super::{
    access::{self, Right, Version},
    errors::{self, Refusal},
    events,
    exchange::{Desk, Reply, Request},
    hour, token,
};
use crate::tenant::Tenant;

/// Answers one request.
pub(super) fn answer(request: &Request<'_>, tenant: &Tenant) -> Reply {
    let decoded: Vec<String> = request.asked.path.split('/').skip(1).map(decode).collect();
    let path: Vec<&str> = decoded.iter().map(String::as_str).collect();
    let answer = match (request.asked.method.as_str(), path.as_slice()) {
        ("GET", ["api", "1", "events", "types"]) => charged(request, tenant, || Ok(events::types())),
        (method, ["api", "1", rest @ ..]) => {
            charged(request, tenant, || serve(request, tenant, Version::One, v1::route(method, rest)))
        }
        (method, ["api", "2", rest @ ..]) => serve(request, tenant, Version::Two, v2::route(method, rest)),
        (method, ["auth", rest @ ..]) => authenticate(request, method, rest, tenant),
        _ => Err(errors::no_route()),
    };
    answer.unwrap_or_else(Reply::from)
}

/// What answers a request, and what it asks of the credential.
type Route<'a> = (Right, Box<dyn FnOnce(&mut Desk<'_>) -> Result<Reply, Refusal> + 'a>);

fn to<'a>(right: Right, handler: impl FnOnce(&mut Desk<'_>) -> Result<Reply, Refusal> + 'a) -> Route<'a> {
    (right, Box::new(handler))
}

fn charged(
    request: &Request<'_>,
    tenant: &Tenant,
    answer: impl FnOnce() -> Result<Reply, Refusal>,
) -> Result<Reply, Refusal> {
    hour::charge(tenant, request.asked.at).and_then(|()| answer()).map(Reply::tagged)
}

fn serve(request: &Request<'_>, tenant: &Tenant, version: Version, route: Option<Route<'_>>) -> Result<Reply, Refusal> {
    let (right, handler) = route.ok_or_else(errors::no_route)?;
    access::admit(tenant, request.headers, request.asked.at, version, right)?;
    let mut act = tenant.act(request.asked);
    act.actor = tenant.credential(request.asked.credential).and_then(|(id, _)| id);
    let events_delay = tenant.switches().events_delay();
    handler(&mut Desk { request, world: &mut tenant.world(), act: &act, events_delay })
}

/// A slash at the end is taken, as the vendor's own clients send one.
fn authenticate(request: &Request<'_>, method: &str, path: &[&str], tenant: &Tenant) -> Result<Reply, Refusal> {
    let path = path.strip_suffix(&[""]).unwrap_or(path);
    match (method, path) {
        ("POST", ["oauth2", "v2", "token"]) => token::issue_v2(request, tenant),
        ("POST", ["oauth2", "token"]) => token::issue_v1(request, tenant),
        ("POST", ["oauth2", "revoke"]) => token::revoke(request, tenant),
        ("GET", ["rate_limit"]) => token::rate_limit(request, tenant),
        _ => Err(errors::no_route()),
    }
}

fn decode(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
