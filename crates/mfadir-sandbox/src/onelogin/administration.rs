//! People coming, changing and leaving: what an administrator does, and not this project.

use mfadir_core::{GroupId, UserId, UserStatus};
use mfadir_memory::{Person, World};
use serde_json::{Value, json};

use super::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Desk, Reply, envelope, number, success},
    people,
};

/// `POST /api/1/users`.
pub(super) fn create_v1(desk: &mut Desk<'_>) -> Result<Reply, Refusal> {
    let fields = Fields::v1(desk.request)?;
    let id = create(desk, &fields).ok_or_else(|| errors::incorrect("email"))?;
    people::one_v1(desk.world, id.as_str())
}

/// `POST /api/2/users`.
pub(super) fn create_v2(desk: &mut Desk<'_>) -> Result<Reply, Refusal> {
    let fields = Fields::v2(desk.request)?;
    let id = create(desk, &fields).ok_or_else(errors::validation_failed)?;
    people::one_v2(desk.world, id.as_str()).map(Reply::created)
}

/// `PUT /api/1/users/{id}`.
pub(super) fn update_v1(desk: &mut Desk<'_>, id: &str) -> Result<Reply, Refusal> {
    let fields = Fields::v1(desk.request)?;
    let user = v1(desk.world, id)?;
    desk.world.change(&user, |person| write(person, &fields)).map_err(|_| errors::incorrect("username"))?;
    people::one_v1(desk.world, id)
}

/// `PUT /api/2/users/{id}`.
pub(super) fn update_v2(desk: &mut Desk<'_>, id: &str) -> Result<Reply, Refusal> {
    let fields = Fields::v2(desk.request)?;
    let user = people::person_v2(desk.world, id)?.id.clone();
    desk.world.change(&user, |person| write(person, &fields)).map_err(|_| errors::validation_failed())?;
    people::one_v2(desk.world, id)
}

/// `DELETE /api/1/users/{id}`.
pub(super) fn delete_v1(world: &mut World, id: &str) -> Result<Reply, Refusal> {
    let user = v1(world, id)?;
    world.delete(&user).map_err(|_| errors::user_not_found(id))?;
    Ok(success())
}

/// `DELETE /api/2/users/{id}`.
pub(super) fn delete_v2(world: &mut World, id: &str) -> Result<Reply, Refusal> {
    let user = people::person_v2(world, id)?.id.clone();
    world.delete(&user).map_err(|_| errors::not_found("User"))?;
    Ok(Reply::no_content())
}

/// `GET /api/1/users/custom_attributes`: this account has none.
pub(super) fn custom_attributes() -> Reply {
    envelope(json!([[]]))
}

/// `GET /api/1/users/{id}/apps`: nobody has any, which version 1 says with a list in a list.
pub(super) fn apps_v1(world: &World, id: &str) -> Result<Reply, Refusal> {
    v1(world, id)?;
    Ok(envelope(json!([[]])))
}

/// `GET /api/2/users/{id}/apps`.
pub(super) fn apps_v2(world: &World, id: &str) -> Result<Reply, Refusal> {
    people::person_v2(world, id)?;
    Ok(Reply::ok(json!([])))
}

/// `GET /api/1/users/{id}/roles`, as the vendor's own client reads it.
pub(super) fn roles(world: &World, id: &str) -> Result<Reply, Refusal> {
    let user = v1(world, id)?;
    let person = world.person(&user).map_err(|_| errors::user_not_found(id))?;
    let roles: Vec<Value> = person.groups.iter().map(|role| number(role.as_str())).collect();
    Ok(envelope(Value::Array(roles)))
}

/// `PUT /api/1/users/{id}/add_roles` and `…/remove_roles`.
pub(super) fn set_roles(desk: &mut Desk<'_>, id: &str, add: bool) -> Result<Reply, Refusal> {
    let roles: Vec<GroupId> = Fields::v1(desk.request)?.numbers("role_id_array").into_iter().map(role).collect();
    let user = v1(desk.world, id)?;
    let write = |person: &mut Person| {
        person.groups.retain(|own| !roles.contains(own));
        person.groups.extend(roles.iter().filter(|_| add).cloned());
    };
    desk.world.change(&user, write).map_err(|_| errors::user_not_found(id))?;
    Ok(success())
}

/// `PUT /api/1/users/{id}/set_state`. What a state means is known for these alone.
pub(super) fn set_state(desk: &mut Desk<'_>, id: &str) -> Result<Reply, Refusal> {
    let status = match Fields::v1(desk.request)?.number("state") {
        Some(0) => UserStatus::Staged,
        Some(1) => UserStatus::Active,
        Some(2 | 3) => UserStatus::Suspended,
        _ => return Err(errors::incorrect("state")),
    };
    let user = v1(desk.world, id)?;
    desk.world.change(&user, |person| person.status = status).map_err(|_| errors::user_not_found(id))?;
    Ok(success())
}

/// `PUT /api/1/users/set_password_clear_text/{id}` and `…/set_password_using_salt/{id}`. The password is not kept.
pub(super) fn set_password(desk: &mut Desk<'_>, id: &str) -> Result<Reply, Refusal> {
    let fields = Fields::v1(desk.request)?;
    if !fields.has("password") || fields.text("password") != fields.text("password_confirmation") {
        return Err(errors::incorrect("password"));
    }
    v1(desk.world, id).map(|_| success())
}

fn role(number: u64) -> GroupId {
    GroupId::from(number.to_string())
}

fn v1(world: &World, id: &str) -> Result<UserId, Refusal> {
    let user = people::user_id(id).ok_or_else(|| errors::incorrect("id"))?;
    world.person(&user).map(|person| person.id.clone()).map_err(|_| errors::user_not_found(id))
}

/// Whoever has neither a user name nor an address cannot be made.
fn create(desk: &mut Desk<'_>, fields: &Fields) -> Option<UserId> {
    let login = fields.text("username").or_else(|| fields.text("email"))?;
    desk.world.create(&login, UserStatus::Active, desk.act, |person| write(person, fields)).ok()
}

fn write(person: &mut Person, fields: &Fields) {
    let named =
        [("username", &mut person.login), ("firstname", &mut person.first_name), ("lastname", &mut person.last_name)];
    for (name, field) in named {
        if let Some(value) = fields.text(name) {
            *field = value;
        }
    }
    let optional = [("phone", &mut person.phone), ("department", &mut person.department), ("title", &mut person.title)];
    for (name, field) in optional {
        *field = fields.text(name).or(field.take());
    }
    if let Some(email) = fields.text("email") {
        person.emails = vec![email];
    }
}
