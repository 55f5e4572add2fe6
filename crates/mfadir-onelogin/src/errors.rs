//! What OneLogin's refusals mean (docs/providers/onelogin.md, "Errors"): the status alone does not tell.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use mfadir_core::{Applied, Error, ErrorKind, Retry};
use mfadir_http::{Rate, Response, kind_of, number};

use crate::wire::Said;

/// Status, the whole of what is said in lower case, and what it means.
const LITERALS: &[(u16, &str, ErrorKind, &str)] = &[
    (400, "authorization information is incorrect", ErrorKind::Unauthenticated, "OneLogin cannot read the credential"),
    (400, "factor could not be found", ErrorKind::NotFound, "the user has no such factor"),
    (400, "user does not exist", ErrorKind::NotFound, "there is no such user"),
    (400, "input json is not valid", ErrorKind::Invalid, "OneLogin cannot read the request"),
    (400, "otp token blank", ErrorKind::WrongProof, "no code was given"),
    (401, "insufficient permission", ErrorKind::Forbidden, "the API credential's scope is too small"),
    (401, "failed authentication with this factor", ErrorKind::WrongProof, "the code is wrong"),
    (404, "no route exists", ErrorKind::Unexpected, "OneLogin does not know the path"),
    (422, "user cannot be unlocked", ErrorKind::Conflict, "the account is not locked"),
];

/// How OneLogin says that a token is unknown, revoked or over.
const TOKEN_IS_BAD: &[&str] = &[
    "authentication failure",
    "unauthorized",
    "unauthorized error",
    "please provide valid credentials",
    "this request requires authentication",
];

const SCOPES: &str = "reading takes an API credential with the scope Read Users; changing takes Manage users, and with \
                      `api = \"v2\"` factors take Manage All";

/// The error that an answer other than success stands for.
pub(crate) fn error(response: &Response) -> Error {
    let said = response.any_json().map(|json| Said::in_body(&json)).unwrap_or_default();
    let error = explained(response, response.status(), &said);
    match hint(error.kind(), response.status()) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

/// The error for a success that says in its body that it is none: it was refused, so nothing was done.
pub(crate) fn error_within(response: &Response, code: u16, said: &Said) -> Error {
    explained(response, StatusCode::from_u16(code).unwrap_or_default(), said).with_applied(Applied::No)
}

/// The error of the token endpoint, where every refusal is about the pair.
pub(crate) fn token_error(response: &Response) -> Error {
    let status = response.status();
    let error = error(response);
    match status.as_u16() {
        400 | 401 => error.with_hint("check client_id, client_secret and where it is read from, and the host in `url`"),
        500 => error.with_hint(
            "OneLogin is down, or the person who made the API credential was deleted: then a new one is needed",
        ),
        _ => error,
    }
}

/// Whether it is the token that was refused: not the scope and not a code, which are 401 as well. A 401 that says
/// nothing we know counts too, since a new token harms nobody.
pub(crate) fn refuses_token(response: &Response) -> bool {
    response.status() == StatusCode::UNAUTHORIZED && error(response).kind() == ErrorKind::Unauthenticated
}

/// The same, where the words say so: a proof must not be handed in twice because of a 401 that may be about the proof.
pub(crate) fn surely_refuses_token(response: &Response) -> bool {
    let said = response.any_json().map(|json| Said::in_body(&json)).unwrap_or_default();
    let literal = said.text.unwrap_or_default().to_lowercase();
    refuses_token(response) && (literal.is_empty() || TOKEN_IS_BAD.contains(&literal.as_str()))
}

fn explained(response: &Response, status: StatusCode, said: &Said) -> Error {
    // Compared before anything is masked: a code of one letter would take that letter out of every word.
    let literal = said.text.as_deref().unwrap_or_default().to_lowercase();
    let known = LITERALS.iter().find(|(known, words, _, _)| *known == status.as_u16() && *words == literal);
    let (kind, clause) = match known {
        Some((_, _, kind, clause)) => (*kind, *clause),
        None => unknown(status, &literal, said),
    };
    let error = match &said.text {
        Some(text) => response.error(kind, format!("{clause} (OneLogin says: {})", response.said(text))),
        None => response.error_by_status(),
    };
    let error = match &said.name {
        Some(name) => error.with_code(response.said(name)),
        None => error,
    };
    if error.kind() == ErrorKind::Throttled { error.with_retry(retry(response)) } else { error }
}

/// What is meant where the words are not in the table.
fn unknown(status: StatusCode, literal: &str, said: &Said) -> (ErrorKind, &'static str) {
    let is_about_rates = literal.contains("rate limit") || literal.contains("too many requests");
    match status.as_u16() {
        400 if literal.contains("expired") => (ErrorKind::Expired, "it came too late"),
        401 => (ErrorKind::Unauthenticated, "OneLogin does not accept the credential"),
        403 | 429 if is_about_rates => (ErrorKind::Throttled, "too many requests"),
        404 if literal.starts_with("user for id") => (ErrorKind::NotFound, "there is no such user"),
        404 if said.names("NotFound") || said.names("NotFoundError") => (ErrorKind::NotFound, "it is not there"),
        _ => (kind_of(status), "OneLogin refuses it"),
    }
}

fn hint(kind: ErrorKind, status: StatusCode) -> Option<&'static str> {
    match kind {
        ErrorKind::Unauthenticated => Some("check the API credential: it may have been deleted or disabled"),
        ErrorKind::Forbidden => Some(SCOPES),
        ErrorKind::Unexpected if status == StatusCode::NOT_FOUND => {
            Some("check that `url` is the account's own address, and that no proxy answers in its place")
        }
        _ => None,
    }
}

/// How OneLogin writes its rates: the reset is in seconds from now, not a time (docs/providers/onelogin.md, "Rate
/// limits").
pub(crate) fn rate(headers: &HeaderMap, _now: Timestamp) -> Option<Rate> {
    Some(Rate {
        limit: number(headers, "x-ratelimit-limit")?,
        remaining: number(headers, "x-ratelimit-remaining")?,
        resets_in: Duration::from_secs(number(headers, "x-ratelimit-reset")?),
    })
}

fn retry(response: &Response) -> Retry {
    let headers = response.headers();
    let seconds = number(headers, "retry-after").or_else(|| number(headers, "x-ratelimit-reset"));
    seconds.map_or(Retry::Backoff, |seconds| Retry::After(Duration::from_secs(seconds.max(1))))
}
