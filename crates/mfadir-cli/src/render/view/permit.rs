//! Leave to act on a person's factors, as documents show it.

use jiff::Timestamp;
use mfadir_core::TenantName;
use mfadir_ops::{Basis, Permit};
use serde::Serialize;

use super::{LiftedView, OperatorView, UserView};

/// Under whose leave something is done to whom: what the documents of all such acts have in common.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PermitView {
    pub(crate) tenant: TenantName,
    pub(crate) user: UserView,
    pub(crate) operator: OperatorView,
    pub(crate) at: Timestamp,
    pub(crate) dry_run: bool,
    pub(crate) lifted: Vec<LiftedView>,
    /// The proofs that it rests on; absent where it needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<BasisView>,
}

/// The proofs that an act rests on, by their ids.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BasisView {
    pub(crate) receipt: Option<String>,
    pub(crate) approvals: Vec<String>,
}

impl BasisView {
    /// Nothing where there are none.
    pub(crate) fn of(basis: &Basis) -> Option<Self> {
        let Basis { receipt, approvals } = basis.clone();
        (receipt.is_some() || !approvals.is_empty()).then_some(Self { receipt, approvals })
    }
}

impl PermitView {
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
            basis: BasisView::of(&permit.basis),
        }
    }
}
