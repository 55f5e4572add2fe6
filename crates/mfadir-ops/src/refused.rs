//! What a decision leaves: the proofs that it rests on, or what stands against it.

use std::collections::BTreeSet;

use mfadir_policy::{Evidence, Refusal, Request, Rule};

/// The proofs that an act rests on, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// The receipt that says that the caller was verified; nothing where the policy asks for none.
    pub receipt: Option<String>,
    /// How the caller was verified; nothing without a receipt.
    pub evidence: Option<Evidence>,
    /// The approvals of a second operator.
    pub approvals: Vec<String>,
    /// Who gave them, in the same order.
    pub approvers: Vec<String>,
}

/// A request that rules stand against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was asked for.
    pub request: Request,
    /// What stands against it.
    pub refusals: Vec<Refusal>,
    /// Those of the rules that this operator may lift; nobody is told how to lift another.
    pub liftable: BTreeSet<Rule>,
}

impl Refused {
    /// Whether all that is missing is a proof that can still be given.
    pub fn wants_proof(&self) -> bool {
        !self.refusals.is_empty() && self.refusals.iter().all(|refusal| refusal.rule.wants_proof())
    }
}
