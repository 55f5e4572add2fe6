//! The port to whoever keeps account of what is done.

use async_trait::async_trait;
use jiff::Timestamp;
use mfadir_core::{Applied, ErrorKind, FactorId, FactorType, Operation, RequestId, Result, TenantName, UserId};

use crate::{guard::Lifted, mandate::Mandate};

/// A write that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When.
    pub at: Timestamp,
    /// Who acts, and why.
    pub mandate: Mandate,
    /// The rules that were lifted for it.
    pub lifted: Vec<Lifted>,
    /// Where.
    pub tenant: TenantName,
    /// On whom.
    pub user: UserId,
    /// What they sign in with.
    pub login: String,
    /// What is done.
    pub operation: Operation,
    /// The factors that it takes or speaks of, the one that the request names first.
    pub factors: Vec<(FactorId, FactorType)>,
    /// What it makes, which has no id yet.
    pub makes: Option<FactorType>,
}

/// How a write ended, as far as its answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// The provider's id of the request.
    pub request_id: Option<RequestId>,
    /// The id of what it made.
    pub made: Option<FactorId>,
    /// What went wrong, and whether it may have happened all the same.
    pub failure: Option<(ErrorKind, Applied)>,
}

/// Keeps account of every write, before and after it is sent.
#[async_trait]
pub trait Recorder: std::fmt::Debug + Send + Sync {
    /// Notes what is about to be sent. Where that fails, it is not sent.
    async fn before(&self, record: &Record) -> Result<()>;
    /// Notes how it ended.
    async fn after(&self, record: &Record, ended: &Ended) -> Result<()>;
}

/// Keeps no account.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRecorder;

#[async_trait]
impl Recorder for NoRecorder {
    async fn before(&self, _record: &Record) -> Result<()> {
        Ok(())
    }

    async fn after(&self, _record: &Record, _ended: &Ended) -> Result<()> {
        Ok(())
    }
}
