//! When to try again (docs/providers/okta.md, "Rate limits").

use std::time::Duration;

use jiff::fmt::rfc2822;
use mfadir_core::{Error, ErrorKind, Retry};
use mfadir_http::{Rate, Response, number};

use super::rate;

/// How long Okta refuses to send again, whatever the headers say.
const SENT_JUST_NOW: &[(&str, Duration)] = &[
    ("E0000109", Duration::from_secs(30)),
    ("E0000118", Duration::from_secs(5)),
    ("E0000133", Duration::from_secs(30)),
];

/// The allowance of a day or a month: waiting for it is nobody's business.
const USED_UP: &[&str] = &["E0000146", "E0000147", "E0000186", "E0000204", "E0000205"];

/// The error with the time that it asks to wait, where it passes by itself.
pub(super) fn again(response: &Response, error: Error) -> Error {
    match error.kind() {
        ErrorKind::Throttled => throttled(response, error),
        ErrorKind::Unavailable => match asked_for(response) {
            Some(pause) => error.with_retry(Retry::After(pause)),
            None => error,
        },
        _ => error,
    }
}

fn throttled(response: &Response, error: Error) -> Error {
    let code = error.code().unwrap_or_default();
    if let Some((_, wait)) = SENT_JUST_NOW.iter().find(|(known, _)| *known == code) {
        let seconds = wait.as_secs();
        return error.with_retry(Retry::After(*wait)).with_hint(format!("it is possible again in {seconds} s"));
    }
    if USED_UP.contains(&code) {
        return error.with_retry(Retry::Never).with_hint("choose another factor, or have Okta raise the allowance");
    }
    error.with_retry(asked_for(response).map_or_else(|| by_rate(response), Retry::After))
}

/// What `Retry-After` says, as seconds or as a time of the server's clock. Okta sends none with its own refusals;
/// whoever stands before it may, and then knows better than the rate headers.
fn asked_for(response: &Response) -> Option<Duration> {
    let name = "retry-after";
    if let Some(seconds) = number(response.headers(), name) {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(response.headers().get(name)?.to_str().ok()?).ok()?.timestamp();
    Some(until.duration_since(response.server_time()?).try_into().unwrap_or_default())
}

/// A limit of 0 means that too many requests ran at once: its reset is a guess that would make everybody wait for a
/// minute in vain.
fn by_rate(response: &Response) -> Retry {
    let rate = response.server_time().and_then(|now| rate(response.headers(), now));
    match rate {
        Some(Rate { limit: 0, .. }) | None => Retry::Backoff,
        Some(Rate { resets_in, .. }) => Retry::After(resets_in + Duration::from_secs(1)),
    }
}
