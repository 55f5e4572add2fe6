//! What a browser hands in for a key. Well-formed is good enough: no signature is checked here, nor the challenge in it,
//! so that a recorded answer serves every test. What a careless client gets wrong (encoding, form, the wrong ceremony)
//! is refused.

use base64::{Engine, engine::general_purpose};
use serde_json::Value;

use super::body::Fields;

/// Whether these fields complete the enrollment of a security key.
pub(super) fn attests(fields: &Fields) -> bool {
    let own = ["attestation", "registrationData"].into_iter().find_map(|name| decoded(fields, name));
    own.is_some() && has_client_data(fields, &["webauthn.create", "navigator.id.finishEnrollment"])
}

/// Whether these fields answer a challenge of a security key.
pub(super) fn asserts(fields: &Fields) -> bool {
    let complete = decoded(fields, "signatureData").is_some();
    let authenticator = !fields.has("authenticatorData") || decoded(fields, "authenticatorData").is_some();
    complete && authenticator && has_client_data(fields, &["webauthn.get", "navigator.id.getAssertion"])
}

fn has_client_data(fields: &Fields, ceremonies: &[&str]) -> bool {
    let data = decoded(fields, "clientData").and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let Some(data) = data else { return false };
    let ceremony = data.get("type").or_else(|| data.get("typ")).and_then(Value::as_str);
    ceremony.is_some_and(|ceremony| ceremonies.contains(&ceremony)) && data["challenge"].is_string()
}

/// Base64 of either alphabet, with or without padding.
fn decoded(fields: &Fields, name: &str) -> Option<Vec<u8>> {
    let text = fields.text(name)?.trim_end_matches('=').replace('+', "-").replace('/', "_");
    general_purpose::URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde_json::json;

    use super::{asserts, attests};
    use crate::okta::body::Fields;

    fn fields(ceremony: &str) -> Fields {
        let client_data = STANDARD.encode(json!({ "type": ceremony, "challenge": "abc" }).to_string());
        let body = json!({ "attestation": "aGVsbG8=", "signatureData": "aGVsbG8", "clientData": client_data });
        Fields::read(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn each_ceremony_has_its_own_form() {
        assert!(attests(&fields("webauthn.create")) && !asserts(&fields("webauthn.create")));
        assert!(asserts(&fields("webauthn.get")) && !attests(&fields("webauthn.get")));
    }

    #[test]
    fn what_is_not_encoded_is_refused() {
        let body = json!({ "attestation": "%%%", "clientData": "eyJ9" }).to_string();
        assert!(!attests(&Fields::read(body.as_bytes()).unwrap()));
    }
}
