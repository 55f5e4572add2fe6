//! Users.

use axum::{
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use mfadir_core::UserStatus;
use mfadir_memory::{Person, World};
use serde::Deserialize;

use super::{
    caller::Caller,
    links::Links,
    paging::{Paging, Size, list as bare_list},
    refusal::Refusal,
    search::{Criteria, Language},
    wire::{json_response, listed_user, role, user},
};

const PAGE: Size = Size { default: 200, most: 200 };
const QUICK: Size = Size { default: 10, most: 200 };

/// The query of the list.
#[derive(Debug, Default, Deserialize)]
pub(super) struct ListQuery {
    q: Option<String>,
    search: Option<String>,
    filter: Option<String>,
    #[serde(flatten)]
    paging: Paging,
}

/// `GET /api/v1/users`
pub(super) async fn list(caller: Caller, Query(query): Query<ListQuery>) -> Result<Response, Refusal> {
    let (reach, world, links) = (caller.reach(), caller.world(), caller.links());
    let mut found = found(&world, &query)?;
    found.retain(|person| reach.sees(person));
    let shown = |person: &&Person| listed_user(person, links);
    if query.q.is_some() {
        return query.paging.first(&found, QUICK, shown);
    }
    query.paging.page(&found, PAGE, |person| person.id.as_str(), shown, &caller.asked)
}

/// `GET /api/v1/users/{user}`
pub(super) async fn one(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let world = caller.world();
    let person = caller.anybody(&world, &name)?;
    let mut response = json_response(StatusCode::OK, &user(person, caller.links()));
    let version = person.created.map_or(0, jiff::Timestamp::as_second);
    if let Ok(etag) = HeaderValue::try_from(format!("W/\"{version:x}\"")) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

/// `GET /api/v1/users/{user}/roles`
pub(super) async fn roles(caller: Caller, Path(name): Path<String>) -> Result<Response, Refusal> {
    let world = caller.world();
    let person = caller.person(&world, &name)?;
    Ok(bare_list(&person.roles, |held| role(person, held, caller.links())))
}

/// Those whom the query means. Only `search` and `filter` find people who left.
fn found<'a>(world: &'a World, query: &ListQuery) -> Result<Vec<&'a Person>, Refusal> {
    let criteria = match (&query.search, &query.filter) {
        (Some(search), _) => Some(Criteria::parse(search, Language::UserSearch)?),
        (None, Some(filter)) => Some(Criteria::parse(filter, Language::UserFilter)?),
        (None, None) => None,
    };
    let links = Links { origin: "" };
    Ok(match (criteria, &query.q) {
        (Some(criteria), _) => {
            world.people().iter().filter(|person| criteria.fit(&listed_user(person, links))).collect()
        }
        (None, Some(text)) => world.people().iter().filter(|person| is_there(person) && begins(person, text)).collect(),
        (None, None) => world.people().iter().filter(|person| is_there(person)).collect(),
    })
}

fn is_there(person: &Person) -> bool {
    person.status != UserStatus::Deactivated
}

fn begins(person: &Person, text: &str) -> bool {
    let text = text.to_lowercase();
    let fields = [&person.first_name, &person.last_name].into_iter().chain(person.emails.first());
    fields.into_iter().any(|field| field.to_lowercase().starts_with(&text))
}
