//! The request for a new factor (docs/providers/okta.md, "Enrollment"). What Okta could not take is not sent.

use http::header::ACCEPT_LANGUAGE;
use mfadir_core::{EnrollRequest, EnrollWith, Error, ErrorKind, Result, UserId};
use mfadir_http::Request;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use super::{
    super::{
        api::user_path,
        proof::{Proven, shown},
        sending::seconds,
    },
    phone,
};
use crate::{
    kinds::{enroll_words, enrollable},
    profile::bucket,
};

/// The shortest answer to a security question, in characters.
const SHORTEST_ANSWER: usize = 4;

/// POST `…/factors` for what is wanted.
pub(super) fn enroll(user: &UserId, wanted: &EnrollRequest) -> Result<Request> {
    let (word, provider) = enroll_words(&wanted.factor_type).ok_or_else(|| not_enrollable(wanted))?;
    check_options(word, wanted)?;
    let parts = parts(word, provider, &wanted.with)?;
    let mut body = parts.body;
    body.insert("factorType".to_owned(), word.into());
    body.insert("provider".to_owned(), provider.into());
    let request = Request::post(&user_path(user)?.fixed("/factors")).bucket(bucket::REST).json(Value::Object(body));
    let request = parts.secrets.iter().fold(request, Request::hiding);
    with_options(request, wanted)
}

fn with_options(request: Request, wanted: &EnrollRequest) -> Result<Request> {
    let mut request = request;
    if matches!(wanted.with, EnrollWith::Phone { replace: true, .. }) {
        request = request.query("updatePhone", "true");
    }
    if let Some(template) = &wanted.template {
        request = request.query("templateId", template);
    }
    if let Some(lifetime) = wanted.lifetime {
        request = request.query("tokenLifetimeSeconds", &seconds(lifetime)?);
    }
    if wanted.activate {
        request = request.query("activate", "true");
    }
    Ok(match &wanted.language {
        Some(language) => request.header(ACCEPT_LANGUAGE, language),
        None => request,
    })
}

/// What Okta knows for some types alone it would ignore for the others.
fn check_options(word: &str, wanted: &EnrollRequest) -> Result<()> {
    let told = |given: bool, words: &[&str], message: &str| {
        if given && !words.contains(&word) { Err(Error::new(ErrorKind::Invalid, message)) } else { Ok(()) }
    };
    let can_skip_the_proof = ["sms", "call", "email", "token:hotp", "question", "token", "token:hardware"];
    told(wanted.activate, &can_skip_the_proof, "this factor cannot be active without the user's own proof")?;
    told(wanted.template.is_some(), &["sms"], "Okta has message templates for SMS alone")?;
    told(wanted.lifetime.is_some(), &["email"], "Okta lets the lifetime be chosen for codes by mail alone")
}

/// What the body holds beside the type.
#[derive(Default)]
struct Parts {
    body: Map<String, Value>,
    secrets: Vec<SecretString>,
}

fn parts(word: &str, provider: &str, with: &EnrollWith) -> Result<Parts> {
    match (word, with) {
        ("sms" | "call" | "push" | "token:software:totp" | "webauthn" | "u2f" | "web", EnrollWith::Nothing) => {
            Ok(Parts::default())
        }
        ("sms", EnrollWith::Phone { number, extension: None, .. }) => Ok(profile(phone::profile(number, None)?)),
        ("call", EnrollWith::Phone { number, extension, .. }) => {
            Ok(profile(phone::profile(number, extension.as_deref())?))
        }
        ("email", EnrollWith::Email { address }) => Ok(profile(json!({"email": address}))),
        ("question", EnrollWith::Question { question, answer }) => question_with(question, answer),
        ("token:software:totp", EnrollWith::Secret { secret, profile: None }) if provider == "GOOGLE" => {
            Ok(profile(json!({"sharedSecret": secret.expose_secret()})).hiding(secret))
        }
        ("token:hotp", EnrollWith::Secret { secret, profile: Some(id) }) => {
            let parts = profile(json!({"sharedSecret": secret.expose_secret()})).hiding(secret);
            Ok(parts.with("factorProfileId", id.as_str().into()))
        }
        ("token", EnrollWith::Token { serial: Some(serial), proof }) => {
            Ok(profile(json!({"credentialId": serial})).proven(shown(proof)?))
        }
        ("token:hardware", EnrollWith::Token { serial: None, proof }) => Ok(Parts::default().proven(shown(proof)?)),
        _ => Err(Error::new(ErrorKind::Invalid, format!("Okta enrolls this factor with {}", needs(word, provider)))),
    }
}

/// What each type is made of, in words.
fn needs(word: &str, provider: &str) -> &'static str {
    match (word, provider) {
        ("sms", _) => "a phone number, or with the one it knows",
        ("call", _) => "a phone number and perhaps an extension, or with the one it knows",
        ("email", _) => "the address that is the user's primary one",
        ("question", _) => "the key of a question and its answer",
        ("token:software:totp", "GOOGLE") => "nothing, or with a shared secret of its own",
        ("token:hotp", _) => "the device's secret and the id of the profile of such devices (fpr…)",
        ("token", _) => "the token's serial number or user name, and the code that it shows, or two",
        ("token:hardware", _) => "one code of the key, whose seed Okta must have already",
        _ => "nothing: the user's own device makes what it needs",
    }
}

fn question_with(question: &str, answer: &SecretString) -> Result<Parts> {
    if answer.expose_secret().chars().count() < SHORTEST_ANSWER {
        return Err(Error::new(ErrorKind::Invalid, "the answer must have at least 4 characters"));
    }
    Ok(profile(json!({"question": question, "answer": answer.expose_secret()})).hiding(answer))
}

fn profile(fields: Value) -> Parts {
    Parts::default().with("profile", fields)
}

impl Parts {
    fn with(mut self, name: &str, value: Value) -> Self {
        self.body.insert(name.to_owned(), value);
        self
    }

    fn hiding(mut self, secret: &SecretString) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    fn proven(self, proven: Proven) -> Self {
        let parts = self.with("verify", proven.body);
        proven.secrets.iter().fold(parts, Parts::hiding)
    }
}

fn not_enrollable(wanted: &EnrollRequest) -> Error {
    let offered: Vec<_> = enrollable().iter().map(ToString::to_string).collect();
    Error::new(ErrorKind::Invalid, format!("Okta's API cannot enroll {}", wanted.factor_type))
        .with_hint(format!("it can enroll {}", offered.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use mfadir_core::{EnrollRequest, EnrollWith, ErrorKind, FactorType, Proof};
    use serde_json::{Value, json};

    use super::{enroll, enroll_words, parts};

    fn wanted(factor: &str, with: EnrollWith) -> EnrollRequest {
        let Ok(factor) = factor.parse::<FactorType>();
        EnrollRequest { with, ..EnrollRequest::new(factor) }
    }

    fn body(factor: &str, with: EnrollWith) -> Result<Value, ErrorKind> {
        let wanted = wanted(factor, with);
        let (word, provider) = enroll_words(&wanted.factor_type).expect("an enrollable type");
        parts(word, provider, &wanted.with).map(|parts| parts.body.into()).map_err(|error| error.kind())
    }

    fn phone(extension: Option<&str>) -> EnrollWith {
        let extension = extension.map(ToOwned::to_owned);
        EnrollWith::Phone { number: "+15555550123".to_owned(), extension, replace: false }
    }

    fn secret(profile: Option<&str>) -> EnrollWith {
        EnrollWith::Secret { secret: "JBTWGV22G4ZGKV3N".into(), profile: profile.map(ToOwned::to_owned) }
    }

    fn token(serial: Option<&str>, proof: Proof) -> EnrollWith {
        EnrollWith::Token { serial: serial.map(ToOwned::to_owned), proof }
    }

    #[test]
    fn each_type_is_made_of_its_own() {
        let two = Proof::TwoCodes("123456".into(), "654321".into());
        let code = || Proof::Code("cccccceukngdfgkukfctkcvfidnetljjiknckkcjulji".into());
        let answer = EnrollWith::Question { question: "disliked_food".to_owned(), answer: "mayonnaise".into() };
        let bodies = [
            ("sms", phone(None), json!({"profile": {"phoneNumber": "+15555550123"}})),
            ("sms", EnrollWith::Nothing, json!({})),
            ("voice", phone(Some("12")), json!({"profile": {"phoneNumber": "+15555550123", "phoneExtension": "12"}})),
            ("email", EnrollWith::Email { address: "a@b".to_owned() }, json!({"profile": {"email": "a@b"}})),
            ("totp@google", secret(None), json!({"profile": {"sharedSecret": "JBTWGV22G4ZGKV3N"}})),
            (
                "hotp",
                secret(Some("fpr1")),
                json!({"factorProfileId": "fpr1", "profile": {"sharedSecret": "JBTWGV22G4ZGKV3N"}}),
            ),
            (
                "otp-token@symantec",
                token(Some("VSMT1"), two),
                json!({"profile": {"credentialId": "VSMT1"}, "verify": {"passCode": "123456", "nextPassCode": "654321"}}),
            ),
            (
                "yubikey-otp",
                token(None, code()),
                json!({"verify": {"passCode": "cccccceukngdfgkukfctkcvfidnetljjiknckkcjulji"}}),
            ),
            ("security-question", answer, json!({"profile": {"question": "disliked_food", "answer": "mayonnaise"}})),
        ];
        for (factor, with, expected) in bodies {
            assert_eq!(body(factor, with), Ok(expected), "{factor}");
        }
    }

    #[test]
    fn what_a_type_is_not_made_of_is_not_sent() {
        let short = EnrollWith::Question { question: "disliked_food".to_owned(), answer: "no".into() };
        let number = |number: &str| EnrollWith::Phone { number: number.to_owned(), extension: None, replace: false };
        let wrong = [
            ("sms", phone(Some("12"))),
            ("sms", number("555-0123")),
            ("voice", phone(Some("1234567890123456"))),
            ("email", EnrollWith::Nothing),
            ("push", phone(None)),
            ("totp@okta", secret(None)),
            ("hotp", secret(None)),
            ("otp-token@rsa", token(None, Proof::Code("1".into()))),
            ("otp-token@rsa", token(Some("1"), Proof::Answer("1".into()))),
            ("yubikey-otp", token(Some("1"), Proof::Code("1".into()))),
            ("security-question", short),
        ];
        for (factor, with) in wrong {
            assert_eq!(body(factor, with), Err(ErrorKind::Invalid), "{factor}");
        }
    }

    #[test]
    fn options_that_okta_would_ignore_are_refused() {
        let user = "00u1a2b3c4d5e6F7G0h7".into();
        let push = || wanted("push", EnrollWith::Nothing);
        let refused = [
            EnrollRequest { activate: true, ..push() },
            EnrollRequest { template: Some("cst1".to_owned()), ..push() },
            EnrollRequest { lifetime: Some(Duration::from_mins(5)), ..push() },
            wanted("device-key", EnrollWith::Nothing),
            wanted("push@custom", EnrollWith::Nothing),
        ];
        for wanted in refused {
            assert_eq!(enroll(&user, &wanted).err().map(|error| error.kind()), Some(ErrorKind::Invalid));
        }
        enroll(&user, &push()).expect("a request");
    }
}
