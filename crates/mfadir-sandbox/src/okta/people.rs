//! Users.

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use mfadir_core::UserStatus;
use mfadir_memory::{Person, World};
use serde::Deserialize;

use super::{
    links::Links,
    lookup::{by_any_name, by_id, owner},
    paging::{Paging, Size, list as bare_list},
    reach::Reach,
    refusal::Refusal,
    search::{Criteria, Language},
    wire::{json_response, listed_user, role, user},
};
use crate::{dialect::Asked, tenant::Tenant};

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
pub(super) async fn list(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Refusal> {
    let (reach, world) = (Reach::of(&tenant, &asked), tenant.world());
    let links = Links { origin: &asked.origin };
    let mut found = found(&world, &query)?;
    found.retain(|person| reach.sees(person));
    let shown = |person: &&Person| listed_user(person, links);
    if query.q.is_some() {
        return query.paging.first(&found, QUICK, shown);
    }
    query.paging.page(&found, PAGE, |person| person.id.as_str(), shown, &asked)
}

/// `GET /api/v1/users/{user}`
pub(super) async fn one(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    let person = by_any_name(&world, &name, owner.as_ref())?;
    let mut response = json_response(StatusCode::OK, &user(person, Links { origin: &asked.origin }));
    let version = person.created.map_or(0, jiff::Timestamp::as_second);
    if let Ok(etag) = HeaderValue::try_from(format!("W/\"{version:x}\"")) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

/// `GET /api/v1/users/{user}/roles`
pub(super) async fn roles(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let owner = owner(&tenant, &asked);
    let world = tenant.world();
    let person = by_id(&world, &name, owner.as_ref())?;
    Ok(bare_list(&person.roles, |held| role(person, held, Links { origin: &asked.origin })))
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
