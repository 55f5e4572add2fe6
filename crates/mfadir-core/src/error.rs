//! What can go wrong, in words that do not depend on the provider.

use std::{error::Error as StdError, fmt, time::Duration};

use serde::Serialize;

use crate::{
    id::{RequestId, TenantName},
    operation::Operation,
};

/// A result of the contract.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The user, factor or other thing is not there, or is hidden from this credential.
    NotFound,
    /// Several things answer to the name.
    Ambiguous,
    /// The credential is missing, wrong or expired.
    Unauthenticated,
    /// The credential may not do this.
    Forbidden,
    /// The provider or the backend refuses the arguments.
    Invalid,
    /// The thing is in a state that does not allow it.
    Conflict,
    /// The provider has no such thing, or the stack does not offer it.
    Unsupported,
    /// Too many requests.
    Throttled,
    /// The code, answer or signature is wrong.
    WrongProof,
    /// The user or the factor is locked.
    Locked,
    /// The enrollment, challenge, cursor or code is too old.
    Expired,
    /// The provider or the way to it does not work at the moment.
    Unavailable,
    /// No answer in time.
    Timeout,
    /// We refuse to do it: it would be unsafe.
    Refused,
    /// The provider answered something that nobody expects.
    Unexpected,
}

/// Whether trying again helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It does not.
    Never,
    /// It may, a little later.
    Backoff,
    /// It may, after this time.
    After(Duration),
    /// It was tried often enough already.
    Exhausted,
}

/// Whether a write happened in spite of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applied {
    /// Surely not.
    No,
    /// Nobody knows: look before you repeat.
    Perhaps,
}

/// An error of the contract: what failed, on which tenant, what the provider said, and what to do next.
///
/// `Display` is one sentence and never repeats the source.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<Operation>,
    tenant: Option<TenantName>,
    retry: Retry,
    applied: Applied,
    code: Option<String>,
    request_id: Option<RequestId>,
    hint: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error whose message is a clause without a full stop: `no user has the login "ada"`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let retry = match kind {
            ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout => Retry::Backoff,
            _ => Retry::Never,
        };
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            tenant: None,
            retry,
            applied: Applied::No,
            code: None,
            request_id: None,
            hint: None,
            source: None,
        }))
    }

    /// What a method answers that its backend has not.
    pub fn unsupported(operation: Operation) -> Self {
        Self::new(ErrorKind::Unsupported, "this provider does not offer it").with_operation(operation)
    }

    /// Names the operation that failed.
    #[must_use]
    pub fn with_operation(mut self, operation: Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Names the tenant.
    #[must_use]
    pub fn with_tenant(mut self, tenant: TenantName) -> Self {
        self.0.tenant = Some(tenant);
        self
    }

    /// Says whether trying again helps.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.0.retry = retry;
        self
    }

    /// Says whether the write may have happened.
    #[must_use]
    pub fn with_applied(mut self, applied: Applied) -> Self {
        self.0.applied = applied;
        self
    }

    /// Adds the provider's own code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Adds the provider's id of the request.
    #[must_use]
    pub fn with_request_id(mut self, request_id: Option<RequestId>) -> Self {
        self.0.request_id = request_id;
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// Keeps the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The clause that says so.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The operation that failed.
    pub fn operation(&self) -> Option<Operation> {
        self.0.operation
    }

    /// The tenant.
    pub fn tenant(&self) -> Option<&TenantName> {
        self.0.tenant.as_ref()
    }

    /// Whether trying again helps.
    pub fn retry(&self) -> Retry {
        self.0.retry
    }

    /// Whether the write may have happened.
    pub fn applied(&self) -> Applied {
        self.0.applied
    }

    /// The provider's own code.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The provider's id of the request.
    pub fn request_id(&self) -> Option<&RequestId> {
        self.0.request_id.as_ref()
    }

    /// What to do next.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        match (inner.operation, &inner.tenant) {
            (Some(operation), Some(tenant)) => write!(f, "could not {} on {tenant}: ", operation.phrase())?,
            (Some(operation), None) => write!(f, "could not {}: ", operation.phrase())?,
            (None, Some(tenant)) => write!(f, "{tenant}: ")?,
            (None, None) => {}
        }
        f.write_str(&inner.message)?;
        match (&inner.code, &inner.request_id) {
            (Some(code), Some(id)) => write!(f, " [{code}, request {id}]"),
            (Some(code), None) => write!(f, " [{code}]"),
            (None, Some(id)) => write!(f, " [request {id}]"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("operation", &self.0.operation)
            .field("tenant", &self.0.tenant)
            .field("retry", &self.0.retry)
            .field("applied", &self.0.applied)
            .field("code", &self.0.code)
            .field("request_id", &self.0.request_id)
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, ErrorKind};
    use crate::{id::TenantName, operation::Operation};

    #[test]
    fn a_sentence_names_act_tenant_code_and_request() {
        let error = Error::new(ErrorKind::NotFound, "no such factor")
            .with_operation(Operation::Remove)
            .with_tenant(TenantName::from("acme"))
            .with_code("E7")
            .with_request_id(Some("r1".into()));
        assert_eq!(error.to_string(), "could not remove the factor on acme: no such factor [E7, request r1]");
    }

    #[test]
    fn the_source_is_not_repeated() {
        let error = Error::new(ErrorKind::Unavailable, "no connection").with_source("os error 111");
        assert_eq!(error.to_string(), "no connection");
    }
}
