//! What Keystone's refusals mean (docs/providers/keystone.md, "Errors").

use http::StatusCode;
use mfadir_core::{Error, ErrorKind};
use mfadir_http::{Response, kind_of};

use crate::wire::ErrorBody;

/// The error that an answer other than success stands for. A 404 is `NotFound` only where the server's own body says so:
/// a wrong address and a proxy answer 404 as well.
pub(crate) fn error(response: &Response) -> Error {
    let body: Option<ErrorBody> = response.object("an error").ok();
    let error = match body.filter(|body| body.code() == response.status().as_u16()) {
        Some(body) => told(response, &body),
        None => response.error_by_status(),
    };
    match hint(error.kind()) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

/// Whether it is the token that was refused.
pub(crate) fn refuses_token(response: &Response) -> bool {
    response.status() == StatusCode::UNAUTHORIZED
}

/// The error of a sign-in. The server does not say what it is that was wrong.
pub(crate) fn refused_sign_in(response: &Response) -> Error {
    let error = error(response);
    if error.kind() != ErrorKind::Unauthenticated {
        return error;
    }
    error.with_hint(
        "check the account's name and password, the names of both domains and of the project, and that the account has \
         a role there and no MFA rules of its own",
    )
}

/// What the server says is repeated only as [`Response::said`] leaves it: short, and without any credential.
fn told(response: &Response, body: &ErrorBody) -> Error {
    let (kind, clause) = match response.status() {
        StatusCode::NOT_FOUND => (ErrorKind::NotFound, "Keystone has no such user or credential"),
        StatusCode::UNAUTHORIZED => (ErrorKind::Unauthenticated, "Keystone does not accept the sign-in"),
        StatusCode::FORBIDDEN => (ErrorKind::Forbidden, "the account may not do this"),
        status => (kind_of(status), "Keystone refuses it"),
    };
    let said = response.said(body.message());
    response.error(kind, format!("{clause} (Keystone says: {said})")).with_code(body.code().to_string())
}

/// What to do about an error, as the tenant's administrator would be told.
fn hint(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::Unauthenticated => Some("check the account and its password, and where the password is read from"),
        ErrorKind::Forbidden => Some("give the account the role admin on the domain, or on the project"),
        _ => None,
    }
}
