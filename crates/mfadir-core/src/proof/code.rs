//! Temporary codes.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::id::{FactorId, RequestId};

/// What kind of temporary code is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRequest {
    /// How long it may be used.
    pub lifetime: Duration,
    /// Whether it may be used more than once.
    pub reusable: bool,
}

/// A short-lived code that stands in for a factor. The provider shows it only once.
#[derive(Clone, Debug)]
pub struct TemporaryCode {
    /// What to revoke it by.
    pub id: FactorId,
    /// The code.
    pub code: SecretString,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Whether it may be used more than once.
    pub reusable: bool,
    /// The provider's id of the request.
    pub request_id: Option<RequestId>,
}
