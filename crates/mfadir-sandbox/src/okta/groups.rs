//! Groups and their members.

use axum::{
    extract::{Path, Query},
    response::Response,
};
use mfadir_core::GroupId;
use mfadir_memory::{Person, Team, World};
use serde::Deserialize;

use super::{
    caller::Caller,
    links::Links,
    paging::{Paging, Size, list as bare_list},
    reach::Reach,
    refusal::Refusal,
    search::{Criteria, Language},
    wire::{group, listed_user},
};

const PAGE: Size = Size { default: 10_000, most: 10_000 };
const QUICK: Size = Size { default: 300, most: 300 };
const MEMBERS: Size = Size { default: 1000, most: 1000 };

/// The query of the list.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ListQuery {
    q: Option<String>,
    search: Option<String>,
    filter: Option<String>,
    #[serde(flatten)]
    paging: Paging,
}

/// `GET /api/v1/groups`
pub(super) async fn list(caller: Caller, Query(query): Query<ListQuery>) -> Result<Response, Refusal> {
    let (reach, world, links) = (caller.reach(), caller.world(), caller.links());
    let shown = |team: &&Team| group(team, links);
    if let Some(name) = &query.q {
        return query.paging.first(&seen(begins(&world, name), &reach), QUICK, shown);
    }
    query.paging.page(&seen(found(&world, &query)?, &reach), PAGE, |team| team.id.as_str(), shown, &caller.asked)
}

fn seen<'a>(mut teams: Vec<&'a Team>, reach: &Reach) -> Vec<&'a Team> {
    teams.retain(|team| reach.sees_group(team));
    teams
}

fn begins<'a>(world: &'a World, name: &str) -> Vec<&'a Team> {
    let name = name.to_lowercase();
    world.teams.iter().filter(|team| team.name.to_lowercase().starts_with(&name)).collect()
}

fn found<'a>(world: &'a World, query: &ListQuery) -> Result<Vec<&'a Team>, Refusal> {
    let criteria = match (&query.search, &query.filter) {
        (Some(search), _) => Criteria::parse(search, Language::GroupSearch)?,
        (None, Some(filter)) => Criteria::parse(filter, Language::GroupFilter)?,
        (None, None) => return Ok(world.teams.iter().collect()),
    };
    let links = Links { origin: "" };
    Ok(world.teams.iter().filter(|team| criteria.fit(&group(team, links))).collect())
}

/// `GET /api/v1/groups/{group}/users`. People who left are in no group.
pub(super) async fn members(
    caller: Caller,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Response, Refusal> {
    let world = caller.world();
    let members = world.members(&GroupId::from(id.as_str())).map_err(|error| Refusal::of(&error, &id, "UserGroup"))?;
    let members: Vec<&Person> = members.into_iter().filter(|person| !person.is_deactivated()).collect();
    let shown = |person: &&Person| listed_user(person, caller.links());
    paging.page(&members, MEMBERS, |person| person.id.as_str(), shown, &caller.asked)
}

/// `GET /api/v1/users/{user}/groups`
pub(super) async fn of_user(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let world = caller.world();
    let person = caller.person(&world, &name)?;
    let teams: Vec<&Team> = world.teams.iter().filter(|team| person.groups.contains(&team.id)).collect();
    Ok(bare_list(&teams, |team| group(team, caller.links())))
}
