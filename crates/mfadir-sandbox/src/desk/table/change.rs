//! `PUT` and `PATCH /api/now/table/incident/{sys_id}`

use jiff::Timestamp;
use serde::Deserialize;

use super::refusal::{self, Refusal};
use crate::desk::state::Desk;

/// The fields that can be written. What else the body holds is ignored.
#[derive(Deserialize)]
struct Fields {
    work_notes: Option<String>,
    state: Option<String>,
}

/// Writes what the body says to the record.
pub(super) fn change(desk: &mut Desk, sys_id: &str, body: &[u8], at: Timestamp, by: &str) -> Result<(), Refusal> {
    let fields: Fields = serde_json::from_slice(body).map_err(|_| refusal::unreadable())?;
    let mut tickets = desk.tickets.iter_mut();
    let ticket = tickets.find(|ticket| ticket.sys_id == sys_id).ok_or_else(refusal::no_record)?;
    if let Some(state) = fields.state {
        ticket.state = state;
    }
    if let Some(text) = fields.work_notes.filter(|text| !text.is_empty()) {
        desk.note(sys_id, at, by, &text);
    }
    Ok(())
}
