//! `/api/now/table/incident`: the part of the Table API that a desk needs.
//!
//! The refusals are the vendor's own words. A condition that the instance does not understand is dropped from a query,
//! which then finds more: the instance's default (`glide.invalid_query.returns_no_rows` is false).

mod change;
mod list;
mod query;
mod record;
mod refusal;

use axum::{
    Extension, Router,
    body::{Body, Bytes},
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};

use self::refusal::Refusal;
use crate::{credential::CredentialName, dialect::Asked, tenant::Tenant};

/// What the ticket system answers.
pub(super) const PREFIX: &str = "/api/";
/// The one table.
const TABLE: &str = "incident";

type Answer = Result<Response, Refusal>;

/// Both ways to name the version of the API, and none.
pub(super) fn router() -> Router<Tenant> {
    let add = |router: Router<Tenant>, version| {
        router.route(&format!("/api/now/{version}table/{{table}}"), get(records).fallback(not_supported)).route(
            &format!("/api/now/{version}table/{{table}}/{{sys_id}}"),
            get(record).put(update).patch(update).fallback(not_supported),
        )
    };
    ["", "v1/", "v2/"].into_iter().fold(Router::new(), add).fallback(nowhere)
}

async fn records(
    State(tenant): State<Tenant>,
    Path(table): Path<String>,
    Extension(asked): Extension<Asked>,
) -> Answer {
    admit(&asked, Some(&table))?;
    let (total, found) = list::list(&tenant.desk().tickets, &asked);
    let total = [("x-total-count", total.to_string())];
    Ok((total, answer(&found.into())).into_response())
}

async fn record(
    State(tenant): State<Tenant>,
    Path((table, sys_id)): Path<(String, String)>,
    Extension(asked): Extension<Asked>,
) -> Answer {
    admit(&asked, Some(&table))?;
    one(&tenant, &sys_id, &asked)
}

async fn update(
    State(tenant): State<Tenant>,
    Path((table, sys_id)): Path<(String, String)>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Answer {
    admit(&asked, Some(&table))?;
    let by = tenant.credential(CredentialName::Client).and_then(|(name, _)| name).unwrap_or_default();
    change::change(&mut tenant.desk(), &sys_id, &body, asked.at, &by)?;
    one(&tenant, &sys_id, &asked)
}

async fn not_supported(Extension(asked): Extension<Asked>) -> Answer {
    admit(&asked, None)?;
    Err(refusal::method_not_supported())
}

async fn nowhere(Extension(asked): Extension<Asked>) -> Answer {
    if !asked.path.starts_with(PREFIX) {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    admit(&asked, None)?;
    Err(refusal::no_resource())
}

/// Refuses whoever is not known, and any other table.
fn admit(asked: &Asked, table: Option<&str>) -> Result<(), Refusal> {
    if asked.credential != CredentialName::Client {
        return Err(refusal::not_authenticated());
    }
    match table {
        Some(table) if table != TABLE => Err(refusal::invalid_table(table)),
        _ => Ok(()),
    }
}

fn one(tenant: &Tenant, sys_id: &str, asked: &Asked) -> Answer {
    let desk = tenant.desk();
    let ticket = desk.tickets.iter().find(|ticket| ticket.sys_id == sys_id).ok_or_else(refusal::no_record)?;
    Ok(answer(&record::shown(ticket, asked)))
}

fn answer(result: &Value) -> Response {
    Body::from(json!({ "result": result }).to_string()).into_response()
}

/// The value of a parameter, unless it is empty.
fn parameter(asked: &Asked, name: &str) -> Option<String> {
    let query = asked.query.as_deref().unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.into_owned())
}
