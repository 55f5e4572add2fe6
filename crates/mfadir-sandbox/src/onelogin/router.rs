//! Which path leads where, and what it asks of the credential.

use mfadir_memory::{Act, World};
use percent_encoding::percent_decode_str;

use super::{
    access::{self, Right, Version},
    devices_v1, devices_v2, errors,
    errors::Refusal,
    exchange::{Reply, Request},
    hour, people, roles, token,
};
use crate::tenant::Tenant;

/// Answers one request.
pub(super) fn answer(request: &Request<'_>, tenant: &Tenant) -> Reply {
    let decoded: Vec<String> = request.asked.path.split('/').skip(1).map(decode).collect();
    let path: Vec<&str> = decoded.iter().map(String::as_str).collect();
    let answer = match path.as_slice() {
        ["api", "1", rest @ ..] => hour::charge(tenant, request.asked.at)
            .and_then(|()| serve(request, tenant, Version::One, route_v1(request, rest))),
        ["api", "2", rest @ ..] => serve(request, tenant, Version::Two, route_v2(request, rest)),
        ["auth", rest @ ..] => authenticate(request, rest, tenant),
        _ => Err(errors::no_route()),
    };
    answer.unwrap_or_else(Reply::from)
}

fn serve(
    request: &Request<'_>,
    tenant: &Tenant,
    version: Version,
    route: Option<(Right, Route<'_>)>,
) -> Result<Reply, Refusal> {
    let (right, route) = route.ok_or_else(errors::no_route)?;
    access::admit(tenant, request.headers, request.asked.at, version, right)?;
    let act = tenant.act(request.asked);
    route.follow(request, &mut tenant.world(), &act)
}

/// A slash at the end is taken, as the vendor's own clients send one.
fn authenticate(request: &Request<'_>, path: &[&str], tenant: &Tenant) -> Result<Reply, Refusal> {
    let path = path.strip_suffix(&[""]).unwrap_or(path);
    match (request.asked.method.as_str(), path) {
        ("POST", ["oauth2", "v2", "token"]) => token::issue_v2(request, tenant),
        ("POST", ["oauth2", "token"]) => token::issue_v1(request, tenant),
        ("POST", ["oauth2", "revoke"]) => token::revoke(request, tenant),
        ("GET", ["rate_limit"]) => token::rate_limit(request, tenant),
        _ => Err(errors::no_route()),
    }
}

#[derive(Clone, Copy, Debug)]
enum Route<'a> {
    UsersV1,
    UserV1(&'a str),
    LogOut(&'a str),
    DevicesV1(&'a str),
    DeviceV1(&'a str, &'a str),
    FactorsV1(&'a str),
    RolesV1,
    RoleV1(&'a str),
    UsersV2,
    UserV2(&'a str),
    Unlock(&'a str),
    DevicesV2(&'a str),
    DeviceV2(&'a str, &'a str),
    FactorsV2(&'a str),
    RolesV2,
    RoleV2(&'a str),
    RoleUsers(&'a str),
}

fn route_v1<'a>(request: &Request<'_>, path: &[&'a str]) -> Option<(Right, Route<'a>)> {
    Some(match (request.asked.method.as_str(), path) {
        (_, path) if path.contains(&"") => return None,
        ("GET", ["users"]) => (Right::Read, Route::UsersV1),
        ("GET", ["users", id]) => (Right::Read, Route::UserV1(id)),
        ("PUT", ["users", id, "logout"]) => (Right::Write, Route::LogOut(id)),
        ("GET", ["users", id, "otp_devices"]) => (Right::Read, Route::DevicesV1(id)),
        ("DELETE", ["users", id, "otp_devices", device]) => (Right::Write, Route::DeviceV1(id, device)),
        // The vendor's documents have the plural, its OpenAPI file has the singular.
        ("GET", ["users", id, "auth_factors" | "auth_factor"]) => (Right::Read, Route::FactorsV1(id)),
        ("GET", ["roles"]) => (Right::Read, Route::RolesV1),
        ("GET", ["roles", id]) => (Right::Read, Route::RoleV1(id)),
        _ => return None,
    })
}

fn route_v2<'a>(request: &Request<'_>, path: &[&'a str]) -> Option<(Right, Route<'a>)> {
    Some(match (request.asked.method.as_str(), path) {
        (_, path) if path.contains(&"") => return None,
        ("GET", ["users"]) => (Right::Read, Route::UsersV2),
        ("GET", ["users", id]) => (Right::Read, Route::UserV2(id)),
        ("POST", ["users", id, "unlock"]) => (Right::Write, Route::Unlock(id)),
        ("GET", ["mfa", "users", id, "devices"]) => (Right::All, Route::DevicesV2(id)),
        ("DELETE", ["mfa", "users", id, "devices", device]) => (Right::All, Route::DeviceV2(id, device)),
        ("GET", ["mfa", "users", id, "factors"]) => (Right::All, Route::FactorsV2(id)),
        ("GET", ["roles"]) => (Right::Read, Route::RolesV2),
        ("GET", ["roles", id]) => (Right::Read, Route::RoleV2(id)),
        ("GET", ["roles", id, "users"]) => (Right::Read, Route::RoleUsers(id)),
        _ => return None,
    })
}

impl Route<'_> {
    fn follow(self, request: &Request<'_>, world: &mut World, act: &Act) -> Result<Reply, Refusal> {
        match self {
            Self::UsersV1 => people::list_v1(request, world),
            Self::UserV1(id) => people::one_v1(world, id),
            Self::LogOut(id) => people::log_out(world, id, act),
            Self::DevicesV1(id) => devices_v1::list(world, id),
            Self::DeviceV1(id, device) => devices_v1::remove(world, id, device, act),
            Self::FactorsV1(id) => devices_v1::available(world, id),
            Self::RolesV1 => roles::list_v1(request, world),
            Self::RoleV1(id) => roles::one_v1(world, id),
            Self::UsersV2 => people::list_v2(request, world),
            Self::UserV2(id) => people::one_v2(world, id),
            Self::Unlock(id) => people::unlock(world, id, act),
            Self::DevicesV2(id) => devices_v2::list(world, id),
            Self::DeviceV2(id, device) => devices_v2::remove(world, id, device, act),
            Self::FactorsV2(id) => devices_v2::available(world, id),
            Self::RolesV2 => roles::list_v2(request, world),
            Self::RoleV2(id) => roles::one_v2(world, id),
            Self::RoleUsers(id) => roles::users(request, world, id),
        }
    }
}

fn decode(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
