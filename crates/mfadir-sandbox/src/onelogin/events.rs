//! What happened: `/api/1/events` (docs/providers/onelogin.md, "Events").

mod types;

use jiff::Timestamp;
use mfadir_core::{EventQuery, FactorType, Operation};
use mfadir_memory::{Entry, World};
use serde_json::{Map, Value, json};

use super::{
    errors::{self, Refusal},
    exchange::{Desk, Reply, Request, envelope, number},
    paging::PageV1,
    people::cut,
    token::ACCOUNT,
    wire,
};

/// The fields that are always there, and empty for the events of this tenant.
const EMPTY: &[&str] = &[
    "actor_system",
    "actor_user_id",
    "actor_user_name",
    "app_id",
    "app_name",
    "assuming_acting_user_id",
    "custom_message",
    "directory_id",
    "directory_sync_run_id",
    "error_description",
    "group_id",
    "group_name",
    "notes",
    "operation_name",
    "policy_id",
    "policy_name",
    "proxy_ip",
    "resolution",
    "resource_type_id",
    "risk_cookie_id",
    "risk_reasons",
    "risk_score",
    "role_id",
    "role_name",
];

/// `GET /api/1/events`, the oldest first. What happened a moment ago may not show yet.
pub(super) fn list(desk: &Desk<'_>) -> Result<Reply, Refusal> {
    let request = desk.request;
    let page = PageV1::asked(request)?;
    let query = EventQuery { since: time(request, "since")?, until: time(request, "until")?, ..EventQuery::default() };
    let mut events: Vec<Value> = shown(desk, &query);
    events.retain(|event| fits(request, event));
    if request.parameter("sort").is_some_and(|sort| sort.starts_with('-')) {
        events.reverse();
    }
    Ok(page.reply(request, page.of(&events).iter().map(|event| cut(request, event.clone())).collect()))
}

/// `GET /api/1/events/{id}`: a list of one.
pub(super) fn one(desk: &Desk<'_>, id: &str) -> Result<Reply, Refusal> {
    let events = shown(desk, &EventQuery::default());
    let found = events.into_iter().find(|event| is(event, "id", id));
    found.map(|event| envelope(json!([event]))).ok_or_else(|| errors::event_not_found(id))
}

/// `GET /api/1/events/types`. It takes no token.
pub(super) fn types() -> Reply {
    envelope(types::all())
}

fn shown(desk: &Desk<'_>, query: &EventQuery) -> Vec<Value> {
    let entries = desk.world.log(query);
    let shows = |entry: &&&Entry| entry.at + desk.events_delay <= desk.request.asked.at;
    let known = |entry: &&Entry| Some(event(desk.world, entry, type_of(entry, &entries)?));
    entries.iter().filter(shows).filter_map(known).collect()
}

/// The number of the event, where the provider has one for it. What is active at once is not verified as well.
fn type_of(entry: &Entry, all: &[&Entry]) -> Option<u64> {
    let with_enrollment = || {
        let same = |other: &&&Entry| other.request_id == entry.request_id && other.factor == entry.factor;
        all.iter().filter(same).any(|other| other.operation() == Some(Operation::Enroll))
    };
    match entry.operation() {
        Some(Operation::Activate) if !entry.failed && with_enrollment() => None,
        Some(operation) => types::of(operation, entry.failed),
        None => types::of_word(&entry.what),
    }
}

fn event(world: &World, entry: &Entry, kind: u64) -> Value {
    let mut event: Map<String, Value> = EMPTY.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    let told = json!({
        "id": number(&entry.id),
        "created_at": format!("{:.3}", entry.at),
        "account_id": ACCOUNT,
        "event_type_id": kind,
        "user_id": number(entry.user.as_str()),
        "user_name": world.person(&entry.user).ok().and_then(mfadir_memory::Person::name),
        "client_id": entry.actor,
        "ipaddr": "127.0.0.1",
        "otp_device_id": entry.factor.as_ref().map(|id| number(id.as_str())),
        "otp_device_name": entry.factor_type.as_deref().and_then(device_name),
    });
    if let Value::Object(told) = told {
        event.extend(told);
    }
    Value::Object(event)
}

fn device_name(factor_type: &str) -> Option<String> {
    let Ok(factor_type) = factor_type.parse::<FactorType>();
    wire::names(&factor_type).v1
}

/// Whether the event passes the filters: several types may be asked for, of everything else one.
fn fits(request: &Request<'_>, event: &Value) -> bool {
    let single = ["user_id", "id", "client_id", "directory_id", "resolution", "created_at"];
    let passes = single.iter().all(|name| request.parameter(name).is_none_or(|wanted| is(event, name, &wanted)));
    let types = request.parameter("event_type_id");
    passes && types.is_none_or(|wanted| wanted.split(',').any(|wanted| is(event, "event_type_id", wanted.trim())))
}

/// Whether the field is this text or number.
fn is(event: &Value, name: &str, wanted: &str) -> bool {
    match &event[name] {
        Value::String(text) => text == wanted,
        Value::Number(number) => number.as_u64().is_some_and(|number| wanted.parse() == Ok(number)),
        _ => false,
    }
}

fn time(request: &Request<'_>, name: &str) -> Result<Option<Timestamp>, Refusal> {
    let text = request.parameter(name);
    text.map(|text| text.parse().map_err(|_| errors::incorrect(name))).transpose()
}
