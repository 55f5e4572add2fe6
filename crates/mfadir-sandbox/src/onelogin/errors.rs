//! What the provider says when it does not do what it was asked (docs/providers/onelogin.md, "Errors").
//!
//! Version 1 and the token endpoint wrap the message in a `status` object; version 2 is flat.

use serde_json::{Value, json};

/// A request that is answered with an error.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Refusal {
    fn v1(status: u16, message: impl Into<Value>) -> Self {
        let word = match status {
            401 => "Unauthorized",
            404 => "not found",
            429 => "too many requests",
            _ => "bad request",
        };
        let body = json!({"status": {"error": true, "code": status, "type": word, "message": message.into()}});
        Self { status, body }
    }

    fn v2(status: u16, name: &str, message: &str) -> Self {
        Self { status, body: json!({"statusCode": status, "name": name, "message": message}) }
    }
}

/// Wrong method or path.
pub(super) fn no_route() -> Refusal {
    Refusal::v1(404, "No Route Exists")
}

/// No bearer header, or one that cannot be read.
pub(super) fn no_bearer() -> Refusal {
    Refusal::v1(400, "Authorization Information is incorrect")
}

/// A wrong pair, or on version 1 a token that is unknown or over.
pub(super) fn authentication_failure() -> Refusal {
    Refusal::v1(401, "Authentication Failure")
}

/// On version 2 a token that is unknown or over.
pub(super) fn unauthorized() -> Refusal {
    Refusal::v2(401, "UnauthorizedError", "Unauthorized")
}

/// The pair's scope is too small, on version 1: a 401 that no new token helps.
pub(super) fn insufficient_permission() -> Refusal {
    Refusal::v1(401, "Insufficient Permission")
}

/// The pair's scope is too small, on version 2.
pub(super) fn forbidden_action() -> Refusal {
    Refusal::v2(403, "ForbiddenAction", "This credential may not do this")
}

/// The hour's requests are used up. What the provider really answers is not known.
pub(super) fn quota_exceeded() -> Refusal {
    Refusal::v1(429, "Rate limit exceeded")
}

/// Nobody has the id: asked for the person, or for what they could enroll.
pub(super) fn user_not_found(id: &str) -> Refusal {
    Refusal::v1(404, format!("User for id {id} was not found"))
}

/// No event has the id.
pub(super) fn event_not_found(id: &str) -> Refusal {
    Refusal::v1(404, format!("Event for id {id} was not found"))
}

/// Nobody has the id: asked about devices.
pub(super) fn user_does_not_exist() -> Refusal {
    Refusal::v1(400, "User does not exist")
}

/// The device is not this user's, or gone: a 400 that means "not found".
pub(super) fn factor_not_found() -> Refusal {
    Refusal::v1(400, "Factor could not be found")
}

/// An argument that cannot be what it should be.
pub(super) fn incorrect(attribute: &str) -> Refusal {
    let description = format!("{} is incorrect", attribute.to_uppercase());
    Refusal::v1(400, json!({"attribute": attribute, "description": description}))
}

/// A body that is not JSON.
pub(super) fn not_json() -> Refusal {
    Refusal::v1(400, "Input JSON is not valid")
}

/// A body that is not JSON, on version 2.
pub(super) fn not_json_v2() -> Refusal {
    Refusal::v2(400, "BadRequest", "Input JSON is not valid")
}

/// A code that is wrong, used or denied: a 401 that no new token helps.
pub(super) fn failed_authentication() -> Refusal {
    Refusal::v1(401, "Failed authentication with this factor")
}

/// The same on version 2.
pub(super) fn failed_authentication_v2() -> Refusal {
    Refusal::v2(401, "UnauthorizedError", "Failed authentication with this factor")
}

/// No code for a factor that needs one.
pub(super) fn blank_code() -> Refusal {
    Refusal::v1(400, "OTP token blank")
}

/// A state token that is over. The provider's own text is not known.
pub(super) fn state_token_expired() -> Refusal {
    Refusal::v1(400, "The state token has expired")
}

/// A factor that the user has already. The provider's own text is not known.
pub(super) fn enrolled_already() -> Refusal {
    Refusal::v1(400, "The user has this factor already")
}

/// The same on version 2.
pub(super) fn enrolled_already_v2() -> Refusal {
    unprocessable("The user has this factor already")
}

/// Version 2: values that are good in themselves and do not go together.
pub(super) fn unprocessable(message: &str) -> Refusal {
    Refusal::v2(422, "UnprocessableEntityError", message)
}

/// A body that says nothing about its type, or says more than the bare `application/json`.
pub(super) fn content_type() -> Refusal {
    Refusal::v1(400, "Content Type is not specified or specified incorrectly")
}

/// No pair in the header or in the body.
pub(super) fn no_pair() -> Refusal {
    Refusal::v1(400, "The authorization information is missing")
}

/// Another grant than those of the pair and of its refresh token.
pub(super) fn grant_type() -> Refusal {
    Refusal::v1(400, "grant_type is incorrect or absent")
}

/// A revocation that does not say what to revoke.
pub(super) fn no_access_token() -> Refusal {
    Refusal::v1(400, "Access Token Missing")
}

/// Version 2: the thing is not there.
pub(super) fn not_found(what: &str) -> Refusal {
    Refusal::v2(404, "NotFound", &format!("{what} not found"))
}

/// Version 2: a value that it cannot work with.
pub(super) fn validation_failed() -> Refusal {
    Refusal::v2(422, "ValidationError", "Validations failed")
}

/// Version 2: an account that is not locked.
pub(super) fn cannot_be_unlocked() -> Refusal {
    Refusal { status: 422, body: json!({"message": "User cannot be unlocked"}) }
}
