//! A challenge that was sent (docs/providers/privacyidea.md, "Challenges").

use std::time::Duration;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use mfadir_core::Expects;
use mfadir_http::lenient;
use serde::Deserialize;
use serde_json::{Map, Value};

/// How long a challenge lasts where the server is not told otherwise.
const USUAL: Duration = Duration::from_mins(2);

/// Zones differ by whole quarters of an hour.
const ZONE_STEP: i64 = 15 * 60;

/// The `detail` of challenges that were sent, or were not.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct TriggeredDetail {
    #[serde(default)]
    pub(crate) multi_challenge: Vec<TriggeredRow>,
}

/// One token that was asked.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct TriggeredRow {
    pub(crate) serial: String,
    pub(crate) transaction_id: String,
    #[serde(default, rename = "type", deserialize_with = "lenient")]
    token_type: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    client_mode: Option<String>,
    /// What the user is to be told: the text of a question, or where a code was sent to.
    #[serde(default, rename = "message", deserialize_with = "lenient")]
    pub(crate) prompt: Option<String>,
    /// What the user must pick on their device.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) presence_answer: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    attributes: Option<Attributes>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Attributes {
    #[serde(default, deserialize_with = "lenient")]
    valid_until: Option<String>,
    #[serde(default, rename = "webAuthnSignRequest", deserialize_with = "lenient")]
    to_sign: Option<Map<String, Value>>,
}

impl TriggeredRow {
    /// What answers it.
    pub(crate) fn expects(&self) -> Expects {
        match (self.client_mode.as_deref(), self.token_type.as_deref()) {
            (Some("poll"), _) => Expects::Approval,
            (Some("webauthn"), _) => Expects::Signature,
            (_, Some("question")) => Expects::Answer,
            _ => Expects::Code,
        }
    }

    /// What a browser needs to make its signature.
    pub(crate) fn to_sign(&self) -> Option<Value> {
        self.attributes.as_ref()?.to_sign.clone().map(Value::Object)
    }

    /// How long it lasts, told at `now` on the server's clock.
    ///
    /// The end is told in the server's own time of day, without its zone. Whatever the zone is, it moves the end by
    /// whole quarters of an hour, and no challenge lasts longer than one unless the server is told to.
    pub(crate) fn lasts(&self, now: Option<Timestamp>) -> Duration {
        let end = self.attributes.as_ref().and_then(|attributes| attributes.valid_until.as_deref()).and_then(civil);
        let Some((end, now)) = end.zip(now) else { return USUAL };
        let left = (end - now.as_second() - 1).rem_euclid(ZONE_STEP) + 1;
        u64::try_from(left).map_or(USUAL, Duration::from_secs)
    }
}

/// The seconds since 1970 if the zone were UTC.
fn civil(text: &str) -> Option<i64> {
    let end: DateTime = text.parse().ok()?;
    end.to_zoned(TimeZone::UTC).ok().map(|end| end.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use mfadir_core::Expects;
    use serde_json::{Value, json};

    use super::TriggeredRow;

    fn row(fields: &Value) -> TriggeredRow {
        let mut row = json!({"serial": "S", "transaction_id": "1"});
        let fields = fields.as_object().expect("fields").clone();
        row.as_object_mut().expect("an object").extend(fields);
        serde_json::from_value(row).expect("a row")
    }

    #[test]
    fn the_mode_and_the_type_tell_what_answers() {
        let told = [
            (json!({"client_mode": "interactive", "type": "sms"}), Expects::Code),
            (json!({"client_mode": "interactive", "type": "question"}), Expects::Answer),
            (json!({"client_mode": "interactive", "type": "push"}), Expects::Code),
            (json!({"client_mode": "poll", "type": "push"}), Expects::Approval),
            (json!({"client_mode": "webauthn", "type": "webauthn"}), Expects::Signature),
            (json!({}), Expects::Code),
        ];
        for (fields, expects) in told {
            assert_eq!(row(&fields).expects(), expects, "{fields}");
        }
    }

    #[test]
    fn the_end_is_read_whatever_the_zone_of_the_server() {
        let noon = "2026-01-01T12:00:00Z".parse().expect("a time");
        for zone in ["2026-01-01 12:05:00.123456", "2026-01-01 14:05:00", "2026-01-01 06:20:00"] {
            let row = row(&json!({"attributes": {"valid_until": zone}}));
            assert_eq!(row.lasts(Some(noon)), Duration::from_mins(5), "{zone}");
        }
    }

    #[test]
    fn a_quarter_of_an_hour_is_not_taken_for_nothing() {
        let row = row(&json!({"attributes": {"valid_until": "2026-01-01 12:15:00"}}));
        let noon = "2026-01-01T12:00:00Z".parse().expect("a time");
        assert_eq!(row.lasts(Some(noon)), Duration::from_mins(15));
    }

    #[test]
    fn what_tells_no_end_lasts_as_long_as_is_usual() {
        for fields in [json!({}), json!({"attributes": {"valid_until": "soon"}}), json!({"attributes": null})] {
            assert_eq!(row(&fields).lasts(Some(Timestamp::UNIX_EPOCH)), Duration::from_mins(2), "{fields}");
        }
        let told = row(&json!({"attributes": {"valid_until": "2026-01-01 12:05:00"}}));
        assert_eq!(told.lasts(None), Duration::from_mins(2));
    }
}
