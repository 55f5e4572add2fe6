//! What Okta embeds in a factor or a challenge (docs/providers/okta.md, "Enrollment").

use std::fmt;

use jiff::Timestamp;
use mfadir_core::EnrollmentSecret;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

/// How long a code of an authenticator app stays, in seconds, where Okta does not say.
const PERIOD: u64 = 30;

/// How many digits a code of an authenticator app has. `keyLength` says so only where it is such a number: in Okta's
/// own examples it is also the length of the secret.
const DIGITS: u64 = 6;

/// `_embedded`. Shared secrets are in it, so `Debug` shows nothing.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Embedded(Map<String, Value>);

impl Embedded {
    /// When the activation ends by itself.
    pub(crate) fn expires_at(&self) -> Option<Timestamp> {
        self.activation()?.get("expiresAt")?.as_str()?.parse().ok()
    }

    /// How far the activation is.
    pub(crate) fn activation_result(&self) -> Option<&str> {
        self.activation()?.get("factorResult")?.as_str()
    }

    /// What the user's device needs: the shared secret with its address, or the picture that Okta draws.
    pub(crate) fn secret(&self, issuer: &str, account: &str) -> Option<EnrollmentSecret> {
        let Some(secret) = self.activation()?.get("sharedSecret").and_then(Value::as_str) else {
            let picture = self.picture()?;
            return Some(EnrollmentSecret { secret: None, address: Some(picture.into()) });
        };
        let address = self.address(issuer, account, secret);
        Some(EnrollmentSecret { secret: Some(secret.into()), address: address.map(Into::into) })
    }

    /// What a browser or key needs to make a new key.
    pub(crate) fn to_register(&self) -> Option<Value> {
        self.activation().filter(|options| is_signable(options)).cloned()
    }

    /// What a browser or key has to sign.
    pub(crate) fn to_sign(&self) -> Option<Value> {
        self.0.get("challenge").filter(|options| is_signable(options)).cloned()
    }

    /// The number that the user must pick.
    pub(crate) fn number_to_match(&self) -> Option<String> {
        match self.0.get("challenge")?.get("correctAnswer")? {
            Value::String(number) => Some(number.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn activation(&self) -> Option<&Value> {
        self.0.get("activation")
    }

    /// The address of the picture with the code to scan. What the code says, the API does not tell.
    fn picture(&self) -> Option<&str> {
        let beside = self.0.get("_links");
        let links = self.activation()?.get("_links").or(beside)?;
        links.get("qrcode")?.get("href")?.as_str()
    }

    /// What a code to scan says to authenticator apps. Nothing for a secret that is not in base32: apps read no other.
    fn address(&self, issuer: &str, account: &str, secret: &str) -> Option<String> {
        let activation = self.activation()?;
        let is_base32 = activation.get("encoding").and_then(Value::as_str).is_none_or(|word| word == "base32");
        let number = |name: &str| activation.get(name).and_then(Value::as_u64);
        let digits = number("keyLength").filter(|length| (6..=8).contains(length)).unwrap_or(DIGITS);
        let mut address = Url::parse("otpauth://totp/").ok().filter(|_| is_base32)?;
        address.set_path(&format!("{issuer}:{account}"));
        address
            .query_pairs_mut()
            .append_pair("secret", secret)
            .append_pair("issuer", issuer)
            .append_pair("digits", &digits.to_string())
            .append_pair("period", &number("timeStep").unwrap_or(PERIOD).to_string());
        Some(address.into())
    }
}

fn is_signable(options: &Value) -> bool {
    options.get("challenge").or_else(|| options.get("nonce")).is_some()
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Embedded(…)")
    }
}

#[cfg(test)]
mod tests {
    use secrecy::{ExposeSecret, SecretString};
    use serde_json::{Value, json};

    use super::Embedded;

    fn embedded(json: Value) -> Embedded {
        serde_json::from_value(json).expect("an object")
    }

    fn address(activation: &Value) -> Option<String> {
        let secret = embedded(json!({"activation": activation})).secret("acme.okta.com", "ada+1@example.com")?;
        secret.address.as_ref().map(|address: &SecretString| address.expose_secret().to_owned())
    }

    #[test]
    fn apps_can_scan_the_secret() {
        let activation =
            json!({"timeStep": 60, "sharedSecret": "JBTWGV22G4ZGKV3N", "encoding": "base32", "keyLength": 8});
        let expected = "otpauth://totp/acme.okta.com:ada+1@example.com?secret=JBTWGV22G4ZGKV3N&issuer=acme.okta.com&digits=8\
                        &period=60";
        assert_eq!(address(&activation).as_deref(), Some(expected));
        let usual = address(&json!({"sharedSecret": "JBTWGV22G4ZGKV3N", "keyLength": 16})).expect("an address");
        assert!(usual.ends_with("&digits=6&period=30"), "{usual}");
        assert_eq!(address(&json!({"sharedSecret": "ab+/", "encoding": "base64"})), None);
    }

    #[test]
    fn where_okta_draws_the_code_itself_its_picture_is_told() {
        let links = json!({"qrcode": {"href": "https://acme.okta.com/qr/00token", "type": "image/png"}});
        assert_eq!(address(&json!({"_links": links})).as_deref(), Some("https://acme.okta.com/qr/00token"));
        let beside = embedded(json!({"activation": {}, "_links": links}));
        assert!(beside.secret("i", "a").is_some());
        assert!(embedded(json!({})).secret("i", "a").is_none());
    }

    #[test]
    fn options_for_a_key_are_passed_on_and_secrets_are_not() {
        let key = embedded(json!({"activation": {"challenge": "c", "rp": {"name": "Acme"}}}));
        assert_eq!(key.to_register(), Some(json!({"challenge": "c", "rp": {"name": "Acme"}})));
        assert_eq!(embedded(json!({"activation": {"sharedSecret": "canary"}})).to_register(), None);
        assert_eq!(embedded(json!({"challenge": {"nonce": "n"}})).to_sign(), Some(json!({"nonce": "n"})));
        assert_eq!(embedded(json!({"challenge": {"correctAnswer": 7}})).to_sign(), None);
    }

    #[test]
    fn the_number_is_a_text_whatever_it_is_on_the_wire() {
        let number = |answer| embedded(json!({"challenge": {"correctAnswer": answer}})).number_to_match();
        assert_eq!((number(json!(42)), number(json!("07"))), (Some("42".into()), Some("07".into())));
        assert_eq!(number(json!(null)), None);
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(format!("{:?}", embedded(json!({"activation": {"sharedSecret": "canary"}}))), "Embedded(…)");
    }
}
