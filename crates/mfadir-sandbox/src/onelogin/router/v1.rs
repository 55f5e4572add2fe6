//! The paths of version 1.

use super::{
    super::{
        access::Right::{All, Read, Write},
        administration, events, groups, people, roles, temporary,
        v1::{devices, enrollment, trigger, verification},
    },
    Route, to,
};

/// What answers this method on this path, which begins after `/api/1/`.
pub(super) fn route<'a>(method: &str, path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        (_, path) if path.contains(&"") => return None,
        ("GET", ["users"]) => to(Read, |desk| people::list_v1(desk.request, desk.world)),
        ("POST", ["users"]) => to(Write, administration::create_v1),
        ("GET", ["users", "custom_attributes"]) => to(Read, |_| Ok(administration::custom_attributes())),
        ("PUT", &["users", "set_password_clear_text" | "set_password_using_salt", id]) => {
            to(All, move |desk| administration::set_password(desk, id))
        }
        (_, &["users", id, ref rest @ ..]) => return of_user(method, id, rest),
        ("GET", ["groups"]) => to(Read, |desk| groups::list(desk.request, desk.world)),
        ("GET", &["groups", id]) => to(Read, move |desk| groups::one(desk.world, id)),
        ("GET", ["roles"]) => to(Read, |desk| roles::list_v1(desk.request, desk.world)),
        ("GET", &["roles", id]) => to(Read, move |desk| roles::one_v1(desk.world, id)),
        ("GET", ["events"]) => to(Read, |desk| events::list(desk)),
        ("GET", &["events", id]) => to(Read, move |desk| events::one(desk, id)),
        _ => return None,
    })
}

fn of_user<'a>(method: &str, id: &'a str, path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        ("GET", []) => to(Read, move |desk| people::one_v1(desk.world, id)),
        ("PUT", ["logout"]) => to(Write, move |desk| people::log_out(desk.world, id, desk.act)),
        ("PUT", ["lock_user"]) => to(All, move |desk| people::lock(desk.request, desk.world, id, desk.act)),
        // The vendor's documents have the plural, its OpenAPI file has the singular.
        ("GET", ["auth_factors" | "auth_factor"]) => to(Read, move |desk| devices::available(desk.world, id)),
        ("POST", ["mfa_token"]) => to(Write, move |desk| temporary::issue_v1(desk.request, desk.world, id, desk.act)),
        ("GET", ["otp_devices"]) => to(Read, move |desk| devices::list(desk.world, id)),
        ("POST", ["otp_devices"]) => to(Write, move |desk| enrollment::begin(desk.request, desk.world, id, desk.act)),
        (_, &["otp_devices", device, ref rest @ ..]) => return of_device(method, (id, device), rest),
        (_, rest) => return of_account(method, id, rest),
    })
}

fn of_account<'a>(method: &str, id: &'a str, path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        ("PUT", []) => to(Write, move |desk| administration::update_v1(desk, id)),
        ("DELETE", []) => to(Write, move |desk| administration::delete_v1(desk.world, id)),
        ("GET", ["apps"]) => to(Read, move |desk| administration::apps_v1(desk.world, id)),
        ("GET", ["roles"]) => to(Read, move |desk| administration::roles(desk.world, id)),
        ("PUT", ["add_roles"]) => to(All, move |desk| administration::set_roles(desk, id, true)),
        ("PUT", ["remove_roles"]) => to(All, move |desk| administration::set_roles(desk, id, false)),
        ("PUT", ["set_state"]) => to(Write, move |desk| administration::set_state(desk, id)),
        _ => return None,
    })
}

fn of_device<'a>(method: &str, named: (&'a str, &'a str), path: &[&'a str]) -> Option<Route<'a>> {
    Some(match (method, path) {
        ("DELETE", []) => to(Write, move |desk| devices::remove(desk.request, desk.world, named, desk.act)),
        ("POST", ["trigger"]) => to(Write, move |desk| trigger::send(desk.request, desk.world, named, desk.act)),
        ("POST", ["verify"]) => to(Write, move |desk| verification::verify(desk.request, desk.world, named, desk.act)),
        _ => return None,
    })
}
