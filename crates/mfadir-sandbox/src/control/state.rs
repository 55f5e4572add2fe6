//! What the tenant is at the moment, hidden factors too, without any secret.

use axum::{extract::State, http::StatusCode, response::Response};
use mfadir_memory::{EnrolledFactor, Person};
use serde_json::{Value, json};

use super::answer;
use crate::{desk::Ticket, tenant::Tenant};

/// `GET /_sandbox/state`
pub(super) async fn show(State(tenant): State<Tenant>) -> Response {
    let people: Vec<Value> = tenant.world().people().iter().map(person).collect();
    let mut state = json!({ "now": tenant.now(), "users": people });
    let tickets = tenant.tickets();
    if !tickets.is_empty() {
        state["tickets"] = tickets.iter().map(ticket).collect();
    }
    answer(StatusCode::OK, &state)
}

fn person(person: &Person) -> Value {
    json!({
        "id": person.id,
        "login": person.login,
        "emails": person.emails,
        "status": person.status,
        "groups": person.groups,
        "roles": person.roles.iter().map(|role| &role.name).collect::<Vec<_>>(),
        "sessions": person.sessions,
        "tokens": person.tokens,
        "recovery_phones": person.recovery_phones,
        "factors": person.factors.iter().map(factor).collect::<Vec<_>>(),
    })
}

fn ticket(ticket: &Ticket) -> Value {
    json!({
        "number": ticket.number,
        "state": ticket.state,
        "active": ticket.is_active(),
        "caller": ticket.caller_name(),
        "short_description": ticket.short_description,
        "work_notes": ticket.work_notes,
    })
}

fn factor(factor: &EnrolledFactor) -> Value {
    json!({
        "id": factor.id,
        "type": factor.factor_type().to_string(),
        "status": factor.status,
        "default": factor.default,
        "hidden": factor.hidden,
        "locked": factor.locked,
        "destination": factor.destination,
        "family": factor.family,
    })
}
