//! Options and results of writes that answer with nothing but success.

use crate::id::RequestId;

/// A write that was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The provider's id of the request, for audit and for its support.
    pub request_id: Option<RequestId>,
}

/// How a factor is removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoveOptions {
    /// Whether a phone number also stops being a way to recover the account, where the provider ties the two.
    pub remove_recovery: bool,
}

/// How all factors are removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResetOptions {}

/// How sessions are ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionOptions {
    /// Whether tokens that applications hold for the user are revoked as well, where the provider can.
    pub revoke_tokens: bool,
}
