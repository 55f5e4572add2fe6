//! What Okta's refusals mean (docs/providers/okta.md, "Errors"). Only the code is a promise of Okta's; texts change.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, Retry};
use mfadir_http::{Rate, Response, kind_of, number};

use crate::wire::ErrorBody;

const CODES: &[(&str, ErrorKind, &str)] = &[
    ("E0000001", ErrorKind::Invalid, "Okta does not take the values"),
    ("E0000003", ErrorKind::Invalid, "Okta cannot read the request"),
    ("E0000004", ErrorKind::Unauthenticated, "Okta does not accept the API token"),
    ("E0000005", ErrorKind::Unauthenticated, "Okta does not accept the API token"),
    ("E0000006", ErrorKind::Forbidden, "the API token may not do this to this user"),
    ("E0000007", ErrorKind::NotFound, "Okta has no such user, factor or group, or hides it"),
    ("E0000008", ErrorKind::Unexpected, "Okta does not know the path"),
    ("E0000009", ErrorKind::Unavailable, "Okta failed inside"),
    ("E0000010", ErrorKind::Unavailable, "Okta is read-only at the moment"),
    ("E0000011", ErrorKind::Unauthenticated, "Okta does not accept the API token"),
    ("E0000014", ErrorKind::Forbidden, "Okta does not let the credential be changed"),
    ("E0000015", ErrorKind::Forbidden, "the organisation does not have this feature"),
    ("E0000016", ErrorKind::Conflict, "the user is active already"),
    ("E0000022", ErrorKind::Unexpected, "Okta does not know the method on this path"),
    ("E0000029", ErrorKind::Invalid, "Okta does not take the page"),
    ("E0000031", ErrorKind::Invalid, "Okta does not take the search"),
    ("E0000032", ErrorKind::Conflict, "the account is not locked, or cannot be unlocked"),
    ("E0000038", ErrorKind::Conflict, "the user's status does not allow it"),
    ("E0000047", ErrorKind::Throttled, "too many requests"),
    ("E0000053", ErrorKind::Invalid, "Okta does not take the filter"),
    ("E0000067", ErrorKind::Unavailable, "Okta's factor service did not answer in time"),
    ("E0000069", ErrorKind::Locked, "the user is locked"),
    ("E0000079", ErrorKind::Conflict, "the state does not allow it"),
    ("E0000107", ErrorKind::Conflict, "the state does not allow it"),
    ("E0000112", ErrorKind::Conflict, "the user is still being activated"),
    ("E0000119", ErrorKind::Locked, "the account is locked"),
    ("E0000148", ErrorKind::Conflict, "a policy needs the authenticator"),
    ("E0000153", ErrorKind::NotFound, "the device is gone"),
    ("E0000154", ErrorKind::NotFound, "the factor is gone"),
    ("E0000155", ErrorKind::Conflict, "the factor is not active"),
    ("E0000156", ErrorKind::NotFound, "the user is gone"),
    ("E0000180", ErrorKind::Conflict, "the user or the factor is not active"),
    ("E0000219", ErrorKind::Conflict, "no phishing-resistant authenticator would be left"),
    ("E0000239", ErrorKind::Conflict, "Okta is reordering its policies"),
];

/// What to do about an error of the kind.
fn hint(kind: ErrorKind, status: StatusCode) -> Option<&'static str> {
    match (kind, status) {
        (ErrorKind::Unauthenticated, _) => Some(
            "check the token and where it is read from; Okta's tokens die after 30 days without use and when the \
             account that made them is deactivated",
        ),
        (ErrorKind::Forbidden, _) => Some(
            "reading takes a role that sees the user; removing, resetting and unlocking take Help Desk Administrator \
             for the user's group, or a custom role with okta.users.credentials.resetFactors; nobody but a Super \
             Administrator may act on administrators; a token may also be bound to a network zone",
        ),
        (ErrorKind::Unexpected, StatusCode::NOT_FOUND) => {
            Some("check that `url` is the organisation's own address, without -admin, and that no proxy answers")
        }
        _ => None,
    }
}

/// The error that an answer other than success stands for.
pub(crate) fn error(response: &Response) -> Error {
    let body: Option<ErrorBody> = response.any_json().and_then(|json| serde_json::from_value(json).ok());
    let error = match body.and_then(|body| Some((body.code.clone()?, body))) {
        Some((code, body)) => coded(response, &code, &body),
        None => response.error_by_status(),
    };
    let error = match hint(error.kind(), response.status()) {
        Some(hint) => error.with_hint(hint),
        None => error,
    };
    if error.kind() == ErrorKind::Throttled { error.with_retry(retry(response)) } else { error }
}

fn coded(response: &Response, code: &str, body: &ErrorBody) -> Error {
    let code = response.said(code);
    let said = body.said().map(|said| response.said(&said));
    let (kind, clause) = match CODES.iter().find(|(known, _, _)| *known == code) {
        Some((_, kind, clause)) => (*kind, *clause),
        None => (kind_of(response.status()), "Okta refuses it"),
    };
    let message = match said {
        Some(said) => format!("{clause} (Okta says: {said})"),
        None => clause.to_owned(),
    };
    response.error(kind, message).with_code(code)
}

/// How Okta writes its rates: the window's end is a time of its own clock (docs/providers/okta.md, "Rate limits").
pub(crate) fn rate(headers: &HeaderMap, now: Timestamp) -> Option<Rate> {
    let reset = number(headers, "x-rate-limit-reset")?;
    let now = u64::try_from(now.as_second()).unwrap_or_default();
    Some(Rate {
        limit: number(headers, "x-rate-limit-limit")?,
        remaining: number(headers, "x-rate-limit-remaining")?,
        resets_in: Duration::from_secs(reset.saturating_sub(now)),
    })
}

/// When to try again. A limit of 0 means that too many requests ran at once: its reset is a guess that would make
/// everybody wait for a minute in vain.
fn retry(response: &Response) -> Retry {
    let rate = response.server_time().and_then(|now| rate(response.headers(), now));
    match rate {
        Some(Rate { limit: 0, .. }) => Retry::Backoff,
        Some(Rate { resets_in, .. }) => Retry::After(resets_in + Duration::from_secs(1)),
        None => match number(response.headers(), "retry-after") {
            Some(seconds) => Retry::After(Duration::from_secs(seconds)),
            None => Retry::Backoff,
        },
    }
}
