//! What a pending factor waits for.

use mfadir_core::{FactorStatus, Kind};
use mfadir_memory::{EnrolledFactor, Masked, Person, World};
use serde_json::{Value, json};

use crate::okta::{
    links::{Links, hinted},
    words::date,
};

const TOTP_STEP: u32 = 30;
const TOTP_LENGTH: u32 = 6;
const CEREMONY_SECONDS: u32 = 20;

/// What is embedded in the answer to an enrollment; nothing where the factor is active or a message went out.
pub(in crate::okta) fn started(
    world: &World,
    person: &Person,
    factor: &EnrolledFactor,
    links: Links<'_>,
) -> Option<Value> {
    if factor.status != FactorStatus::Pending {
        return None;
    }
    let expected = world.enrollment_of(&person.id, &factor.id).and_then(|running| running.expected.as_ref());
    let nonce = expected.map_or("", Masked::reveal);
    match factor.kind {
        Kind::Totp => Some(json!({
            "timeStep": TOTP_STEP,
            "sharedSecret": factor.secret.as_ref().map(Masked::reveal),
            "encoding": "base32",
            "keyLength": TOTP_LENGTH,
            "_links": { "qrcode": qr_code(world, person, factor, links) },
        })),
        Kind::Push => Some(waiting(world, person, factor, links)),
        Kind::U2f => Some(json!({ "version": "U2F_V2", "nonce": nonce, "timeoutSeconds": CEREMONY_SECONDS })),
        Kind::Webauthn => Some(creation(person, nonce)),
        _ => None,
    }
}

/// How a push enrollment stands while the user has not scanned anything.
fn waiting(world: &World, person: &Person, factor: &EnrolledFactor, links: Links<'_>) -> Value {
    let ends = world.enrollment_of(&person.id, &factor.id).map(|running| date(running.ends));
    json!({
        "expiresAt": ends,
        "factorResult": "WAITING",
        "_links": {
            "send": send(person, factor, links),
            "qrcode": qr_code(world, person, factor, links),
        },
    })
}

/// The answer to a poll of a push enrollment that is not over.
pub(in crate::okta) fn still_waiting(
    world: &World,
    person: &Person,
    factor: &EnrolledFactor,
    links: Links<'_>,
) -> Value {
    let mut body = waiting(world, person, factor, links);
    body["_links"]["poll"] = hinted(&activate(person, factor, links), &["POST"]);
    body
}

/// The answer to a poll of a push enrollment that ended without success.
pub(in crate::okta) fn ended(result: &str, person: &Person, factor: &EnrolledFactor, links: Links<'_>) -> Value {
    json!({
        "factorResult": result,
        "_links": { "activate": hinted(&activate(person, factor, links), &["POST"]) },
    })
}

fn activate(person: &Person, factor: &EnrolledFactor, links: Links<'_>) -> String {
    format!("{}/lifecycle/activate", links.factor(&person.id, &factor.id))
}

fn send(person: &Person, factor: &EnrolledFactor, links: Links<'_>) -> Value {
    let link = |way: &str| {
        let mut link = hinted(&format!("{}/{way}", activate(person, factor, links)), &["POST"]);
        link["name"] = json!(way);
        link
    };
    json!([link("email"), link("sms")])
}

/// Whoever holds the token in the path gets the picture.
fn qr_code(world: &World, person: &Person, factor: &EnrolledFactor, links: Links<'_>) -> Value {
    let token = world.enrollment_of(&person.id, &factor.id).map_or("", |running| running.id.as_str());
    json!({ "href": format!("{}/qr/{token}", links.factor(&person.id, &factor.id)), "type": "image/png" })
}

fn creation(person: &Person, nonce: &str) -> Value {
    let parameter = |algorithm: i32| json!({ "type": "public-key", "alg": algorithm });
    json!({
        "rp": { "name": "Example" },
        "user": { "displayName": person.name(), "name": person.login, "id": person.id },
        "pubKeyCredParams": [parameter(-7), parameter(-257)],
        "challenge": nonce,
        "attestation": "direct",
        "authenticatorSelection": { "userVerification": "optional", "requireResidentKey": false },
        "u2fParams": { "appid": "https://example.okta.com" },
        "excludeCredentials": [],
    })
}
