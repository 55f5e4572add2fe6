//! Entries of the audit log (docs/providers/privacyidea.md, "Events").

use jiff::{Timestamp, civil::DateTime};
use mfadir_core::{Event, Operation, Outcome};
use mfadir_http::{lenient, text_or_number};
use serde::Deserialize;
use serde_json::Value;

use crate::{kinds::factor_type, person::Person};

/// One page of the log.
#[derive(Debug, Deserialize)]
pub(crate) struct EventPage {
    pub(crate) auditdata: Vec<Value>,
    /// The number of the next page.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) next: Option<u64>,
}

/// One entry.
#[derive(Debug, Deserialize)]
pub(crate) struct EventRow {
    #[serde(deserialize_with = "text_or_number")]
    number: String,
    /// On the server's own clock, without a zone.
    pub(crate) date: DateTime,
    #[serde(default, deserialize_with = "lenient")]
    action: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    user: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    realm: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    resolver: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    administrator: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    serial: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    token_type: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    success: Option<Value>,
    #[serde(default, deserialize_with = "lenient")]
    authentication: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    user_agent: Option<String>,
}

/// What the server calls a request, and which of our operations it is.
const MEANINGS: &[(&str, Operation)] = &[
    ("DELETE /token/<serial>", Operation::Remove),
    ("DELETE /token/", Operation::Reset),
    ("POST /token/init", Operation::Enroll),
    ("POST /token/reset", Operation::Unlock),
    ("POST /token/reset/<serial>", Operation::Unlock),
    ("POST /token/lost/<serial>", Operation::TemporaryCode),
    ("POST /validate/check", Operation::Verify),
    ("POST /validate/triggerchallenge", Operation::Challenge),
];

impl EventRow {
    /// Whom it is about, where a resolver knew the name.
    pub(crate) fn person(&self) -> Option<Person> {
        let resolver = named(self.resolver.as_deref())?;
        Some(Person::new(named(self.user.as_deref())?, named(self.realm.as_deref())?, Some(resolver)))
    }

    /// The event that this entry is, which happened at that time.
    pub(crate) fn event(self, at: Timestamp) -> Event {
        let person = self.person();
        let action = self.action.clone().unwrap_or_default();
        let known = MEANINGS.iter().find(|(known, _)| *known == action.trim_end());
        Event {
            operation: known.map(|(_, operation)| *operation),
            // Where no administrator acted, the person did.
            actor_id: person.as_ref().filter(|_| named(self.administrator.as_deref()).is_none()).map(Person::id),
            actor: named(self.administrator.as_deref()).or(named(self.user.as_deref())).map(str::to_owned),
            login: person.as_ref().map(|person| person.login().to_owned()),
            user: person.map(|person| person.id()),
            // Several numbers, joined by commas, are no factor's id.
            factor: named(self.serial.as_deref()).filter(|serials| !serials.contains(',')).map(Into::into),
            factor_type: named(self.token_type.as_deref()).map(|word| factor_type(Some(word))),
            outcome: self.outcome(),
            request_id: None,
            user_agent: named(self.user_agent.as_deref()).map(str::to_owned),
            id: self.number,
            at,
            what: action,
        }
    }

    /// What was to be proven has its own word; the rest is a success or none.
    fn outcome(&self) -> Option<Outcome> {
        let went_well = match &self.success {
            Some(Value::Bool(success)) => *success,
            Some(Value::Number(success)) => success.as_u64() == Some(1),
            _ => return None,
        };
        Some(match named(self.authentication.as_deref()) {
            Some("CHALLENGE") => Outcome::Other("challenge".to_owned()),
            Some("ACCEPT") | None if went_well => Outcome::Success,
            _ => Outcome::Failure,
        })
    }
}

fn named(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{Event, Operation, Outcome};
    use serde_json::{Value, json};

    use super::EventRow;

    fn event(row: Value) -> Event {
        serde_json::from_value::<EventRow>(row).expect("an entry").event(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_removal_is_known() {
        let event = event(json!({
            "number": 7, "date": "2026-01-15T09:30:00.703767", "action": "DELETE /token/<serial>", "success": 1,
            "authentication": "", "user": "ada", "realm": "people", "resolver": "staff", "administrator": "helpdesk",
            "serial": "TOTP1", "token_type": "totp", "user_agent": "mfadir",
        }));
        assert_eq!((event.id.as_str(), event.operation), ("7", Some(Operation::Remove)));
        assert_eq!((event.user, event.actor.as_deref()), (Some("ada@people/staff".into()), Some("helpdesk")));
        assert_eq!((event.factor, event.outcome), (Some("TOTP1".into()), Some(Outcome::Success)));
    }

    #[test]
    fn a_wrong_code_is_a_failure_and_an_unknown_request_keeps_its_name() {
        let check = |authentication: &str, success: u8| {
            let row = json!({"number": 1, "date": "2026-01-15T09:30:00", "action": "POST /validate/check",
                             "authentication": authentication, "success": success});
            event(row).outcome.map(|outcome| outcome.to_string())
        };
        assert_eq!(check("REJECT", 1).as_deref(), Some("failure"));
        assert_eq!(check("ACCEPT", 1).as_deref(), Some("success"));
        assert_eq!(check("CHALLENGE", 0).as_deref(), Some("challenge"));
        let odd = event(json!({"number": "1", "date": "2026-01-15T09:30:00", "action": "PUT /moon", "success": null}));
        assert_eq!((odd.what.as_str(), odd.operation, odd.outcome), ("PUT /moon", None, None));
    }

    #[test]
    fn a_name_that_no_resolver_knows_is_nobodys() {
        let event = event(json!({"number": 1, "date": "2026-01-15T09:30:00", "user": "nobody", "realm": "people",
                                 "resolver": ""}));
        assert_eq!(event.user, None);
    }
}
