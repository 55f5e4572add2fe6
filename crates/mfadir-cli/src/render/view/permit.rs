//! Leave to act on a person's factors, as documents show it.

use jiff::Timestamp;
use mfadir_core::TenantName;
use mfadir_ops::{Basis, Facts, Mandate, Permit, Refused};
use mfadir_policy::Evidence;
use serde::Serialize;

use super::{LiftedView, OperatorView, RefusalView, UserView};

/// Under whose leave something is done to whom: what the documents of all such acts have in common.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PermitView {
    pub(crate) tenant: TenantName,
    pub(crate) user: UserView,
    pub(crate) operator: OperatorView,
    pub(crate) at: Timestamp,
    pub(crate) dry_run: bool,
    pub(crate) lifted: Vec<LiftedView>,
    /// What stands against it; absent where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) refusals: Vec<RefusalView>,
    /// The proofs that it rests on; absent where it needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<BasisView>,
}

/// The proofs that an act rests on, by their ids.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BasisView {
    pub(crate) receipt: Option<String>,
    /// What the caller proved, or who vouched for them; absent without a receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) evidence: Option<Evidence>,
    pub(crate) approvals: Vec<String>,
    /// Who gave the approvals, in the same order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) approved_by: Vec<String>,
}

impl BasisView {
    /// Nothing where there are none.
    pub(crate) fn of(basis: &Basis) -> Option<Self> {
        let Basis { receipt, evidence, approvals, approvers } = basis.clone();
        let is_something = receipt.is_some() || !approvals.is_empty();
        is_something.then_some(Self { receipt, evidence, approvals, approved_by: approvers })
    }
}

impl PermitView {
    /// What was asked for, where rules stand against it.
    pub(crate) fn refused(facts: &Facts, mandate: &Mandate, why: &Refused) -> Self {
        Self {
            tenant: facts.profile.tenant.clone(),
            user: UserView::from(&facts.user),
            operator: OperatorView::new(mandate),
            at: facts.read_at,
            dry_run: true,
            lifted: Vec::new(),
            refusals: why.refusals.iter().map(RefusalView::from).collect(),
            basis: None,
        }
    }

    /// The same for what was sent.
    #[must_use]
    pub(crate) fn used(self) -> Self {
        Self { dry_run: false, ..self }
    }
}

impl From<&Permit> for PermitView {
    /// Nothing was sent under it yet.
    fn from(permit: &Permit) -> Self {
        Self {
            tenant: permit.tenant.clone(),
            user: UserView::from(&permit.user),
            operator: OperatorView::new(&permit.mandate),
            at: permit.made_at,
            dry_run: true,
            lifted: permit.lifted.iter().map(LiftedView::from).collect(),
            refusals: Vec::new(),
            basis: BasisView::of(&permit.basis),
        }
    }
}
