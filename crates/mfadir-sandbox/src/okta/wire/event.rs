//! Entries of the world's log as events of the System Log.

use std::collections::HashMap;

use mfadir_core::{FactorType, Operation, RequestId};
use mfadir_memory::{Entry, World};
use serde_json::{Value, json};

use super::authenticator::authenticator_of;
use crate::okta::words::{moment, system_name};

/// What is known while a list of entries is told.
pub(in crate::okta) struct Told<'a> {
    pub(in crate::okta) world: &'a World,
    pub(in crate::okta) origin: &'a str,
    /// The path of each request, by its id.
    pub(in crate::okta) paths: &'a HashMap<String, String>,
    /// Whether the org runs on Identity Engine.
    pub(in crate::okta) idx: bool,
    /// The request of the reset that was told last: the older engine tells a reset once.
    pub(in crate::okta) last_reset: Option<RequestId>,
}

/// The event of an entry. Nothing where the org would not tell it.
pub(in crate::okta) fn event(told: &mut Told<'_>, entry: &Entry) -> Option<Value> {
    let factor = entry.factor_type.as_ref().map(|text| {
        let Ok(factor) = text.parse::<FactorType>();
        factor
    });
    let operation = entry.operation()?;
    if operation == Operation::Reset && !told.idx {
        let again = entry.request_id.is_some() && told.last_reset == entry.request_id;
        told.last_reset.clone_from(&entry.request_id);
        if again {
            return None;
        }
    }
    let what = what(operation, factor.as_ref(), entry.failed, told.idx)?;
    Some(whole(told, entry, what, factor.as_ref()))
}

/// Type, text for people, and the verb of the reason.
#[derive(Clone, Copy)]
struct What {
    event: &'static str,
    text: &'static str,
    reason: &'static str,
}

fn what(operation: Operation, factor: Option<&FactorType>, failed: bool, idx: bool) -> Option<What> {
    let (event, text, reason) = match (operation, kind(factor)) {
        (Operation::Activate | Operation::TemporaryCode, _) => {
            ("user.mfa.factor.activate", "Activate factor for user", "User set up")
        }
        (Operation::Reset, _) if !idx => ("user.mfa.factor.reset_all", "Reset all factors for user", ""),
        (Operation::Remove | Operation::Reset | Operation::RevokeCode, _) => {
            ("user.mfa.factor.deactivate", "Reset factor for user", "User reset")
        }
        (Operation::Challenge, "push") => {
            ("system.push.send_factor_verify_push", "Send push notification to verify factor", "")
        }
        (Operation::Challenge | Operation::Enroll | Operation::Resend, "sms") => {
            ("system.sms.send_factor_verify_message", "Send SMS message to verify factor", "")
        }
        (Operation::Challenge | Operation::Enroll | Operation::Resend, "voice") => {
            ("system.voice.send_mfa_challenge_call", "Call to verify factor", "")
        }
        (Operation::Challenge | Operation::Enroll | Operation::Resend, "email") => {
            ("system.email.send_factor_verify_message", "Send email to verify factor", "")
        }
        (Operation::Poll, _) if failed && !idx => ("user.mfa.okta_verify.deny_push", "User rejected push", ""),
        (Operation::Verify | Operation::Poll, _) => {
            ("user.authentication.auth_via_mfa", "Authentication of user via MFA", "")
        }
        (Operation::Unlock, _) => ("user.account.unlock", "Unlock user account", ""),
        (Operation::EndSessions, _) => ("user.session.clear", "Clear user session", ""),
        _ => return None,
    };
    Some(What { event, text, reason })
}

fn kind(factor: Option<&FactorType>) -> &str {
    factor.map_or("", |factor| factor.kind.as_str())
}

fn whole(told: &Told<'_>, entry: &Entry, what: What, factor: Option<&FactorType>) -> Value {
    let request = entry.request_id.as_ref().map(RequestId::as_str);
    json!({
        "uuid": uuid(&entry.id),
        "published": moment(entry.at),
        "eventType": what.event,
        "legacyEventType": null,
        "version": "0",
        "severity": if entry.failed { "WARN" } else { "INFO" },
        "displayMessage": what.text,
        "actor": actor(told.world, entry.actor.as_deref()),
        "target": targets(told.world, entry, factor),
        "client": {
            "id": null,
            "device": "Unknown",
            "zone": "null",
            "ipAddress": "127.0.0.1",
            "geographicalContext": null,
            "userAgent": { "rawUserAgent": entry.user_agent, "os": "Unknown", "browser": "UNKNOWN" },
        },
        "outcome": outcome(entry, what, factor),
        "transaction": { "type": "WEB", "id": request, "detail": detail(told.world, entry.actor.as_deref()) },
        "debugContext": { "debugData": debug_data(told, entry) },
        "authenticationContext": { "authenticationStep": 0, "externalSessionId": "unknown" },
        "securityContext": { "isProxy": false },
        "request": { "ipChain": [] },
    })
}

fn debug_data(told: &Told<'_>, entry: &Entry) -> Value {
    let request = entry.request_id.as_ref().map(RequestId::as_str);
    let path = request.and_then(|id| told.paths.get(id));
    let mut data = json!({
        "requestId": request,
        "requestUri": path,
        "url": path.map(|path| format!("{}{path}", told.origin)),
    });
    // A denied push is told from a wrong code by this alone.
    if told.idx && entry.failed && entry.operation() == Some(Operation::Poll) {
        data["pushOnlyResponseType"] = "OV_RESPONSE_DENY".into();
    }
    data
}

fn outcome(entry: &Entry, what: What, factor: Option<&FactorType>) -> Value {
    let name = || factor.map_or_else(|| "TEMPORARY_ACCESS_CODE".to_owned(), system_name);
    let reason = match what.reason {
        _ if entry.failed => Some("INVALID_CREDENTIALS".to_owned()),
        "" => None,
        verb => Some(format!("{verb} {} factor", name())),
    };
    json!({ "result": if entry.failed { "FAILURE" } else { "SUCCESS" }, "reason": reason })
}

/// Whoever's credential it was: a person, or an application.
fn actor(world: &World, id: Option<&str>) -> Value {
    let Some(id) = id else { return json!({ "id": "unknown", "type": "SystemPrincipal", "alternateId": "system" }) };
    match world.person(&id.into()) {
        Ok(person) => user(person),
        Err(_) => json!({ "id": id, "type": "PublicClientApp", "alternateId": id, "displayName": "Application" }),
    }
}

fn user(person: &mfadir_memory::Person) -> Value {
    json!({
        "id": person.id,
        "type": "User",
        "alternateId": person.login,
        "displayName": person.name(),
        "detailEntry": null,
    })
}

fn targets(world: &World, entry: &Entry, factor: Option<&FactorType>) -> Value {
    let unknown = || json!({ "id": entry.user, "type": "User", "alternateId": "unknown", "displayName": null });
    let person = world.person(&entry.user).map_or_else(|_| unknown(), user);
    let Some((id, factor)) = entry.factor.as_ref().zip(factor) else { return json!([person]) };
    let name = authenticator_of(factor).map_or_else(|| factor.to_string(), |of| of.name.to_owned());
    let enrolled = json!({
        "id": id,
        "type": "AuthenticatorEnrollment",
        "alternateId": "unknown",
        "displayName": name,
        "detailEntry": { "methodTypeUsed": system_name(factor) },
    });
    json!([person, enrolled])
}

/// A person acts through a token of theirs, an application through none.
fn detail(world: &World, actor: Option<&str>) -> Value {
    let person = actor.filter(|id| world.person(&(*id).into()).is_ok());
    let token = person.and_then(|id| id.get(3..)).map(|rest| format!("00T{rest}"));
    token.map_or_else(|| json!({}), |token| json!({ "requestApiTokenId": token }))
}

/// The same one for the same entry.
fn uuid(entry: &str) -> String {
    let folded =
        |seed: u64| entry.bytes().fold(seed, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let (high, low) = (folded(0xcbf2_9ce4_8422_2325), folded(0x8422_2325_cbf2_9ce4));
    let hex = format!("{high:016x}{low:016x}");
    format!("{}-{}-4{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}
