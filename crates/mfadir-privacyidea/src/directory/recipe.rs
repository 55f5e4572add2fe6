//! What a new token is made of, kind by kind (docs/providers/privacyidea.md, "Life of a factor").

use mfadir_core::{EnrollRequest, EnrollWith, Error, ErrorKind, FactorType, Kind, Result, e164};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use super::profile::fields;
use crate::{base32::hexadecimal, profile::enrollable};

/// The fields of a new token, and what of it must not be repeated.
pub(super) struct Recipe {
    /// The server's word for the kind.
    pub(super) token_type: &'static str,
    pub(super) fields: Map<String, Value>,
    /// The secret that the device has already, in hexadecimal.
    pub(super) key: Option<SecretString>,
    /// The answer to a question.
    pub(super) answer: Option<SecretString>,
}

impl Recipe {
    /// What to send for the request. `Invalid` for what the server does not make, or not of that.
    pub(super) fn of(request: &EnrollRequest) -> Result<Self> {
        refuse_choices(request)?;
        let token_type = token_type(&request.factor_type)?;
        let mut recipe = Self { token_type, fields: Map::new(), key: None, answer: None };
        recipe.take(&request.factor_type.kind, &request.with)?;
        if let Some(label) = &request.label {
            recipe.put("description", label.as_str().into());
        }
        Ok(recipe)
    }

    fn take(&mut self, kind: &Kind, with: &EnrollWith) -> Result<()> {
        match (kind, with) {
            (Kind::Totp | Kind::Hotp, EnrollWith::Secret { secret, profile }) => {
                self.take_secret(secret, profile.as_deref())
            }
            (Kind::Sms, EnrollWith::Phone { number, extension: None, replace: false }) => {
                self.put("phone", e164(number)?.into());
                Ok(())
            }
            (Kind::Sms, EnrollWith::Phone { .. }) => Err(invalid(
                "each number is a token of its own at privacyIDEA, without an extension and beside those that there are",
            )),
            (Kind::Email, EnrollWith::Email { address }) => {
                self.put("email", mail_address(address)?.into());
                Ok(())
            }
            (Kind::SecurityQuestion, EnrollWith::Question { question, answer }) => self.take_answer(question, answer),
            (kind, EnrollWith::Nothing) => self.take_nothing(kind),
            (kind, _) => Err(invalid(format!("privacyIDEA does not make a {kind} of that"))),
        }
    }

    /// Where neither number nor address is given, the server sends to those that it knows of the user, whatever they
    /// are by then.
    fn take_nothing(&mut self, kind: &Kind) -> Result<()> {
        match kind {
            Kind::SecurityQuestion => return Err(invalid("a security question is enrolled with its answer")),
            Kind::Sms => self.put("dynamic_phone", json!(true)),
            Kind::Email => self.put("dynamic_email", json!(true)),
            _ => {}
        }
        self.put("genkey", json!(true));
        Ok(())
    }

    fn take_secret(&mut self, secret: &SecretString, profile: Option<&str>) -> Result<()> {
        let key = hexadecimal(secret)?;
        self.fields.extend(fields(profile.unwrap_or_default())?);
        self.put("otpkey", key.expose_secret().into());
        self.key = Some(key);
        Ok(())
    }

    fn take_answer(&mut self, question: &str, answer: &SecretString) -> Result<()> {
        if question.trim().is_empty() || answer.expose_secret().trim().is_empty() {
            return Err(invalid("question and answer must not be empty"));
        }
        self.put("questions", json!({question: answer.expose_secret()}));
        self.answer = Some(answer.clone());
        Ok(())
    }

    fn put(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }
}

/// The server's word for what it can make.
fn token_type(wanted: &FactorType) -> Result<&'static str> {
    let known = enrollable();
    let offered = known.iter().any(|offered| wanted.covers(offered));
    offered.then(|| word(&wanted.kind)).flatten().ok_or_else(|| {
        let known: Vec<_> = known.iter().map(ToString::to_string).collect();
        invalid(format!("privacyIDEA's API does not enroll {wanted}"))
            .with_hint(format!("it enrolls {}", known.join(", ")))
    })
}

fn word(kind: &Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Totp => "totp",
        Kind::Hotp => "hotp",
        Kind::Sms => "sms",
        Kind::Email => "email",
        Kind::Push => "push",
        Kind::Webauthn => "webauthn",
        Kind::SecurityQuestion => "question",
        Kind::RecoveryCode => "tan",
        Kind::TemporaryCode => "registration",
        _ => return None,
    })
}

fn refuse_choices(request: &EnrollRequest) -> Result<()> {
    match request {
        EnrollRequest { template: Some(_), .. } => {
            Err(invalid("the text of a message is set by privacyIDEA's policies"))
        }
        EnrollRequest { lifetime: Some(_), .. } => {
            Err(invalid("how long an enrollment may take is set by privacyIDEA's policies"))
        }
        _ => Ok(()),
    }
}

/// The server takes any text for an address. It is not repeated in the error: it is somebody's.
fn mail_address(address: &str) -> Result<&str> {
    let odd = address.contains(|c: char| c.is_whitespace() || c.is_control());
    match address.rsplit_once('@') {
        Some((name, domain)) if !name.is_empty() && domain.contains('.') && !odd => Ok(address),
        _ => Err(invalid("this is no mail address").with_hint("write it as in ada@example.com")),
    }
}

fn invalid(clause: impl Into<String>) -> Error {
    Error::new(ErrorKind::Invalid, clause)
}
