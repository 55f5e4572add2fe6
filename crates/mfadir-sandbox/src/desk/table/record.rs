//! A record as it is sent: every value is text, and a reference is a link, or followed with a dot.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value, json};

use super::parameter;
use crate::{
    desk::{contact::Contact, ticket::Ticket},
    dialect::Asked,
};

/// What is sent where nobody says which fields.
const FIELDS: [&str; 8] =
    ["sys_id", "number", "active", "state", "short_description", "opened_at", "caller_id", "opened_by"];
/// The journal: it can be written to, and its field reads as empty.
const JOURNAL: &str = "work_notes";

/// The fields of the record that the request names in `sysparm_fields`, or all. A name that no field has is left out.
pub(super) fn shown(ticket: &Ticket, asked: &Asked) -> Value {
    let wanted = parameter(asked, "sysparm_fields");
    let names: Vec<&str> = match &wanted {
        Some(wanted) => wanted.split(',').map(str::trim).collect(),
        None => FIELDS.into_iter().chain([JOURNAL]).collect(),
    };
    let told = names.into_iter().filter_map(|name| Some((name.to_owned(), shown_field(ticket, name, &asked.origin)?)));
    told.collect::<Map<_, _>>().into()
}

fn shown_field(ticket: &Ticket, name: &str, origin: &str) -> Option<Value> {
    match name {
        "caller_id" => Some(ticket.caller.as_ref().map_or_else(|| "".into(), |contact| link(contact, origin))),
        "opened_by" => Some(link(&ticket.opened_by, origin)),
        JOURNAL => Some("".into()),
        name => field(ticket, name).map(Value::from),
    }
}

/// A field as it is compared and sent. Nothing where the table has none of that name.
pub(super) fn field(ticket: &Ticket, name: &str) -> Option<String> {
    if let Some((reference, name)) = name.split_once('.') {
        return followed(ticket, reference, name);
    }
    let text = match name {
        "sys_id" => &ticket.sys_id,
        "number" => &ticket.number,
        "state" => &ticket.state,
        "short_description" => &ticket.short_description,
        "active" => return Some(ticket.is_active().to_string()),
        "opened_at" => return Some(moment(ticket.opened_at)),
        "caller_id" | "opened_by" => return followed(ticket, name, "sys_id"),
        _ => return None,
    };
    Some(text.clone())
}

/// The field behind a reference; empty where the reference is.
fn followed(ticket: &Ticket, reference: &str, name: &str) -> Option<String> {
    let contact = match reference {
        "caller_id" => ticket.caller.as_ref(),
        "opened_by" => Some(&ticket.opened_by),
        _ => return None,
    };
    let of = contact.unwrap_or(&ticket.opened_by).field(name)?;
    Some(contact.map_or_else(String::new, |_| of.to_owned()))
}

fn link(contact: &Contact, origin: &str) -> Value {
    json!({ "link": format!("{origin}/api/now/table/sys_user/{}", contact.sys_id), "value": contact.sys_id })
}

/// A time as the table keeps it, in UTC.
fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S").to_string()
}
