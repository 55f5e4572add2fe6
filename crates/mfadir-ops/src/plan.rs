//! What would be done, as a value.

mod check;
mod draft;
mod note;
mod order;
mod remove;
mod reset;
mod steps;
mod unlock;

use std::collections::BTreeSet;

use jiff::Timestamp;
use mfadir_core::{Factor, FactorId, Left, ProviderName, RemoveOptions, Returning, TenantName, User};
use mfadir_policy::{Lifted, Refusal, Request, Rule, Verb};
use serde::Serialize;

pub use note::Note;
pub use remove::{RemoveRequest, plan_remove};
pub use reset::plan_reset;
pub use unlock::{UnlockPlan, plan_unlock};

use crate::{
    error::{Error, Result},
    facts::Listing,
    mandate::Mandate,
    refused::{Basis, Refused},
};

/// What a plan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Some factors go.
    Removal,
    /// All factors go.
    Reset,
}

impl Act {
    /// The verb, as rules and records name it.
    pub fn verb(self) -> Verb {
        match self {
            Self::Removal => Verb::Remove,
            Self::Reset => Verb::Reset,
        }
    }
}

/// One act of a plan: one request that changes something.
#[derive(Clone, Debug)]
pub enum Step {
    /// One factor is removed.
    Remove {
        /// The factor that the request names.
        factor: Box<Factor>,
        /// Those that go because it goes. A factor stands in one step only.
        implied: Vec<Factor>,
    },
    /// All are removed in the provider's own single act.
    Reset {
        /// All that were listed; none where the provider lists nobody's.
        factors: Vec<Factor>,
    },
}

impl Step {
    /// The factors that it takes.
    pub fn takes(&self) -> Vec<&Factor> {
        match self {
            Self::Remove { factor, implied } => std::iter::once(&**factor).chain(implied).collect(),
            Self::Reset { factors } => factors.iter().collect(),
        }
    }
}

/// What would be done to one person's factors. A pure value: it is made from [`Facts`](crate::Facts) alone.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it is for.
    pub act: Act,
    /// Where.
    pub tenant: TenantName,
    /// The provider there.
    pub provider: ProviderName,
    /// Whose factors.
    pub user: User,
    /// Who acts, and why.
    pub mandate: Mandate,
    /// When the facts were read.
    pub made_at: Timestamp,
    /// How far the factors were shown. Where none are listed, only a reset can be planned, and nobody can tell which
    /// factors it would take.
    pub listing: Listing,
    /// The factors as they were listed, and behind them the devices where one of them is to go.
    pub before: Vec<Factor>,
    /// Whether devices are among them, so that they are read back too.
    pub with_devices: bool,
    /// What is done, in order.
    pub steps: Vec<Step>,
    /// How a factor is removed.
    pub options: RemoveOptions,
    /// The factors that the operator asked to keep.
    pub kept: Vec<FactorId>,
    /// Whether a usable factor is left.
    pub left: Left,
    /// The kinds that the provider does not show: they bear on what is left.
    pub unseen: Vec<mfadir_core::Kind>,
    /// The factors among those that go which the provider brings back by itself.
    pub returning: Vec<Returning>,
    /// What was decided about.
    pub request: Request,
    /// The proofs that it rests on.
    pub basis: Basis,
    /// The rules that stand against it.
    pub refusals: Vec<Refusal>,
    /// Those of them that this operator may lift.
    pub liftable: BTreeSet<Rule>,
    /// The rules that were lifted.
    pub lifted: Vec<Lifted>,
    /// What the operator should know.
    pub notes: Vec<Note>,
}

impl Plan {
    /// The factors that go, in the order of the steps.
    pub fn going(&self) -> Vec<&Factor> {
        self.steps.iter().flat_map(Step::takes).collect()
    }

    /// The factors that stay, in the provider's order.
    pub fn staying(&self) -> Vec<&Factor> {
        let going: BTreeSet<&FactorId> = self.going().into_iter().map(|factor| &factor.id).collect();
        self.before.iter().filter(|factor| !going.contains(&factor.id)).collect()
    }

    /// Whether it takes factors that nobody can name.
    pub fn takes_unlisted(&self) -> bool {
        self.listing == Listing::NotOffered && !self.is_empty()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Lets the plan pass where no rule stands against it.
    pub fn admit(self) -> Result<Admitted> {
        if self.refusals.is_empty() {
            return Ok(Admitted(self));
        }
        let Self { request, refusals, liftable, .. } = self;
        Err(Error::Refused(Box::new(Refused { request, refusals, liftable })))
    }
}

/// A plan that no rule stands against: the only thing that can be applied.
#[derive(Clone, Debug)]
pub struct Admitted(Plan);

impl Admitted {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.0
    }

    pub(crate) fn into_plan(self) -> Plan {
        self.0
    }
}

#[cfg(test)]
mod tests;
