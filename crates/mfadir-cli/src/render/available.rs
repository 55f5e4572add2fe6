//! What a person could enroll.

use mfadir_core::{AvailableFactor, TenantName, User};
use serde::Serialize;

use super::view::{AvailableView, UserView};
use crate::output::{Document, Sheet};

/// The factors that a person could enroll.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AvailableList {
    tenant: TenantName,
    user: UserView,
    available_factors: Vec<AvailableView>,
}

impl AvailableList {
    pub(crate) fn new(tenant: &TenantName, user: &User, factors: &[AvailableFactor]) -> Self {
        let available_factors = factors.iter().map(AvailableView::from).collect();
        Self { tenant: tenant.clone(), user: user.into(), available_factors }
    }
}

impl Document for AvailableList {
    const SCHEMA: &'static str = "mfadir.available-factor-list/v1";
    const ITEMS: Option<&'static str> = Some("available_factors");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["kind", "issuer", "label", "rule", "enrolled"]);
        for factor in &self.available_factors {
            sheet.row([
                factor.is.kind.clone(),
                factor.is.issuer.clone().unwrap_or_default(),
                factor.label.clone().unwrap_or_default(),
                factor.rule.clone().unwrap_or_default(),
                factor.enrolled.map(|enrolled| if enrolled { "yes" } else { "no" }.to_owned()).unwrap_or_default(),
            ]);
        }
        sheet
    }
}
