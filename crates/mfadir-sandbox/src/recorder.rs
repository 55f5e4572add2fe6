//! What the listeners were asked: the proof of who sent what.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::credential::CredentialName;

/// The oldest requests are forgotten beyond so many.
const KEPT: usize = 20_000;

/// One request as it came over the wire. Never a credential, never a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenRequest {
    /// When, by the tenant's clock.
    pub at: Timestamp,
    /// The method.
    pub method: String,
    /// The path exactly as it came, percent-encoding and all, without the query.
    pub path: String,
    /// The query exactly as it came, without the question mark.
    pub query: Option<String>,
    /// The status of the answer; absent where none was given.
    pub status: Option<u16>,
    /// Which credential it carried.
    pub credential: CredentialName,
    /// The id that the answer carried.
    pub request_id: String,
    /// The User-Agent.
    pub user_agent: Option<String>,
    /// The number of the fault rule that spoiled the answer.
    pub fault: Option<u64>,
    /// What its proof of possession said, where it carried one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpop: Option<SeenProof>,
}

/// The claims of a proof of possession (RFC 9449), as they came: nobody has checked them here. Never the proof itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenProof {
    /// The id of the proof, which must not come twice.
    pub jti: Option<String>,
    /// The method that it was made for.
    pub htm: Option<String>,
    /// The address that it was made for.
    pub htu: Option<String>,
    /// The hash of the access token that it goes with.
    pub ath: Option<String>,
    /// The nonce that the server handed out.
    pub nonce: Option<String>,
}

/// Remembers the requests in the order they came.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Book>);

#[derive(Debug, Default)]
struct Book {
    forgotten: usize,
    seen: Vec<SeenRequest>,
}

impl Recorder {
    /// A recorder that goes on after these.
    pub(crate) fn after(seen: Vec<SeenRequest>) -> Self {
        Self(Mutex::new(Book { forgotten: 0, seen }))
    }

    /// Notes a request before it is answered. The number is for [`Recorder::answered`].
    pub(crate) fn begin(&self, request: SeenRequest) -> usize {
        let mut book = self.book();
        if book.seen.len() >= KEPT {
            book.seen.remove(0);
            book.forgotten += 1;
        }
        book.seen.push(request);
        book.forgotten + book.seen.len() - 1
    }

    /// Notes the answer.
    pub(crate) fn answered(&self, number: usize, status: u16) {
        let mut book = self.book();
        let index = number.checked_sub(book.forgotten);
        if let Some(request) = index.and_then(|index| book.seen.get_mut(index)) {
            request.status = Some(status);
        }
    }

    /// Everything that is remembered.
    pub(crate) fn all(&self) -> Vec<SeenRequest> {
        self.book().seen.clone()
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        let mut book = self.book();
        book.forgotten += book.seen.len();
        book.seen.clear();
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
