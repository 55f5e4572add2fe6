//! The paths of version 2.

use super::{
    super::{
        access::Right::{All, Read, Write},
        administration, people, roles, temporary,
        v2::{devices, registrations, verifications},
    },
    Route, to,
};

/// What answers this method on this path, which begins after `/api/2/`. A slash behind `verifications` is taken, as
/// the vendor's documents have one there.
pub(super) fn route<'a>(method: &str, path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        (_, &["mfa", "users", id, "verifications", ""]) => return of_factors(method, id, &["verifications"]),
        (_, path) if path.contains(&"") => return None,
        ("GET", ["users"]) => to(Read, |desk| people::list_v2(desk.request, desk.world)),
        ("GET", &["users", id]) => to(Read, move |desk| people::one_v2(desk.world, id)),
        ("POST", ["users"]) => to(Write, administration::create_v2),
        ("PUT", &["users", id]) => to(Write, move |desk| administration::update_v2(desk, id)),
        ("DELETE", &["users", id]) => to(Write, move |desk| administration::delete_v2(desk.world, id)),
        ("GET", &["users", id, "apps"]) => to(Read, move |desk| administration::apps_v2(desk.world, id)),
        ("POST", &["users", id, "unlock"]) => to(Write, move |desk| people::unlock(desk.world, id, desk.act)),
        (_, &["mfa", "users", id, ref rest @ ..]) => return of_factors(method, id, rest),
        ("GET", ["roles"]) => to(Read, |desk| roles::list_v2(desk.request, desk.world)),
        ("GET", &["roles", id]) => to(Read, move |desk| roles::one_v2(desk.world, id)),
        ("GET", &["roles", id, "users"]) => to(Read, move |desk| roles::users(desk.request, desk.world, id)),
        _ => return None,
    })
}

fn of_factors<'a>(method: &str, id: &'a str, path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        ("GET", ["factors"]) => to(All, move |desk| devices::available(desk.world, id)),
        ("GET", ["devices"]) => to(All, move |desk| devices::list(desk.world, id)),
        ("DELETE", &["devices", device]) => to(All, move |desk| devices::remove(desk.world, (id, device), desk.act)),
        ("POST", ["mfa_token"]) => to(Write, move |desk| temporary::issue_v2(desk.request, desk.world, id, desk.act)),
        (_, &["registrations", ref rest @ ..]) => return of_registrations(method, id, rest),
        (_, &["verifications", ref rest @ ..]) => return of_verifications(method, id, rest),
        _ => return None,
    })
}

fn of_registrations<'a>(method: &str, id: &'a str, path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        ("POST", []) => to(All, move |desk| registrations::begin(desk.request, desk.world, id, desk.act)),
        ("GET", &[one]) => to(All, move |desk| registrations::poll(desk.world, (id, one), desk.act)),
        ("PUT", &[one]) => to(All, move |desk| registrations::confirm(desk.request, desk.world, (id, one), desk.act)),
        _ => return None,
    })
}

fn of_verifications<'a>(method: &str, id: &'a str, path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        ("POST", []) => to(All, move |desk| verifications::begin(desk.request, desk.world, id, desk.act)),
        ("GET", &[one]) => to(All, move |desk| verifications::poll(desk.world, (id, one), desk.act)),
        ("PUT", &[one]) => to(All, move |desk| verifications::confirm(desk.request, desk.world, (id, one), desk.act)),
        _ => return None,
    })
}
