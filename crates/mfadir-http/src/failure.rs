//! Requests without an answer.

use std::{error::Error as StdError, io, iter};

use mfadir_core::{Applied, Error, ErrorKind};

use crate::{origin::Origin, request::Asked};

/// The error for a request that could not be sent, or whose answer did not come.
pub(crate) fn unanswered(asked: &Asked, origin: &Origin, source: reqwest::Error) -> Error {
    if source.is_connect() {
        return unreachable(origin, source);
    }
    if source.is_builder() {
        return Error::new(ErrorKind::Invalid, format!("{asked} cannot be sent")).with_source(source.without_url());
    }
    let (kind, message) = if source.is_timeout() {
        (ErrorKind::Timeout, format!("{origin} did not answer {asked} in time"))
    } else {
        (ErrorKind::Unavailable, format!("the connection to {origin} broke before {asked} was answered"))
    };
    perhaps_applied(asked, kind, message).with_source(source.without_url())
}

/// The error for an answer whose body did not come whole.
pub(crate) fn broken_off(asked: &Asked, source: reqwest::Error) -> Error {
    let (kind, message) = if source.is_timeout() {
        (ErrorKind::Timeout, format!("the answer to {asked} did not come whole in time"))
    } else if causes(&source).any(is_bad_data) {
        (ErrorKind::Unexpected, format!("the answer to {asked} cannot be decompressed"))
    } else {
        (ErrorKind::Unavailable, format!("the connection broke in the middle of the answer to {asked}"))
    };
    perhaps_applied(asked, kind, message).with_source(source.without_url())
}

/// The error for an answer that is longer than any that a provider sends.
pub(crate) fn too_long(asked: &Asked, longest: usize) -> Error {
    let megabytes = longest / (1024 * 1024);
    perhaps_applied(asked, ErrorKind::Unexpected, format!("the answer to {asked} is longer than {megabytes} MiB"))
        .with_hint("check that `url` is the provider's own address")
}

/// Only a write can have happened.
fn perhaps_applied(asked: &Asked, kind: ErrorKind, message: String) -> Error {
    let applied = if asked.changes { Applied::Perhaps } else { Applied::No };
    Error::new(kind, message).with_applied(applied)
}

/// Nothing was sent, so nothing was applied.
fn unreachable(origin: &Origin, source: reqwest::Error) -> Error {
    let (why, hint) = match obstacle(&source) {
        Obstacle::Time => ("it did not take the connection in time", "check the network and `url`"),
        Obstacle::Nobody => ("nothing listens there", "check `url`, and that the server runs"),
        Obstacle::Name => ("its name is not known", "check `url` for a typo, and the network's name service"),
        Obstacle::Trust => ("its certificate is not trusted", "check `url`, and whether a proxy breaks the encryption"),
        Obstacle::Other => ("no connection", "check the network and `url`"),
    };
    Error::new(ErrorKind::Unavailable, format!("cannot reach {origin}: {why}"))
        .with_hint(hint)
        .with_source(source.without_url())
}

enum Obstacle {
    Time,
    Nobody,
    Name,
    Trust,
    Other,
}

/// Neither the resolver's nor the TLS library's error types are public through reqwest, so these two are told by
/// their words; a word that changes costs a less telling sentence and nothing else.
fn obstacle(error: &reqwest::Error) -> Obstacle {
    if error.is_timeout() {
        return Obstacle::Time;
    }
    causes(error).find_map(known_obstacle).unwrap_or(Obstacle::Other)
}

fn known_obstacle(cause: &(dyn StdError + 'static)) -> Option<Obstacle> {
    let words = cause.to_string();
    if io_kind(cause) == Some(io::ErrorKind::ConnectionRefused) {
        Some(Obstacle::Nobody)
    } else if words.contains("lookup") || words.starts_with("dns error") {
        Some(Obstacle::Name)
    } else if words.contains("certificate") {
        Some(Obstacle::Trust)
    } else {
        None
    }
}

fn is_bad_data(cause: &(dyn StdError + 'static)) -> bool {
    matches!(io_kind(cause), Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput))
}

fn io_kind(cause: &(dyn StdError + 'static)) -> Option<io::ErrorKind> {
    cause.downcast_ref::<io::Error>().map(io::Error::kind)
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    iter::successors(error.source(), |cause| (*cause).source())
}
