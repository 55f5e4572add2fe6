//! Where one person stands, as documents show it.

use mfadir_core::{Left, TenantName};
use mfadir_ops::{Administrator, Explanation};
use serde::Serialize;

use super::{FactorView, PlanView, UserDetails};
use crate::render::masking::Privacy;

/// Where one person stands.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExplanationView {
    pub(crate) tenant: TenantName,
    pub(crate) user: UserDetails,
    pub(crate) locked: bool,
    pub(crate) left: Left,
    pub(crate) administrator: AdministratorView,
    pub(crate) factors: Vec<FactorView>,
    pub(crate) factors_hidden: bool,
    /// What a reset would do; absent where none can be done.
    pub(crate) reset: Option<PlanView>,
}

/// Whether somebody is an administrator.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AdministratorView {
    /// `yes`, `no` or `cannot-tell`.
    pub(crate) is: &'static str,
    pub(crate) roles: Vec<String>,
    pub(crate) why: Option<String>,
}

impl ExplanationView {
    pub(crate) fn new(tenant: &TenantName, explanation: &Explanation, privacy: Privacy) -> Self {
        Self {
            tenant: tenant.clone(),
            user: UserDetails::new(&explanation.user, privacy),
            locked: explanation.locked,
            left: explanation.left,
            administrator: AdministratorView::from(&explanation.administrator),
            factors: FactorView::all(&explanation.factors, privacy),
            factors_hidden: explanation.hidden,
            reset: explanation.reset.as_ref().map(|plan| PlanView::new(plan, privacy)),
        }
    }
}

impl From<&Administrator> for AdministratorView {
    fn from(administrator: &Administrator) -> Self {
        match administrator {
            Administrator::Yes(roles) => {
                let name = |role: &mfadir_core::Role| role.label.clone().unwrap_or_else(|| role.name.clone());
                Self { is: "yes", roles: roles.iter().map(name).collect(), why: None }
            }
            Administrator::No => Self { is: "no", roles: Vec::new(), why: None },
            Administrator::CannotTell(why) => Self { is: "cannot-tell", roles: Vec::new(), why: Some(why.clone()) },
        }
    }
}
