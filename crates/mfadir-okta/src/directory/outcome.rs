//! What `factorResult` means (docs/providers/okta.md, "Verification").

use mfadir_core::{Error, ErrorKind};
use mfadir_http::Response;

/// How a proof, a challenge or an activation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The factor was asked, or waits for its device.
    Waiting,
    Accepted,
    /// The user said no.
    Denied,
    /// It was taken back.
    TakenBack,
    Late,
    Wrong,
    /// Right, but used before.
    Used,
    /// Right some time ago.
    Stale,
    /// Okta's own service failed.
    Broken,
}

const RESULTS: &[(&str, Standing)] = &[
    ("CHALLENGE", Standing::Waiting),
    ("WAITING", Standing::Waiting),
    ("SUCCESS", Standing::Accepted),
    ("REJECTED", Standing::Denied),
    ("CANCELLED", Standing::TakenBack),
    ("TIMEOUT", Standing::Late),
    ("EXPIRED", Standing::Late),
    ("FAILED", Standing::Wrong),
    ("PASSCODE_REPLAYED", Standing::Used),
    ("TIME_WINDOW_EXCEEDED", Standing::Stale),
    ("ERROR", Standing::Broken),
];

/// How it stands; nothing for a word that nobody knows.
pub(super) fn standing(result: &str) -> Option<Standing> {
    RESULTS.iter().find(|(word, _)| *word == result).map(|(_, standing)| *standing)
}

/// The error that a proof ended in. Nothing was accepted, whatever the reason.
pub(super) fn not_accepted(response: &Response, standing: Standing) -> Error {
    let (kind, message) = match standing {
        Standing::Waiting => (ErrorKind::Conflict, "the factor was asked instead: it takes no proof of this form"),
        Standing::Denied => (ErrorKind::WrongProof, "the user said no"),
        Standing::Wrong | Standing::Accepted => (ErrorKind::WrongProof, "the code or answer is wrong"),
        Standing::Used => (ErrorKind::WrongProof, "the code was used already"),
        Standing::Stale => (ErrorKind::WrongProof, "the code is from an earlier time"),
        Standing::Late | Standing::TakenBack => (ErrorKind::Expired, "the challenge is over: ask the factor again"),
        Standing::Broken => (ErrorKind::Unavailable, "Okta's factor service failed"),
    };
    let error = response.error(kind, message);
    match standing {
        Standing::Used => error.with_hint("wait for the next code"),
        Standing::Stale => error.with_hint("type the newest code; if it fails again, the clock of the device is off"),
        _ => error,
    }
}

/// The error for a word that nobody knows.
pub(super) fn unknown(response: &Response, result: &str) -> Error {
    let result = response.said(result);
    response.unexpected(&format!("the result {result:?}"), "a result that is known")
}
