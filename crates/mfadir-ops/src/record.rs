//! The port to whoever keeps account of what is done.

use async_trait::async_trait;
use jiff::Timestamp;
use mfadir_core::{Applied, ErrorKind, FactorId, FactorType, Operation, RequestId, Result, TenantName, UserId};
use mfadir_policy::{Lifted, Request, Target};

use crate::{mandate::Mandate, outcome::Verdict, refused::Basis, stopped::Stopped};

/// A write that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When.
    pub at: Timestamp,
    /// Who acts, and why.
    pub mandate: Mandate,
    /// The rules that were lifted for it.
    pub lifted: Vec<Lifted>,
    /// What was decided about: its verb is the act that this write is part of. A reset may be several removals, and a
    /// challenge is followed by polls.
    pub request: Request,
    /// The proofs that it rests on.
    pub basis: Basis,
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

/// What a read-back showed after the writes of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// When.
    pub at: Timestamp,
    /// Who acted, and why.
    pub mandate: Mandate,
    /// What was decided about.
    pub request: Request,
    /// The proofs that it rests on.
    pub basis: Basis,
    /// The factors that were listed before; nothing where nobody's are, or where the act touches none.
    pub before: Option<Vec<Target>>,
    /// The factors that are listed now; nothing where they could not be read.
    pub after: Option<Vec<Target>>,
    /// The whole in one word.
    pub verdict: Verdict,
    /// What the fields do not say, as a clause.
    pub detail: Option<String>,
}

/// Keeps account of every write, before and after it is sent, and of what was true afterwards.
#[async_trait]
pub trait Recorder: std::fmt::Debug + Send + Sync {
    /// Notes what is about to be sent. Where that fails, or rules stand against it by now, it is not sent.
    async fn before(&self, record: &Record) -> Result<(), Stopped>;
    /// Notes how it ended.
    async fn after(&self, record: &Record, ended: &Ended) -> Result<()>;
    /// Notes what a read-back showed.
    async fn read_back(&self, _shown: &ReadBack) -> Result<()> {
        Ok(())
    }
}

/// Keeps no account.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRecorder;

#[async_trait]
impl Recorder for NoRecorder {
    async fn before(&self, _record: &Record) -> Result<(), Stopped> {
        Ok(())
    }

    async fn after(&self, _record: &Record, _ended: &Ended) -> Result<()> {
        Ok(())
    }
}
