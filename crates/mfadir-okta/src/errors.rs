//! What Okta's refusals mean (docs/providers/okta.md, "Errors"). Only the code is a promise of Okta's; texts change.

mod again;
mod hint;

use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind};
use mfadir_http::{Rate, Response, kind_of, number};

use self::{again::again, hint::hint};

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
    ("E0000068", ErrorKind::WrongProof, "the code or answer is wrong"),
    ("E0000069", ErrorKind::Locked, "the user is locked"),
    ("E0000073", ErrorKind::WrongProof, "the user said no on the device"),
    ("E0000074", ErrorKind::Invalid, "Okta's factor service does not take it"),
    ("E0000079", ErrorKind::Conflict, "the state does not allow it"),
    ("E0000082", ErrorKind::WrongProof, "the code was used already"),
    ("E0000083", ErrorKind::WrongProof, "the code is from an earlier time"),
    ("E0000098", ErrorKind::Invalid, "Okta does not take the phone number"),
    ("E0000099", ErrorKind::Invalid, "the organisation may send to numbers of the USA and Canada alone"),
    ("E0000107", ErrorKind::Conflict, "the state does not allow it"),
    ("E0000109", ErrorKind::Throttled, "an SMS was sent to the number less than 30 seconds ago"),
    ("E0000112", ErrorKind::Conflict, "the user is still being activated"),
    ("E0000113", ErrorKind::Conflict, "Okta wants another factor first"),
    ("E0000118", ErrorKind::Throttled, "a mail was sent less than 5 seconds ago"),
    ("E0000119", ErrorKind::Locked, "the account is locked"),
    ("E0000121", ErrorKind::Invalid, "Okta does not take the extension"),
    ("E0000133", ErrorKind::Throttled, "the number was called less than 30 seconds ago"),
    ("E0000137", ErrorKind::Timeout, "the service that sends for Okta did not answer in time"),
    ("E0000138", ErrorKind::Unavailable, "the service that sends for Okta failed"),
    ("E0000139", ErrorKind::Unavailable, "the service that sends for Okta is not available"),
    ("E0000140", ErrorKind::Conflict, "whoever has the number wants no messages"),
    ("E0000146", ErrorKind::Throttled, "the organisation has sent all messages that it may send for now"),
    ("E0000147", ErrorKind::Throttled, "the organisation has sent all messages that it may send for now"),
    ("E0000148", ErrorKind::Conflict, "a policy needs the authenticator"),
    ("E0000153", ErrorKind::NotFound, "the device is gone"),
    ("E0000154", ErrorKind::NotFound, "the factor is gone"),
    ("E0000155", ErrorKind::Conflict, "the factor is not active"),
    ("E0000156", ErrorKind::NotFound, "the user is gone"),
    ("E0000180", ErrorKind::Conflict, "the user or the factor is not active"),
    ("E0000186", ErrorKind::Throttled, "the organisation has sent all messages that it may send for now"),
    ("E0000191", ErrorKind::Expired, "the challenge is over"),
    ("E0000204", ErrorKind::Throttled, "the organisation has made all calls that it may make for now"),
    ("E0000205", ErrorKind::Throttled, "the organisation has made all calls that it may make for now"),
    ("E0000219", ErrorKind::Conflict, "no phishing-resistant authenticator would be left"),
    ("E0000239", ErrorKind::Conflict, "Okta is reordering its policies"),
    ("E0000247", ErrorKind::Forbidden, "the organisation may send neither SMS nor calls"),
];

/// The error that an answer other than success stands for.
pub(crate) fn error(response: &Response) -> Error {
    let body: Option<ErrorBody> = response.any_json().and_then(|json| serde_json::from_value(json).ok());
    let error = match body.and_then(|body| Some((body.code.clone()?, body))) {
        Some((code, body)) => coded(response, &code, &body),
        None => response.error_by_status(),
    };
    let error = match hint(&error, response.status()) {
        Some(hint) => error.with_hint(hint),
        None => error,
    };
    again(response, error)
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
