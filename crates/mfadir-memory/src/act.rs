//! The circumstances of a change.

use jiff::Timestamp;
use mfadir_core::RequestId;

/// Who changes something, when, and by which request. It lands in the world's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When it happens.
    pub at: Timestamp,
    /// Who acts, as the tenant names them.
    pub actor: Option<String>,
    /// The request that causes it.
    pub request_id: Option<RequestId>,
    /// The User-Agent of that request.
    pub user_agent: Option<String>,
}

impl Act {
    /// An act of which nothing is known but its time.
    pub fn at(at: Timestamp) -> Self {
        Self { at, actor: None, request_id: None, user_agent: None }
    }
}
