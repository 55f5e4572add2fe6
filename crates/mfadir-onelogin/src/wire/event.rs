//! Entries of the account's log (docs/providers/onelogin.md, "Events").

use jiff::Timestamp;
use mfadir_core::{Event, Kind, Operation, Outcome};
use mfadir_http::lenient;
use serde::Deserialize;

use super::id::Id;
use crate::kinds::factor_type;

/// One entry.
#[derive(Deserialize)]
pub(crate) struct EventRow {
    id: Id,
    created_at: Timestamp,
    #[serde(default, deserialize_with = "lenient")]
    event_type_id: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    user_id: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    actor_user_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    actor_user_id: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    client_id: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    otp_device_id: Option<Id>,
    #[serde(default, deserialize_with = "lenient")]
    otp_device_name: Option<String>,
}

/// The number of an event, its name, which of our operations it records, and how that ended.
type Meaning = (u64, &'static str, Option<Operation>, Option<Outcome>);

const MEANINGS: &[Meaning] = &[
    (12, "user unlocked", Some(Operation::Unlock), Some(Outcome::Success)),
    (19, "user locked", None, None),
    (21, "user suspended", None, None),
    (22, "OTP device registered", Some(Operation::Enroll), Some(Outcome::Success)),
    (24, "OTP device deregistered", Some(Operation::Remove), Some(Outcome::Success)),
    (36, "OTP device lost", None, None),
    (40, "OTP device unlocked", None, None),
    (122, "authenticated via API", None, Some(Outcome::Success)),
    (123, "authentication via API failed", None, Some(Outcome::Failure)),
    (173, "security questions updated", None, None),
    (400, "API bad request", None, Some(Outcome::Failure)),
    (401, "API unauthorized", None, Some(Outcome::Failure)),
    (516, "logged out via API", Some(Operation::EndSessions), Some(Outcome::Success)),
    (527, "factor verification via API failed", Some(Operation::Verify), Some(Outcome::Failure)),
    (528, "factor verified via API", Some(Operation::Verify), Some(Outcome::Success)),
    (531, "user locked via API", None, None),
];

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        let number = row.event_type_id.unwrap_or_default();
        let known = MEANINGS.iter().find(|(known, ..)| *known == number);
        let actor = row.actor_user_name.filter(|name| !name.is_empty());
        let kind = row.otp_device_name.map(|name| factor_type(Some(&name)));
        Self {
            id: row.id.0,
            at: row.created_at,
            what: known.map_or_else(|| format!("event type {number}"), |(_, name, ..)| (*name).to_owned()),
            operation: known.and_then(|(.., operation, _)| *operation),
            actor_id: row.actor_user_id.as_ref().map(|id| id.0.as_str().into()),
            actor: actor.or(row.actor_user_id.map(|id| id.0)).or(row.client_id.map(|id| id.0)),
            user: row.user_id.map(|id| id.0.into()),
            // `user_name` is the name that is shown, and no login.
            login: None,
            factor: row.otp_device_id.map(|id| id.0.into()),
            // The name is the one that the user gave, unless it is one of OneLogin's own.
            factor_type: kind.filter(|found| !matches!(found.kind, Kind::Other(_))),
            outcome: known.and_then(|(.., outcome)| outcome.clone()),
            request_id: None,
            user_agent: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Event, Operation, Outcome};
    use serde_json::{Value, json};

    use super::EventRow;

    fn event(json: Value) -> Event {
        serde_json::from_value::<EventRow>(json).expect("an event").into()
    }

    #[test]
    fn a_removal_is_known() {
        let event = event(json!({
            "id": 904_257_546, "created_at": "2026-01-15T09:30:00.123Z", "event_type_id": 24, "user_id": 7,
            "actor_user_name": "", "actor_user_id": 5, "otp_device_id": 6_120_044, "otp_device_name": "OneLogin SMS",
        }));
        assert_eq!((event.id.as_str(), event.operation), ("904257546", Some(Operation::Remove)));
        assert_eq!((event.user, event.factor), (Some("7".into()), Some("6120044".into())));
        assert_eq!((event.actor.as_deref(), event.outcome), (Some("5"), Some(Outcome::Success)));
        assert_eq!(event.factor_type.map(|known| known.to_string()).as_deref(), Some("sms@onelogin"));
    }

    #[test]
    fn an_unknown_event_keeps_its_number() {
        let event = event(json!({"id": 1, "created_at": "2026-01-15T09:30:00Z", "event_type_id": 999, "user_id": null,
                                 "otp_device_name": "Pixel"}));
        assert_eq!((event.what.as_str(), event.operation, event.user), ("event type 999", None, None));
        assert_eq!(event.factor_type, None);
    }
}
