//! Roles, which are this provider's groups of people: `/api/1/roles` and `/api/2/roles`.

use mfadir_core::GroupId;
use mfadir_memory::{Person, Team, World};
use serde_json::{Value, json};

use super::{
    errors::{self, Refusal},
    exchange::{Reply, Request, envelope, number},
    filter,
    paging::{PageV1, PageV2},
};

/// `GET /api/1/roles`.
pub(super) fn list_v1(request: &Request<'_>, world: &World) -> Result<Reply, Refusal> {
    let page = PageV1::asked(request)?;
    let teams = named(request, world, filter::passes);
    Ok(page.reply(request, page.of(&teams).iter().map(|team| role_v1(team)).collect()))
}

/// `GET /api/1/roles/{id}`: a list of one.
pub(super) fn one_v1(world: &World, id: &str) -> Result<Reply, Refusal> {
    let team = team(world, id).ok_or_else(|| errors::incorrect("id"))?;
    Ok(envelope(json!([role_v1(team)])))
}

/// `GET /api/2/roles`.
pub(super) fn list_v2(request: &Request<'_>, world: &World) -> Result<Reply, Refusal> {
    let page = PageV2::asked(request)?;
    let teams = named(request, world, filter::matches);
    let items = page.of(&teams).iter().map(|team| role_v2(world, team)).collect();
    Ok(page.reply(request, items, teams.len()))
}

/// `GET /api/2/roles/{id}`.
pub(super) fn one_v2(world: &World, id: &str) -> Result<Reply, Refusal> {
    let team = team(world, id).ok_or_else(|| errors::not_found("Role"))?;
    Ok(Reply::ok(role_v2(world, team)))
}

/// `GET /api/2/roles/{id}/users`.
pub(super) fn users(request: &Request<'_>, world: &World, id: &str) -> Result<Reply, Refusal> {
    let page = PageV2::asked(request)?;
    let team = team(world, id).ok_or_else(|| errors::not_found("Role"))?;
    let name = request.parameter("name").unwrap_or_default();
    let wanted = |person: &&Person| name.is_empty() || filter::matches(&name, &person.name().unwrap_or_default());
    let members: Vec<&Person> = members(world, &team.id).filter(wanted).collect();
    let items = page.of(&members).iter().map(|person| member(person)).collect();
    Ok(page.reply(request, items, members.len()))
}

fn named<'a>(request: &Request<'_>, world: &'a World, rule: impl Fn(&str, &str) -> bool) -> Vec<&'a Team> {
    let name = request.parameter("name").unwrap_or_default();
    world.teams.iter().filter(|team| name.is_empty() || rule(&name, &team.name)).collect()
}

fn team<'a>(world: &'a World, id: &str) -> Option<&'a Team> {
    world.teams.iter().find(|team| team.id.as_str() == id)
}

fn members<'a>(world: &'a World, team: &GroupId) -> impl Iterator<Item = &'a Person> {
    world.people().iter().filter(move |person| person.groups.contains(team))
}

fn role_v1(team: &Team) -> Value {
    json!({"id": number(team.id.as_str()), "name": team.name})
}

fn role_v2(world: &World, team: &Team) -> Value {
    let users: Vec<Value> = members(world, &team.id).map(|person| number(person.id.as_str())).collect();
    json!({"id": number(team.id.as_str()), "name": team.name, "apps": [], "users": users, "admins": []})
}

fn member(person: &Person) -> Value {
    json!({
        "id": number(person.id.as_str()),
        "name": person.name(),
        "username": person.login,
        "assigned": true,
        "added_by": {"id": null, "name": null},
        "added_at": null,
    })
}
