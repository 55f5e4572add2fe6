//! What can happen to a request.

use std::fmt;

/// Something that goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Refused: too many requests, with the time to wait. Nothing was done.
    Throttled,
    /// Refused with this status (401, 403, 500, 502, 503) and the body that the provider sends with it. Nothing was
    /// done.
    Status(u16),
    /// Success is claimed, with an HTML page. Nothing was done.
    Page,
    /// Success is claimed, with no body at all. Nothing was done.
    Nothing,
    /// Success is claimed, with the body `null`. Nothing was done.
    Null,
    /// The true answer, cut in the middle.
    Cut,
    /// The request was carried out; the connection breaks before the answer.
    LostAnswer,
    /// The connection breaks; nothing was done.
    NoConnection,
    /// The true answer, with every row of its list twice.
    RowsTwice,
}

impl fmt::Display for Mishap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Throttled => f.write_str("too many requests"),
            Self::Status(status) => write!(f, "status {status}"),
            Self::Page => f.write_str("an HTML page"),
            Self::Nothing => f.write_str("an empty body"),
            Self::Null => f.write_str("null"),
            Self::Cut => f.write_str("half a body"),
            Self::LostAnswer => f.write_str("a lost answer"),
            Self::NoConnection => f.write_str("no connection"),
            Self::RowsTwice => f.write_str("every row twice"),
        }
    }
}

/// How often it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// To the next request.
    Once,
    /// To every request that follows.
    Always,
}
