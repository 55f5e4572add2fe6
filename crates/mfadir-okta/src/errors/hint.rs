//! What to do about a refusal that means the same whatever was asked for. Which right was missing depends on that: see
//! `rights`.

use http::StatusCode;
use mfadir_core::{Error, ErrorKind};

/// What to do next, where something can be done.
pub(super) fn hint(error: &Error, status: StatusCode) -> Option<&'static str> {
    match (error.kind(), status) {
        (ErrorKind::WrongProof, _) => about_proof(error.code()?),
        (ErrorKind::Unauthenticated, _) => Some(
            "check the token and where it is read from; Okta's tokens die after 30 days without use and when the \
             account that made them is deactivated",
        ),
        (ErrorKind::Unexpected, StatusCode::NOT_FOUND) => {
            Some("check that `url` is the organisation's own address, without -admin, and that no proxy answers")
        }
        _ => None,
    }
}

/// By what Okta finds wrong with the proof.
fn about_proof(code: &str) -> Option<&'static str> {
    match code {
        "E0000068" => Some("type the newest code; a few wrong ones lock the user"),
        "E0000073" => Some("ask the user why before you challenge again: somebody else may be trying"),
        "E0000082" => Some("wait for the next code"),
        "E0000083" => Some("type the newest code, or have one sent again; if it fails, the clock of the device is off"),
        _ => None,
    }
}
