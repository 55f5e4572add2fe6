//! The start of a new factor, and its completion.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use super::{EnrollmentHandle, Expects, Proof};
use crate::{
    factor::FactorType,
    id::{FactorId, RequestId},
};

/// What a new factor is made of, beside its type.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum EnrollWith {
    /// Nothing: the provider makes what it needs.
    #[default]
    Nothing,
    /// A phone.
    Phone {
        /// The number in E.164 form (`+15555550123`).
        number: String,
        /// The extension, for calls.
        extension: Option<String>,
        /// Whether it takes the place of a number that the provider has already.
        replace: bool,
    },
    /// A mail address.
    Email {
        /// The address.
        address: String,
    },
    /// A secret that the device has already.
    Secret {
        /// The secret, base32.
        secret: SecretString,
        /// The provider's profile for such devices.
        profile: Option<String>,
    },
    /// A question with its answer.
    Question {
        /// The provider's key of the question.
        question: String,
        /// The answer.
        answer: SecretString,
    },
    /// A token that proves itself at once.
    Token {
        /// Its serial number or user name.
        serial: Option<String>,
        /// Its code, or two that follow each other.
        proof: Proof,
    },
}

/// A new factor as it is asked for.
#[derive(Clone, Debug)]
pub struct EnrollRequest {
    /// What it shall be, and whose.
    pub factor_type: FactorType,
    /// What it is made of.
    pub with: EnrollWith,
    /// The name that the user shall see.
    pub label: Option<String>,
    /// Whether it shall be active at once, without a proof.
    pub activate: bool,
    /// The language of what is sent, as a BCP 47 tag.
    pub language: Option<String>,
    /// The provider's id of a message template.
    pub template: Option<String>,
    /// How long what is sent stays good.
    pub lifetime: Option<Duration>,
}

impl EnrollRequest {
    /// A factor of this type, with nothing said about the rest.
    pub fn new(factor_type: FactorType) -> Self {
        Self {
            factor_type,
            with: EnrollWith::Nothing,
            label: None,
            activate: false,
            language: None,
            template: None,
            lifetime: None,
        }
    }
}

/// What the user's device needs to know once.
#[derive(Clone, Debug)]
pub struct EnrollmentSecret {
    /// The shared secret as text, where there is one.
    pub secret: Option<SecretString>,
    /// What a QR code shows: an `otpauth:` address or the provider's own.
    pub address: Option<SecretString>,
}

/// A factor that has been started.
#[derive(Clone, Debug)]
pub struct Enrollment {
    /// How to go on.
    pub handle: EnrollmentHandle,
    /// The factor's id, where the provider gives one before it is active.
    pub factor: Option<FactorId>,
    /// Whether it is active already.
    pub active: bool,
    /// What completes it.
    pub expects: Expects,
    /// What the device needs.
    pub secret: Option<EnrollmentSecret>,
    /// What the browser or key needs to make its signature, in the provider's own JSON.
    pub to_sign: Option<serde_json::Value>,
    /// When the enrollment ends by itself.
    pub expires_at: Option<Timestamp>,
    /// How long to wait between polls.
    pub poll_after: Option<Duration>,
    /// The provider's id of the request.
    pub request_id: Option<RequestId>,
}

/// How far an enrollment is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Activation {
    /// The user has not answered yet.
    Waiting {
        /// How long to wait before asking again.
        poll_after: Option<Duration>,
    },
    /// The factor can be used.
    Active(FactorId),
    /// Too late.
    Expired,
    /// The user or the provider refused.
    Refused,
}
