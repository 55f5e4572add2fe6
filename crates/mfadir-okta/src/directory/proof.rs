//! Proofs as Okta takes them (docs/providers/okta.md, "Verification").

use mfadir_core::{Error, ErrorKind, Proof, Result};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

/// The longest code that any device shows, with room to spare: a `YubiKey`'s has 44 characters.
const LONGEST_CODE: usize = 128;

/// A field of Okta's beside the field of a browser's credential that holds the same.
type Field = (&'static str, &'static str);

const NEW_KEY: &[&[Field]] = &[
    &[("attestation", "attestationObject"), ("clientData", "clientDataJSON")],
    &[("registrationData", "registrationData"), ("clientData", "clientData")],
];

const SIGNATURE: &[&[Field]] = &[
    &[("clientData", "clientDataJSON"), ("authenticatorData", "authenticatorData"), ("signatureData", "signature")],
    &[("clientData", "clientData"), ("signatureData", "signatureData")],
];

/// A body with a proof in it, and what of it must not be repeated.
pub(super) struct Proven {
    pub(super) body: Value,
    pub(super) secrets: Vec<SecretString>,
}

/// What completes an enrollment.
pub(super) fn activation(proof: &Proof) -> Result<Proven> {
    match proof {
        Proof::Code(code) => one_code(code),
        Proof::Signature(signature) => signed(signature, NEW_KEY),
        _ => Err(wrong_form("an enrollment is completed with a code or with what a key made")),
    }
}

/// What answers a challenge.
pub(super) fn verification(proof: &Proof) -> Result<Proven> {
    match proof {
        Proof::Code(code) => one_code(code),
        Proof::Answer(answer) => Ok(Proven { body: json!({"answer": text(answer)?}), secrets: vec![answer.clone()] }),
        Proof::Signature(signature) => signed(signature, SIGNATURE),
        _ => Err(wrong_form("Okta takes one code, an answer or a signature")),
    }
}

/// What a token shows when it is enrolled.
pub(super) fn shown(proof: &Proof) -> Result<Proven> {
    match proof {
        Proof::Code(code) => one_code(code),
        Proof::TwoCodes(first, next) => {
            let (first, next) = (code(first)?, code(next)?);
            let body = json!({"passCode": first, "nextPassCode": next});
            Ok(Proven { body, secrets: vec![first.into(), next.into()] })
        }
        _ => Err(wrong_form("a token proves itself with its code")),
    }
}

fn one_code(typed: &SecretString) -> Result<Proven> {
    let code = code(typed)?;
    Ok(Proven { body: json!({"passCode": code}), secrets: vec![code.into()] })
}

/// The code without the spaces that people read it with. An empty one is not sent: Okta takes a request without a
/// code for a challenge.
fn code(typed: &SecretString) -> Result<String> {
    let code: String = typed.expose_secret().split_whitespace().collect();
    match code.len() {
        0 => Err(Error::new(ErrorKind::WrongProof, "the code is empty")),
        1..=LONGEST_CODE => Ok(code),
        _ => Err(Error::new(ErrorKind::WrongProof, "no code is as long as that")),
    }
}

fn text(answer: &SecretString) -> Result<&str> {
    let answer = answer.expose_secret();
    if answer.is_empty() { Err(Error::new(ErrorKind::WrongProof, "the answer is empty")) } else { Ok(answer) }
}

/// What a browser or key made, in Okta's fields already or as the browser's credential.
fn signed(made: &SecretString, forms: &[&[Field]]) -> Result<Proven> {
    let made: Value = serde_json::from_str(made.expose_secret())
        .map_err(|_| Error::new(ErrorKind::Invalid, "what the key made is no JSON"))?;
    let body = forms.iter().find_map(|form| fields(&made, form)).ok_or_else(|| unsigned(forms))?;
    let secrets = body.values().filter_map(Value::as_str).map(SecretString::from).collect();
    Ok(Proven { body: Value::Object(body), secrets })
}

fn fields(made: &Value, form: &[Field]) -> Option<Map<String, Value>> {
    form.iter().map(|(name, theirs)| Some(((*name).to_owned(), field(made, name, theirs)?))).collect()
}

fn field(made: &Value, name: &str, theirs: &str) -> Option<Value> {
    let ours = made.get(name).filter(|value| value.is_string()).cloned();
    ours.or_else(|| Some(base64(made.get("response")?.get(theirs)?.as_str()?).into()))
}

/// Browsers write base64url without padding, Okta reads plain base64.
fn base64(url_safe: &str) -> String {
    let plain = url_safe.trim_end_matches('=').replace('-', "+").replace('_', "/");
    let padding = "=".repeat((4 - plain.len() % 4) % 4);
    plain + &padding
}

fn unsigned(forms: &[&[Field]]) -> Error {
    let names = |form: &&[Field]| form.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let wanted = forms.iter().map(names).collect::<Vec<_>>().join("; or ");
    Error::new(ErrorKind::Invalid, "what the key made lacks the fields that Okta needs")
        .with_hint(format!("hand in the browser's credential as JSON, or an object with {wanted}"))
}

fn wrong_form(needs: &str) -> Error {
    Error::new(ErrorKind::Invalid, format!("this is no proof that Okta could take here: {needs}"))
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, Proof};
    use serde_json::{Value, json};

    use super::{Proven, activation, shown, verification};

    fn body(proven: mfadir_core::Result<Proven>) -> Result<Value, ErrorKind> {
        proven.map(|proven| proven.body).map_err(|error| error.kind())
    }

    fn signature(json: &Value) -> Proof {
        Proof::Signature(json.to_string().into())
    }

    #[test]
    fn a_code_is_sent_without_its_spaces() {
        assert_eq!(body(verification(&Proof::Code(" 123 456\n".into()))), Ok(json!({"passCode": "123456"})));
        assert_eq!(body(activation(&Proof::Code("000123".into()))), Ok(json!({"passCode": "000123"})));
        let two = Proof::TwoCodes("1".into(), "2".into());
        assert_eq!(body(shown(&two)), Ok(json!({"passCode": "1", "nextPassCode": "2"})));
        assert_eq!(body(verification(&Proof::Answer("red dog".into()))), Ok(json!({"answer": "red dog"})));
    }

    #[test]
    fn what_cannot_be_a_code_is_not_sent() {
        for code in [String::new(), " \n".to_owned(), "7".repeat(200)] {
            assert_eq!(body(verification(&Proof::Code(code.into()))), Err(ErrorKind::WrongProof));
        }
        assert_eq!(body(verification(&Proof::Answer("".into()))), Err(ErrorKind::WrongProof));
        assert_eq!(body(activation(&Proof::Answer("x".into()))), Err(ErrorKind::Invalid));
        assert_eq!(body(verification(&Proof::TwoCodes("1".into(), "2".into()))), Err(ErrorKind::Invalid));
        assert_eq!(body(shown(&Proof::Answer("x".into()))), Err(ErrorKind::Invalid));
    }

    #[test]
    fn a_browsers_credential_becomes_okta_s_fields() {
        let made = json!({"id": "k", "response": {"attestationObject": "o2-_", "clientDataJSON": "eyJ9"}});
        assert_eq!(body(activation(&signature(&made))), Ok(json!({"attestation": "o2+/", "clientData": "eyJ9"})));
        let made = json!({"response": {"clientDataJSON": "YQ", "authenticatorData": "YWI", "signature": "YWJj"}});
        let sent = json!({"clientData": "YQ==", "authenticatorData": "YWI=", "signatureData": "YWJj"});
        assert_eq!(body(verification(&signature(&made))), Ok(sent));
    }

    #[test]
    fn okta_s_own_fields_are_sent_as_they_are() {
        let u2f = json!({"registrationData": "BQ-_", "clientData": "eyJ9"});
        assert_eq!(body(activation(&signature(&u2f))), Ok(u2f));
        let u2f = json!({"clientData": "eyJ9", "signatureData": "AQ-_"});
        assert_eq!(body(verification(&signature(&u2f))), Ok(u2f));
    }

    #[test]
    fn what_a_key_did_not_make_is_refused_without_being_repeated() {
        for made in ["canary", "{}", r#"{"clientData":"canary"}"#, r#"{"response":{"signature":"canary"}}"#] {
            let error = verification(&Proof::Signature(made.into())).err().expect("refused");
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(!format!("{error} {error:?}").contains("canary"));
        }
    }
}
