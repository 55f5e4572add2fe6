//! Whom a path means.

use mfadir_core::UserId;
use mfadir_memory::{Person, World};

use super::refusal::Refusal;
use crate::{dialect::Asked, tenant::Tenant};

/// The word in a path that means the owner of the token.
const OWNER: &str = "me";

/// The user that the path names by id or by `me`.
pub(super) fn by_id<'a>(world: &'a World, name: &str, owner: Option<&UserId>) -> Result<&'a Person, Refusal> {
    let owner = owner.filter(|_| name == OWNER);
    let id = owner.cloned().unwrap_or_else(|| UserId::from(name));
    world.person(&id).map_err(|_| Refusal::missing(name, "User"))
}

/// The user that the path names by id, `me`, login in any case, or the part of a login before the `@` where that is
/// nobody else's. A slash or a question mark does not survive in a path, however it is encoded.
pub(super) fn by_any_name<'a>(world: &'a World, name: &str, owner: Option<&UserId>) -> Result<&'a Person, Refusal> {
    if name.contains(['/', '?']) {
        return Err(Refusal::no_such_path());
    }
    by_id(world, name, owner).or_else(|missing| {
        let found = world.person_by_login(name).ok().or_else(|| by_short_name(world, name));
        found.ok_or(missing)
    })
}

/// The owner of the token that the request carries.
pub(super) fn owner(tenant: &Tenant, asked: &Asked) -> Option<UserId> {
    tenant.keys().named(asked.credential).and_then(|key| key.owner.clone())
}

fn by_short_name<'a>(world: &'a World, name: &str) -> Option<&'a Person> {
    let short =
        |person: &&Person| person.login.split_once('@').is_some_and(|(local, _)| local.eq_ignore_ascii_case(name));
    let mut found = world.people().iter().filter(short);
    found.next().filter(|_| found.next().is_none())
}
