//! What a status means where the body does not say better.

use http::StatusCode;
use mfadir_core::{Applied, ErrorKind};

/// The kind of error that a status stands for. 404 alone does not say that a thing is not there: a wrong address and
/// a proxy answer the same, so it is `Unexpected` until the provider's own words are found in the body.
pub fn kind_of(status: StatusCode) -> ErrorKind {
    match status.as_u16() {
        400 | 422 => ErrorKind::Invalid,
        401 => ErrorKind::Unauthenticated,
        403 => ErrorKind::Forbidden,
        408 | 504 => ErrorKind::Timeout,
        409 | 412 | 423 => ErrorKind::Conflict,
        429 => ErrorKind::Throttled,
        500..=599 => ErrorKind::Unavailable,
        _ => ErrorKind::Unexpected,
    }
}

/// Whether a write that was answered like this may have happened: only a refusal says that it did not.
pub(crate) fn applied(status: StatusCode) -> Applied {
    let refused = status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT;
    if refused { Applied::No } else { Applied::Perhaps }
}
