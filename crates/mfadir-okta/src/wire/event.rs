//! The System Log (docs/providers/okta.md, "System Log").

use jiff::Timestamp;
use mfadir_core::{Event, FactorType, Operation, Outcome, UserId};
use mfadir_http::lenient;
use serde::Deserialize;

use crate::kinds::{factor_type, logged_factor, lower};

/// `eventType`, the operation that it records, and the `factorType` of Okta's own where the event says it by itself.
const EVENTS: &[(&str, Operation, Option<&str>)] = &[
    ("user.mfa.factor.activate", Operation::Activate, None),
    ("user.mfa.factor.deactivate", Operation::Remove, None),
    ("user.mfa.factor.reset_all", Operation::Reset, None),
    ("user.authentication.auth_via_mfa", Operation::Verify, None),
    ("user.mfa.okta_verify", Operation::Verify, Some("push")),
    ("user.mfa.okta_verify.deny_push", Operation::Verify, Some("push")),
    ("user.mfa.okta_verify.deny_push_upgrade_needed", Operation::Verify, Some("push")),
    ("system.push.send_factor_verify_push", Operation::Challenge, Some("push")),
    ("system.sms.send_factor_verify_message", Operation::Challenge, Some("sms")),
    ("system.voice.send_mfa_challenge_call", Operation::Challenge, Some("call")),
    ("system.email.send_factor_verify_message", Operation::Challenge, Some("email")),
    ("user.account.unlock", Operation::Unlock, None),
    ("user.account.unlock_by_admin", Operation::Unlock, None),
    ("user.session.clear", Operation::EndSessions, None),
];

/// The events of a push that the user denied on the Classic Engine.
const DENIALS: &str = "user.mfa.okta_verify.deny_push";
/// What the debug data of Identity Engine say of one; its outcome is that of a wrong code.
const DENIED: &str = "OV_RESPONSE_DENY";

/// One entry.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventRow {
    pub(crate) uuid: String,
    published: Timestamp,
    event_type: String,
    #[serde(default, deserialize_with = "lenient")]
    actor: Option<Party>,
    #[serde(default, deserialize_with = "lenient")]
    target: Option<Vec<Party>>,
    #[serde(default, deserialize_with = "lenient")]
    outcome: Option<OutcomeOf>,
    #[serde(default, deserialize_with = "lenient")]
    client: Option<Client>,
    #[serde(default, deserialize_with = "lenient")]
    transaction: Option<Transaction>,
    #[serde(default, deserialize_with = "lenient")]
    debug_context: Option<DebugContext>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Party {
    #[serde(default, deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "lenient")]
    of: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    alternate_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    display_name: Option<String>,
}

impl Party {
    /// The user that this is, and not an application or Okta itself.
    fn user(&self) -> Option<UserId> {
        self.id.as_deref().filter(|_| self.of.as_deref() == Some("User")).map(Into::into)
    }

    /// What the user signs in with: Okta writes `unknown` where it has forgotten them.
    fn login(&self) -> Option<&str> {
        self.alternate_id.as_deref().filter(|login| *login != "unknown")
    }
}

#[derive(Debug, Deserialize)]
struct OutcomeOf {
    #[serde(default, deserialize_with = "lenient")]
    result: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    #[serde(default, deserialize_with = "lenient")]
    user_agent: Option<UserAgent>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserAgent {
    #[serde(default, deserialize_with = "lenient")]
    raw_user_agent: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Transaction {
    #[serde(default, deserialize_with = "lenient")]
    id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DebugContext {
    #[serde(default, deserialize_with = "lenient")]
    debug_data: Option<DebugData>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DebugData {
    #[serde(default, deserialize_with = "lenient")]
    request_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    factor: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    push_only_response_type: Option<String>,
}

impl EventRow {
    /// Whether the user was asked and said no.
    fn is_denial(&self) -> bool {
        let debug = self.debug_context.as_ref().and_then(|context| context.debug_data.as_ref());
        let said = debug.and_then(|data| data.push_only_response_type.as_deref());
        self.event_type.starts_with(DENIALS) || said == Some(DENIED)
    }
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        let is_denial = row.is_denial();
        let known = EVENTS.iter().find(|(word, _, _)| *word == row.event_type);
        let debug = row.debug_context.and_then(|context| context.debug_data);
        let (debug_request, debug_factor) = debug.map(|data| (data.request_id, data.factor)).unwrap_or_default();
        let (result, reason) = row.outcome.map(|outcome| (outcome.result, outcome.reason)).unwrap_or_default();
        let target = |of| row.target.iter().flatten().find(move |party| party.of.as_deref() == Some(of));
        let by_itself = known.and_then(|(_, _, factor)| *factor);
        Event {
            user: target("User").and_then(|party| party.id.as_deref()).map(Into::into),
            login: target("User").and_then(Party::login).map(str::to_owned),
            factor: target("AuthenticatorEnrollment").and_then(|party| party.id.as_deref()).map(Into::into),
            factor_type: told_factor(reason.as_deref(), debug_factor.as_deref(), by_itself),
            operation: known.map(|(_, operation, _)| *operation),
            outcome: if is_denial { Some(Outcome::Denied) } else { result.as_deref().map(outcome) },
            actor_id: row.actor.as_ref().and_then(Party::user),
            actor: row.actor.and_then(|actor| actor.alternate_id.or(actor.display_name).or(actor.id)),
            request_id: row.transaction.and_then(|transaction| transaction.id).or(debug_request).map(Into::into),
            user_agent: row.client.and_then(|client| client.user_agent?.raw_user_agent),
            id: row.uuid,
            at: row.published,
            what: row.event_type,
        }
    }
}

/// The factor's type: `User reset OKTA_SOFT_TOKEN factor` tells it, the debug data do, or the event itself.
fn told_factor(reason: Option<&str>, debug: Option<&str>, by_itself: Option<&str>) -> Option<FactorType> {
    let in_reason = reason.and_then(|reason| reason.strip_suffix(" factor")?.rsplit(' ').next());
    let word = in_reason.or(debug).filter(|word| is_logged_word(word));
    word.map(logged_factor).or_else(|| by_itself.map(|word| factor_type(Some(word), Some("OKTA"))))
}

fn is_logged_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

fn outcome(word: &str) -> Outcome {
    match word {
        "SUCCESS" | "ALLOW" => Outcome::Success,
        "FAILURE" | "DENY" => Outcome::Failure,
        other => Outcome::Other(lower(other)),
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Event, FactorId, Operation, Outcome, UserId};
    use serde_json::{Value, json};

    use super::EventRow;

    fn event(json: Value) -> Event {
        serde_json::from_value::<EventRow>(json).expect("an event").into()
    }

    fn reason(text: &str) -> Option<String> {
        let row = json!({"uuid": "u", "published": "2026-01-15T09:30:00.000Z", "eventType": "user.mfa.factor.deactivate",
                         "outcome": {"result": "SUCCESS", "reason": text}});
        event(row).factor_type.map(|factor| factor.to_string())
    }

    #[test]
    fn a_removal_says_who_did_it_to_whom_by_which_request() {
        let removal = event(json!({
            "uuid": "u-1", "published": "2026-01-15T09:30:00.123Z", "eventType": "user.mfa.factor.deactivate",
            "actor": {"id": "00u9", "type": "User", "alternateId": "desk@example.com"},
            "target": [{"id": "pfd1", "type": "AuthenticatorEnrollment"}, {"id": "00u1", "type": "User", "alternateId": "ada@example.com"}],
            "outcome": {"result": "SUCCESS", "reason": "User reset OKTA_SOFT_TOKEN factor"},
            "client": {"userAgent": {"rawUserAgent": "mfadir/0.1.0 (INC-7)"}},
            "transaction": {"id": "r-1", "detail": null},
        }));
        assert_eq!((removal.id.as_str(), removal.operation), ("u-1", Some(Operation::Remove)));
        assert_eq!(removal.user.as_ref().map(UserId::as_str), Some("00u1"));
        assert_eq!(removal.login.as_deref(), Some("ada@example.com"));
        assert_eq!(removal.factor.as_ref().map(FactorId::as_str), Some("pfd1"));
        assert_eq!(removal.factor_type.map(|factor| factor.to_string()).as_deref(), Some("totp@okta"));
        assert_eq!((removal.actor.as_deref(), removal.outcome), (Some("desk@example.com"), Some(Outcome::Success)));
        assert_eq!(removal.request_id.map(|id| id.to_string()).as_deref(), Some("r-1"));
        assert_eq!(removal.user_agent.as_deref(), Some("mfadir/0.1.0 (INC-7)"));
    }

    #[test]
    fn the_reason_tells_the_factor() {
        let told = [
            ("User reset OKTA_VERIFY_PUSH factor", Some("push@okta")),
            ("User set up EMAIL_FACTOR factor", Some("email@okta")),
            ("User reset SIGNED_NONCE factor", Some("device-key@okta")),
            ("User reset FIDO_WEBAUTHN factor", Some("webauthn@fido")),
            ("User reset RETINA_SCAN factor", Some("retina-scan")),
            ("INVALID_CREDENTIALS", None),
            ("They lost the factor", None),
        ];
        for (text, factor) in told {
            assert_eq!(reason(text).as_deref(), factor, "{text}");
        }
    }

    #[test]
    fn an_event_that_nobody_knows_is_still_told() {
        let odd = event(json!({"uuid": "u", "published": "2026-01-15T09:30:00.000Z", "eventType": "user.sang",
                               "target": {"id": 5}, "outcome": {"result": "RATE_LIMIT"}}));
        assert_eq!((odd.what.as_str(), odd.operation, odd.user), ("user.sang", None, None));
        assert_eq!(odd.outcome, Some(Outcome::Other("rate-limit".into())));
    }

    #[test]
    fn a_denied_push_is_no_wrong_code() {
        let told = |what: &str, answer: Option<&str>| {
            let told = event(json!({
                "uuid": "u", "published": "2026-01-15T09:30:00.000Z", "eventType": what,
                "outcome": {"result": "FAILURE", "reason": "INVALID_CREDENTIALS"},
                "debugContext": {"debugData": {"pushOnlyResponseType": answer}},
            }));
            (told.operation, told.outcome)
        };
        let denied = (Some(Operation::Verify), Some(Outcome::Denied));
        assert_eq!(told("user.mfa.okta_verify.deny_push", None), denied);
        assert_eq!(told("user.mfa.okta_verify.deny_push_upgrade_needed", None), denied);
        assert_eq!(told("user.authentication.auth_via_mfa", Some("OV_RESPONSE_DENY")), denied);
        for answer in [None, Some("OV_RESPONSE_APPROVE"), Some("OV_RESPONSE_ERROR")] {
            assert_eq!(told("user.authentication.auth_via_mfa", answer).1, Some(Outcome::Failure), "{answer:?}");
        }
    }

    #[test]
    fn a_challenge_names_its_factor_by_itself() {
        let sent = event(json!({"uuid": "u", "published": "2026-01-15T09:30:00.000Z",
                                "eventType": "system.sms.send_factor_verify_message"}));
        assert_eq!(sent.operation, Some(Operation::Challenge));
        assert_eq!(sent.factor_type.map(|factor| factor.to_string()).as_deref(), Some("sms@okta"));
    }
}
