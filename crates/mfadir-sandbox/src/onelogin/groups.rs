//! Groups: `/api/1/groups`. Everybody is in at most one, unlike the roles. Here it is that of their department.

use mfadir_memory::{Person, Team, World};
use serde_json::{Value, json};

use super::{
    errors::{self, Refusal},
    exchange::{Reply, Request, envelope, number},
    paging::PageV1,
};

/// `GET /api/1/groups`.
pub(super) fn list(request: &Request<'_>, world: &World) -> Result<Reply, Refusal> {
    let page = PageV1::asked(request)?;
    let groups: Vec<&Team> = groups(world).collect();
    Ok(page.reply(request, page.of(&groups).iter().map(|group| told(group)).collect()))
}

/// `GET /api/1/groups/{id}`: a list of one.
pub(super) fn one(world: &World, id: &str) -> Result<Reply, Refusal> {
    let group = groups(world).find(|group| group.id.as_str() == id).ok_or_else(|| errors::incorrect("id"))?;
    Ok(envelope(json!([told(group)])))
}

/// The group that somebody is in.
pub(super) fn of(world: &World, person: &Person) -> Option<Value> {
    let own = |group: &&Team| person.groups.contains(&group.id) && person.department.as_deref() == Some(&group.name);
    world.teams.iter().find(own).map(|group| number(group.id.as_str()))
}

fn groups(world: &World) -> impl Iterator<Item = &Team> {
    let is_department = |name: &str| world.people().iter().any(|person| person.department.as_deref() == Some(name));
    world.teams.iter().filter(move |team| is_department(&team.name))
}

fn told(group: &Team) -> Value {
    json!({"id": number(group.id.as_str()), "name": group.name, "reference": null})
}
