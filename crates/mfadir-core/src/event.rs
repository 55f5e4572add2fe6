//! The provider's own record of what happened.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    factor::FactorType,
    id::{FactorId, RequestId, UserId},
    operation::Operation,
    word::open_words,
};

/// Which events are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// Not before this time.
    pub since: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Only those about this user.
    pub user: Option<UserId>,
}

open_words! {
    /// How the act ended.
    Outcome {
        /// It was done.
        Success = "success",
        /// It was not done.
        Failure = "failure",
    }
}

/// One entry of the provider's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The provider's id of the entry; the same entry may be delivered twice.
    pub id: String,
    /// When it happened.
    pub at: Timestamp,
    /// What happened, in the provider's word.
    pub what: String,
    /// Which of our operations it records, where it can be told.
    pub operation: Option<Operation>,
    /// Who acted, as the provider names them.
    pub actor: Option<String>,
    /// Whom it was about.
    pub user: Option<UserId>,
    /// Which factor, where the entry says.
    pub factor: Option<FactorId>,
    /// What kind of factor, where the entry says.
    pub factor_type: Option<FactorType>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The request that caused it.
    pub request_id: Option<RequestId>,
    /// The User-Agent of that request: our ticket is in it.
    pub user_agent: Option<String>,
}
