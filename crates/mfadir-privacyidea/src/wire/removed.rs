//! What became of tokens that were to be deleted (docs/providers/privacyidea.md, "Removal").

use mfadir_core::{Applied, Done, Error, ErrorKind, Result};
use mfadir_http::lenient;
use serde::Deserialize;
use serde_json::Value;

use super::answer::Answer;

/// How many are gone, and which are not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Removed {
    /// So many, and none was left.
    All(u64),
    /// So many, and these were left.
    Some(u64, Counts),
}

/// The answer about several tokens.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Counts {
    count_success: u64,
    #[serde(default, deserialize_with = "lenient")]
    failed: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lenient")]
    unauthorized: Option<Vec<String>>,
}

const DUE: &str = "how many tokens were deleted";

impl Removed {
    /// Reads the value: a number for one token, counts for several.
    pub(crate) fn of(answer: &Answer) -> Result<Self> {
        match &answer.value {
            Value::Number(number) => Ok(Self::All(number.as_u64().ok_or_else(|| answer.unexpected(DUE))?)),
            Value::Bool(gone) => Ok(Self::All(u64::from(*gone))),
            _ => Ok(Self::counted(answer.read(DUE)?)),
        }
    }

    fn counted(counts: Counts) -> Self {
        let were_left = counts.left().next().is_some();
        if were_left { Self::Some(counts.count_success, counts) } else { Self::All(counts.count_success) }
    }

    /// Success only where nothing was left: the server answers 200 either way.
    pub(crate) fn done(self, answer: &Answer) -> Result<Done> {
        let (gone, counts) = match self {
            Self::All(0) => return Err(answer.unexpected(DUE)),
            Self::All(_) => return Ok(Done { request_id: answer.request_id() }),
            Self::Some(gone, counts) => (gone, counts),
        };
        let applied = if gone > 0 { Applied::Perhaps } else { Applied::No };
        Err(counts.error(gone).with_applied(applied).with_request_id(answer.request_id()))
    }
}

impl Counts {
    fn left(&self) -> impl Iterator<Item = &str> {
        self.failed.iter().chain(&self.unauthorized).flatten().map(String::as_str)
    }

    fn error(&self, gone: u64) -> Error {
        let serials = self.left().collect::<Vec<_>>().join(", ");
        let message = format!("{gone} tokens were deleted and not {serials}");
        match self.unauthorized.as_deref().unwrap_or_default() {
            [] => Error::new(ErrorKind::Conflict, message).with_hint("look into the server's log, and try again"),
            _ => Error::new(ErrorKind::Forbidden, message)
                .with_hint("a policy keeps the administrator from deleting some of the user's tokens"),
        }
    }
}
