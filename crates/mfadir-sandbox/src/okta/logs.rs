//! `GET /api/v1/logs`: what happened, as the org tells it.
//!
//! With `until` or in descending order the list is bounded: it ends, and so do its links. Without, it is polled: there is
//! always a next page, and an empty one means "come back later". An entry shows after the delay of the tenant.

mod query;

use std::collections::HashMap;

use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use mfadir_core::EventQuery;
use mfadir_memory::World;
use serde_json::Value;

pub(super) use query::LogQuery;

use super::{
    paging::{linked, list as bare_list},
    reach::Reach,
    refusal::Refusal,
    wire::{Told, event},
};
use crate::{dialect::Asked, switches::Engine, tenant::Tenant};
use query::{Mode, Wanted};

/// A page of it.
pub(super) async fn list(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Query(query): Query<LogQuery>,
) -> Result<Response, Refusal> {
    let wanted = Wanted::read(&query, asked.at)?;
    let page = page(&tenant, &asked, &wanted);
    let mut response = bare_list(&page.events, Clone::clone);
    let next = page.next.map(|next| next.to_string());
    linked(&mut response, &asked, query.after.as_deref(), next.as_deref(), wanted.limit);
    Ok(response)
}

/// Some events, and the number of the entry after which the next page begins.
struct Page {
    events: Vec<Value>,
    next: Option<usize>,
}

fn page(tenant: &Tenant, asked: &Asked, wanted: &Wanted) -> Page {
    let (paths, reach) = (paths(tenant), Reach::of(tenant, asked));
    let world = tenant.world();
    let mut numbered = visible(&world, tenant, asked, &paths, &reach);
    if wanted.descending {
        numbered.reverse();
    }
    let begun = numbered.into_iter().filter(|(number, _)| wanted.is_after(*number));
    let begun: Vec<(usize, Value)> = begun.collect();
    let last_seen = begun.last().map(|(number, _)| *number).or(wanted.after);
    let mut found = begun.into_iter().filter(|(_, event)| wanted.fits(event));
    let events: Vec<(usize, Value)> = found.by_ref().take(wanted.limit).collect();
    let more = found.next().is_some();
    let last = events.last().map(|(number, _)| *number);
    let next = match wanted.mode {
        _ if more => last,
        Mode::Bounded => None,
        Mode::Polling => Some(last_seen.unwrap_or_default()),
    };
    Page { events: events.into_iter().map(|(_, event)| event).collect(), next }
}

/// Every entry that shows by now, about somebody whom the caller sees, with its number from 1 on.
fn visible(
    world: &World,
    tenant: &Tenant,
    asked: &Asked,
    paths: &HashMap<String, String>,
    reach: &Reach,
) -> Vec<(usize, Value)> {
    let switches = tenant.switches();
    let all = world.log(&EventQuery::default());
    let mut told = Told { world, origin: &asked.origin, paths, idx: switches.engine == Engine::Idx, last_reset: None };
    let shown = all.into_iter().zip(1..).filter(|(entry, _)| entry.at + switches.events_delay() <= asked.at);
    let shown =
        shown.filter(|(entry, _)| reach.sees_all() || world.person(&entry.user).is_ok_and(|one| reach.sees(one)));
    shown.filter_map(|(entry, number)| event(&mut told, entry).map(|event| (number, event))).collect()
}

/// The path of each request that is remembered, by its id.
fn paths(tenant: &Tenant) -> HashMap<String, String> {
    tenant.requests().into_iter().map(|seen| (seen.request_id, seen.path)).collect()
}
