//! Tokens, which are factors here (docs/providers/privacyidea.md, "Factors").

use jiff::Timestamp;
use mfadir_core::{Destination, Factor, FactorStatus};
use mfadir_http::{lenient, text_or_number};
use serde::Deserialize;
use serde_json::Value;

use crate::{kinds::factor_type, person::Person};

/// What stands in the place of the owner's name while their resolver does not answer.
const UNTOLD: &str = "**resolver error**";

/// One page of a list of tokens.
#[derive(Debug, Deserialize)]
pub(crate) struct TokenPage {
    pub(crate) tokens: Vec<Value>,
    /// The number of the next page.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) next: Option<u64>,
}

/// One token.
#[derive(Debug, Deserialize)]
pub(crate) struct TokenRow {
    #[serde(deserialize_with = "text_or_number")]
    pub(crate) serial: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) tokentype: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    description: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    active: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    revoked: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    failcount: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    maxfail: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) rollout_state: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    username: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    user_realm: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    resolver: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    realms: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lenient")]
    info: Option<Info>,
}

/// What stands in a token's `info`, all of it text.
#[derive(Clone, Debug, Default, Deserialize)]
struct Info {
    #[serde(default, deserialize_with = "lenient")]
    phone: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    creation_date: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    last_auth: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    validity_period_start: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    validity_period_end: Option<String>,
}

impl TokenRow {
    /// Whose it is; nobody's where it was never given to anyone, or where they are gone.
    pub(crate) fn owner(&self) -> Option<Person> {
        let login = self.username.as_deref().filter(|login| !matches!(*login, "" | UNTOLD))?;
        Some(Person::new(login, self.user_realm.as_deref().unwrap_or_default(), self.resolver.as_deref()))
    }

    /// Whether it has an owner whom the server cannot name at the moment.
    pub(crate) fn has_untold_owner(&self) -> bool {
        self.username.as_deref() == Some(UNTOLD)
    }

    /// Whether it is in the realm.
    pub(crate) fn is_of(&self, realm: &str) -> bool {
        self.realms.iter().flatten().any(|name| name == realm)
    }

    /// Whether it is in no realm at all.
    pub(crate) fn is_of_no_realm(&self) -> bool {
        self.realms.iter().flatten().next().is_none()
    }

    /// Whether so many wrong codes came that the server takes none any more. Its own word `locked` means revoked.
    pub(crate) fn is_locked(&self) -> bool {
        self.failcount.zip(self.maxfail).is_some_and(|(failed, most)| most > 0 && failed >= most)
    }

    /// The factor that this row is at that time.
    pub(crate) fn factor(self, now: Timestamp) -> Factor {
        let status = self.status(now);
        let info = self.info.unwrap_or_default();
        Factor {
            label: present(self.description),
            created: info.creation_date.as_deref().and_then(time),
            last_verified: info.last_auth.as_deref().and_then(time),
            destination: present(info.phone).or_else(|| present(info.email)).map(Destination::new),
            ..Factor::new(self.serial, factor_type(self.tokentype.as_deref()), status)
        }
    }

    /// One word for what the server keeps in several fields; what keeps the token from being used longest comes first.
    fn status(&self, now: Timestamp) -> FactorStatus {
        let own = |word: &str| FactorStatus::Other(word.to_owned());
        let info = self.info.as_ref();
        let ends = info.and_then(|info| time(info.validity_period_end.as_deref()?));
        let starts = info.and_then(|info| time(info.validity_period_start.as_deref()?));
        match self.rollout_state.as_deref().unwrap_or_default() {
            _ if self.revoked == Some(true) => own("revoked"),
            word @ ("failed" | "broken" | "denied") => own(word),
            "" | "enrolled" if ends.is_some_and(|ends| ends <= now) => own("expired"),
            "" | "enrolled" if self.active == Some(false) => FactorStatus::Inactive,
            "" | "enrolled" if self.is_locked() => own("locked"),
            "" | "enrolled" if starts.is_some_and(|starts| now < starts) => own("not-yet-valid"),
            "" | "enrolled" => FactorStatus::Active,
            _ => FactorStatus::Pending,
        }
    }
}

fn present(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// The server writes times in three ways: `2026-01-15T09:30:00+00:00`, `2026-01-15 09:30:00.123456+0000` and, without
/// seconds, `2026-01-15T09:30+0000`.
fn time(text: &str) -> Option<Timestamp> {
    let ways = ["%Y-%m-%d %H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%z"];
    text.parse().ok().or_else(|| ways.iter().find_map(|way| Timestamp::strptime(way, text).ok()))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::Factor;
    use serde_json::{Value, json};

    use super::{TokenRow, time};

    fn row(mut fields: Value) -> TokenRow {
        fields["serial"] = "TOTP1".into();
        serde_json::from_value(fields).expect("a token")
    }

    fn factor(fields: Value) -> Factor {
        row(fields).factor("2026-01-15T09:30:00Z".parse::<Timestamp>().expect("a time"))
    }

    fn status(fields: Value) -> String {
        factor(fields).status.to_string()
    }

    #[test]
    fn reads_what_is_there() {
        let sms = factor(json!({
            "tokentype": "sms", "active": true, "revoked": false, "locked": false, "failcount": 9, "maxfail": 10,
            "rollout_state": "enrolled", "description": "sms of ada",
            "info": {"phone": "+15555550123", "creation_date": "2026-01-15T09:30:00+00:00",
                     "last_auth": "2026-01-15 09:30:00.416763+0000", "count_auth": "1"},
        }));
        assert_eq!((sms.id.as_str(), sms.factor_type.to_string().as_str()), ("TOTP1", "sms"));
        assert_eq!((sms.status.as_str(), sms.label.as_deref()), ("active", Some("sms of ada")));
        assert_eq!(sms.destination.map(|to| to.reveal().to_owned()).as_deref(), Some("+15555550123"));
        assert!(sms.created.is_some() && sms.last_verified > sms.created);
    }

    #[test]
    fn one_word_tells_what_keeps_it_from_being_used() {
        assert_eq!(status(json!({"active": true})), "active");
        assert_eq!(status(json!({"active": true, "rollout_state": ""})), "active");
        assert_eq!(status(json!({"active": false})), "inactive");
        assert_eq!(status(json!({"active": false, "revoked": true, "locked": true})), "revoked");
        for state in ["clientwait", "verify", "pending", "a state of tomorrow"] {
            assert_eq!(status(json!({"active": true, "rollout_state": state})), "pending", "{state}");
        }
        assert_eq!(status(json!({"active": true, "rollout_state": "broken"})), "broken");
        assert_eq!(status(json!({"active": true, "failcount": 10, "maxfail": 10})), "locked");
        assert_eq!(status(json!({"active": true, "failcount": 0, "maxfail": 0})), "active");
        let until = |end: &str| status(json!({"active": true, "info": {"validity_period_end": end}}));
        assert_eq!(until("2026-01-15T09:30+0000"), "expired");
        assert_eq!(until("2026-01-15T09:30+0000"), "expired");
        assert_eq!(until("2026-01-15T09:31+0000"), "active");
        assert_eq!(until("2026-01-15T10:30+0100"), "expired");
        let from = json!({"active": true, "info": {"validity_period_start": "2026-02-15T09:30+0000"}});
        assert_eq!(status(from), "not-yet-valid");
    }

    #[test]
    fn nothing_but_a_missing_serial_number_hides_a_token() {
        let odd = factor(json!({"tokentype": "retina", "active": "yes", "info": "none", "failcount": null}));
        assert_eq!((odd.factor_type.to_string().as_str(), odd.status.as_str()), ("retina", "active"));
        assert_eq!(factor(json!({})).factor_type.to_string(), "unknown");
        serde_json::from_value::<TokenRow>(json!({"tokentype": "hotp"})).expect_err("no serial number");
    }

    #[test]
    fn who_is_gone_owns_nothing() {
        let orphan = row(json!({"username": "", "user_id": "7", "user_realm": "people", "realms": ["people"]}));
        assert!(orphan.owner().is_none() && orphan.is_of("people") && !orphan.is_of("others"));
        let spare = row(json!({"username": "", "realms": []}));
        assert!(spare.owner().is_none() && spare.is_of_no_realm() && !spare.is_of("people"));
        let owned = row(json!({"username": "ada", "user_realm": "people", "resolver": "staff"}));
        assert_eq!(owned.owner().map(|person| person.id().to_string()).as_deref(), Some("ada@people/staff"));
    }

    #[test]
    fn times_are_read_in_every_way_that_the_server_writes_them() {
        let expected = "2026-01-15T09:30:00Z".parse::<Timestamp>().ok();
        for text in ["2026-01-15T09:30:00+00:00", "2026-01-15 09:30:00.000000+0000", "2026-01-15T10:30+0100"] {
            assert_eq!(time(text), expected, "{text}");
        }
        assert_eq!(time("yesterday"), None);
    }
}
