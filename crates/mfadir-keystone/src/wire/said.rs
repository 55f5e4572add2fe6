//! What stands around rows, and what stands in their place.

use serde::Deserialize;

use super::{CredentialRow, UserRow};

/// A page of people: `{"users": […], "links": {"next": …}}`.
#[derive(Debug, Deserialize)]
pub(crate) struct Users {
    pub(crate) users: Vec<UserRow>,
    #[serde(default)]
    pub(crate) links: Links,
}

/// Where a list goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Links {
    /// The address of the next page; null on the last one.
    pub(crate) next: Option<String>,
}

/// `{"user": {…}}`.
#[derive(Debug, Deserialize)]
pub(crate) struct OneUser {
    pub(crate) user: UserRow,
}

/// A user's credentials: `{"credentials": […]}`.
#[derive(Debug, Deserialize)]
pub(crate) struct Credentials {
    pub(crate) credentials: Vec<CredentialRow>,
    /// Whether the server cut the list.
    #[serde(default)]
    pub(crate) truncated: bool,
}

/// `{"credential": {…}}`.
#[derive(Debug, Deserialize)]
pub(crate) struct OneCredential {
    pub(crate) credential: CredentialRow,
}

/// A refusal: `{"error": {"code": 404, "message": "…", "title": "Not Found"}}`.
#[derive(Debug, Deserialize)]
pub(crate) struct ErrorBody {
    error: Said,
}

#[derive(Debug, Deserialize)]
struct Said {
    code: u16,
    #[serde(default)]
    message: String,
}

impl ErrorBody {
    pub(crate) fn code(&self) -> u16 {
        self.error.code
    }

    pub(crate) fn message(&self) -> &str {
        &self.error.message
    }
}
