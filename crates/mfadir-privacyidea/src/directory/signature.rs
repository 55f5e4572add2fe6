//! What browsers and keys make, in the server's fields (docs/providers/privacyidea.md, "Keys").

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::header::ORIGIN;
use mfadir_core::{Error, ErrorKind, Result};
use mfadir_http::Request;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

/// Where a browser's credential holds a value, the server's field for it, and whether it must be there.
type Field = (&'static str, &'static str, bool);

const NEW_KEY: &[Field] = &[("clientDataJSON", CLIENT_DATA, true), ("attestationObject", "regdata", true)];

const SIGNATURE: &[Field] = &[
    ("clientDataJSON", CLIENT_DATA, true),
    ("authenticatorData", "authenticatordata", true),
    ("signature", "signaturedata", true),
    ("userHandle", "userhandle", false),
];

const CLIENT_DATA: &str = "clientdata";

/// A credential as it is sent.
pub(super) struct Signed {
    pub(super) fields: Map<String, Value>,
    /// The site that it was made on, which the server wants to hear from the browser.
    origin: String,
}

impl Signed {
    /// What a browser made with a new key.
    pub(super) fn new_key(made: &SecretString) -> Result<Self> {
        Self::read(&credential(made)?, NEW_KEY)
    }

    /// What a browser made with a key that is known.
    pub(super) fn signature(made: &SecretString) -> Result<Self> {
        let credential = credential(made)?;
        let mut signed = Self::read(&credential, SIGNATURE)?;
        let id = credential["id"].as_str().or_else(|| credential["rawId"].as_str()).ok_or_else(unsigned)?;
        signed.fields.insert("credentialid".to_owned(), url_safe(id).into());
        Ok(signed)
    }

    /// The request with the fields, as it would come from the browser. Nothing of them is repeated.
    pub(super) fn send(self, request: Request, mut body: Map<String, Value>) -> Request {
        let secrets: Vec<SecretString> = self.fields.values().filter_map(Value::as_str).map(Into::into).collect();
        body.extend(self.fields);
        let request = request.json(Value::Object(body)).header(ORIGIN, &self.origin);
        secrets.iter().fold(request, Request::hiding)
    }

    fn read(credential: &Value, wanted: &[Field]) -> Result<Self> {
        let mut fields = Map::new();
        for (theirs, name, needed) in wanted {
            match credential["response"][theirs].as_str() {
                Some(text) => drop(fields.insert((*name).to_owned(), url_safe(text).into())),
                None if *needed => return Err(unsigned()),
                None => {}
            }
        }
        let origin = origin(fields[CLIENT_DATA].as_str().unwrap_or_default()).ok_or_else(unsigned)?;
        Ok(Self { fields, origin })
    }
}

fn credential(made: &SecretString) -> Result<Value> {
    serde_json::from_str(made.expose_secret())
        .map_err(|_| Error::new(ErrorKind::Invalid, "what the key made is no JSON"))
}

/// Browsers write base64url without padding, as the server wants it; other programs may write plain base64.
fn url_safe(text: &str) -> String {
    text.trim_end_matches('=').replace('+', "-").replace('/', "_")
}

/// The site stands in what the key signed, so naming it proves nothing by itself.
fn origin(client_data: &str) -> Option<String> {
    let client_data: Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(client_data).ok()?).ok()?;
    let origin = client_data["origin"].as_str()?;
    let is_plain = origin.starts_with("http") && origin.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain.then(|| origin.to_owned())
}

fn unsigned() -> Error {
    Error::new(ErrorKind::Invalid, "what the key made lacks the fields that privacyIDEA needs")
        .with_hint("hand in the browser's credential as JSON, with its binary fields in base64url")
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use mfadir_core::ErrorKind;
    use secrecy::SecretString;
    use serde_json::{Value, json};

    use super::Signed;

    fn client_data() -> String {
        BASE64_STANDARD.encode(json!({"type": "webauthn.create", "origin": "https://acme.example"}).to_string())
    }

    fn made(response: &Value) -> SecretString {
        json!({"id": "a-b_", "rawId": "a-b_", "type": "public-key", "response": response}).to_string().into()
    }

    #[test]
    fn a_credential_is_told_in_the_servers_fields() {
        let response = json!({"clientDataJSON": client_data(), "attestationObject": "+/8="});
        let signed = Signed::new_key(&made(&response)).expect("a new key");
        assert_eq!((signed.origin.as_str(), &signed.fields["regdata"]), ("https://acme.example", &json!("-_8")));
        let response = json!({"clientDataJSON": client_data(), "authenticatorData": "AQ", "signature": "Ag"});
        let signed = Signed::signature(&made(&response)).expect("a signature");
        assert_eq!((&signed.fields["credentialid"], &signed.fields["signaturedata"]), (&json!("a-b_"), &json!("Ag")));
        assert!(!signed.fields.contains_key("userhandle"));
    }

    #[test]
    fn anything_else_is_refused_without_repeating_it() {
        let without = json!({"clientDataJSON": client_data()});
        let nowhere = json!({"clientDataJSON": "e30", "attestationObject": "AQ"});
        for odd in ["canary".into(), "{}".into(), made(&without), made(&nowhere)] {
            let error = Signed::new_key(&odd).err().expect("refused");
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(!format!("{error} {error:?}").contains("canary"));
        }
    }
}
