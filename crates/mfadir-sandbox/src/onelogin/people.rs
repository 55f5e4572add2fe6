//! People: `/api/1/users` and `/api/2/users`.

use jiff::Timestamp;
use mfadir_core::{SessionOptions, UserId, UserStatus};
use mfadir_memory::{Act, Person, World};
use serde_json::{Map, Value, json};

use super::{
    body::Fields,
    errors::{self, Refusal},
    exchange::{Reply, Request, envelope, number, success},
    filter, groups,
    paging::{PageV1, PageV2},
};

/// The filters that both versions know.
const FILTERS: &[&str] = &[
    "email",
    "username",
    "firstname",
    "lastname",
    "external_id",
    "samaccountname",
    "userprincipalname",
    "directory_id",
];

/// `GET /api/1/users`.
pub(super) fn list_v1(request: &Request<'_>, world: &World) -> Result<Reply, Refusal> {
    let page = PageV1::asked(request)?;
    let (role, id) = (request.parameter("role_id"), request.parameter("id"));
    let mut people = filtered(request, world, filter::passes);
    people.retain(|person| role.as_ref().is_none_or(|id| person.groups.iter().any(|own| own.as_str() == id)));
    people.retain(|person| id.as_ref().is_none_or(|id| filter::passes(id, person.id.as_str())));
    Ok(page.reply(request, page.of(&people).iter().map(|person| cut(request, user_v1(world, person))).collect()))
}

/// `GET /api/2/users`.
pub(super) fn list_v2(request: &Request<'_>, world: &World) -> Result<Reply, Refusal> {
    let page = PageV2::asked(request)?;
    let ids = request.parameter("user_ids");
    let mut people = filtered(request, world, filter::matches);
    people.retain(|person| ids.as_ref().is_none_or(|ids| ids.split(',').any(|id| id == person.id.as_str())));
    let items = page.of(&people).iter().map(|person| cut(request, user_v2(world, person))).collect();
    Ok(page.reply(request, items, people.len()))
}

/// `GET /api/1/users/{id}`: a list of one.
pub(super) fn one_v1(world: &World, id: &str) -> Result<Reply, Refusal> {
    let id = user_id(id).ok_or_else(|| errors::incorrect("id"))?;
    let person = world.person(&id).map_err(|_| errors::user_not_found(id.as_str()))?;
    Ok(envelope(json!([user_v1(world, person)])))
}

/// `GET /api/2/users/{id}`.
pub(super) fn one_v2(world: &World, id: &str) -> Result<Reply, Refusal> {
    Ok(Reply::ok(user_v2(world, person_v2(world, id)?)))
}

/// `PUT /api/1/users/{id}/logout`.
pub(super) fn log_out(world: &mut World, id: &str, act: &Act) -> Result<Reply, Refusal> {
    let id = user_id(id).ok_or_else(|| errors::incorrect("id"))?;
    let ended = world.end_sessions(&id, &SessionOptions::default(), act);
    ended.map_err(|_| errors::user_not_found(id.as_str()))?;
    Ok(success())
}

/// `PUT /api/1/users/{id}/lock_user`. The lock lasts until somebody lifts it: how many minutes are asked for is only
/// checked.
pub(super) fn lock(request: &Request<'_>, world: &mut World, id: &str, act: &Act) -> Result<Reply, Refusal> {
    let minutes = Fields::v1(request)?.number("locked_until");
    minutes.ok_or_else(|| errors::incorrect("locked_until"))?;
    let id = user_id(id).ok_or_else(|| errors::incorrect("id"))?;
    world.lock(&id, act).map_err(|_| errors::user_not_found(id.as_str()))?;
    Ok(success())
}

/// `POST /api/2/users/{id}/unlock`. The key of the answer has three `s` on the wire.
pub(super) fn unlock(world: &mut World, id: &str, act: &Act) -> Result<Reply, Refusal> {
    let id = person_v2(world, id)?.id.clone();
    world.unlock(&id, act).map_err(|_| errors::cannot_be_unlocked())?;
    Ok(Reply::ok(json!({"messsage": "User unlocked"})))
}

/// Somebody, as version 2 asks for them.
pub(super) fn person_v2<'a>(world: &'a World, id: &str) -> Result<&'a Person, Refusal> {
    let id = user_id(id).ok_or_else(errors::validation_failed)?;
    world.person(&id).map_err(|_| errors::not_found("User"))
}

/// An id as the path gives it: a number, whatever zeros stand before it.
pub(super) fn user_id(text: &str) -> Option<UserId> {
    text.parse::<u64>().ok().map(|id| UserId::from(id.to_string()))
}

/// The people whom all filters of the request let through. What is not a filter is ignored.
fn filtered<'a>(request: &Request<'_>, world: &'a World, rule: impl Fn(&str, &str) -> bool) -> Vec<&'a Person> {
    let wanted = |name: &&'static str| request.parameter(name).map(|value| (*name, value));
    let filters: Vec<(&str, String)> = FILTERS.iter().filter_map(wanted).collect();
    let fits = |person: &&Person| filters.iter().all(|(name, value)| rule(value, field(person, name)));
    world.people().iter().filter(fits).collect()
}

/// What a filter looks at. This tenant has no directory behind it, so the rest is empty.
fn field<'a>(person: &'a Person, name: &str) -> &'a str {
    match name {
        "email" => person.emails.first().map_or("", String::as_str),
        "username" => &person.login,
        "firstname" => &person.first_name,
        "lastname" => &person.last_name,
        _ => "",
    }
}

/// Only the fields that `fields` names, where it does.
pub(super) fn cut(request: &Request<'_>, user: Value) -> Value {
    let Some(fields) = request.parameter("fields") else { return user };
    let Value::Object(all) = user else { return user };
    let wanted = |name: &String| fields.split(',').any(|field| field.trim() == name);
    Value::Object(all.into_iter().filter(|(name, _)| wanted(name)).collect())
}

fn user_v1(world: &World, person: &Person) -> Value {
    with_roles(world, person, "role_id")
}

fn user_v2(world: &World, person: &Person) -> Value {
    with_roles(world, person, "role_ids")
}

fn with_roles(world: &World, person: &Person, key: &str) -> Value {
    let roles: Vec<Value> = person.groups.iter().map(|id| number(id.as_str())).collect();
    let mut user = profile(person);
    user.insert(key.to_owned(), Value::Array(roles));
    user.insert("group_id".to_owned(), json!(groups::of(world, person)));
    Value::Object(user)
}

fn profile(person: &Person) -> Map<String, Value> {
    let mut user = unset();
    let told = json!({
        "id": number(person.id.as_str()),
        "email": person.emails.first(),
        "username": person.login,
        "firstname": person.first_name,
        "lastname": person.last_name,
        "phone": person.phone,
        "department": person.department,
        "title": person.title,
        "status": status(&person.status),
        "state": 1,
        "invalid_login_attempts": if person.status == UserStatus::Locked { 5 } else { 0 },
        "created_at": time(person.created),
        "activated_at": time(person.created),
        "updated_at": time(person.created),
        "last_login": time(person.last_sign_in),
    });
    if let Value::Object(told) = told {
        user.extend(told);
    }
    user
}

/// The fields that are always there, though this tenant has nothing in them.
fn unset() -> Map<String, Value> {
    const EMPTY: &[&str] = &[
        "comment",
        "company",
        "directory_id",
        "distinguished_name",
        "external_id",
        "invitation_sent_at",
        "locale_code",
        "locked_until",
        "manager_ad_id",
        "manager_user_id",
        "member_of",
        "openid_name",
        "password_changed_at",
        "preferred_locale_code",
        "samaccountname",
        "trusted_idp_id",
        "userprincipalname",
    ];
    let mut fields: Map<String, Value> = EMPTY.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    fields.insert("custom_attributes".to_owned(), json!({}));
    fields
}

/// Nobody is deactivated here: whoever left is suspended.
fn status(status: &UserStatus) -> u64 {
    match status {
        UserStatus::Staged => 0,
        UserStatus::Suspended | UserStatus::Deactivated => 2,
        UserStatus::Locked => 3,
        UserStatus::PasswordExpired => 4,
        _ => 1,
    }
}

fn time(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| format!("{at:.3}"))
}
