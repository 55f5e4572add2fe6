//! `GET /api/now/table/incident`

use serde_json::Value;

use super::{parameter, query::finds, record::shown};
use crate::{desk::ticket::Ticket, dialect::Asked};

/// How many records an answer holds where nobody says.
const LIMIT: usize = 10_000;

/// How many records the query finds, and those of them that the answer holds.
pub(super) fn list(tickets: &[Ticket], asked: &Asked) -> (usize, Vec<Value>) {
    let query = parameter(asked, "sysparm_query").unwrap_or_default();
    let number = |name| parameter(asked, name).and_then(|text| text.parse().ok());
    let (limit, offset) = (number("sysparm_limit").unwrap_or(LIMIT), number("sysparm_offset").unwrap_or(0));
    let found: Vec<&Ticket> = tickets.iter().filter(|ticket| finds(&query, ticket)).collect();
    let page = found.iter().skip(offset).take(limit);
    (found.len(), page.map(|ticket| shown(ticket, asked)).collect())
}
