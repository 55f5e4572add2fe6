//! What the tenant lets people enroll.

use mfadir_core::{EnrollmentRule, FactorType, Issuer, Kind};
use serde::{Deserialize, Serialize};

use crate::enrolled::Family;

/// One factor type that a user of the tenant may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub issuer: Option<Issuer>,
    /// The name that the tenant gave it.
    pub label: String,
    /// What the policy says.
    pub rule: Option<EnrollmentRule>,
    /// Whether it can be enrolled through the API.
    pub by_api: bool,
    /// The family that a new one belongs to.
    pub family: Option<Family>,
}

impl Offer {
    /// An offer that can be enrolled through the API and belongs to no family.
    pub fn new(factor_type: FactorType, label: impl Into<String>) -> Self {
        Self {
            kind: factor_type.kind,
            issuer: factor_type.issuer,
            label: label.into(),
            rule: Some(EnrollmentRule::Optional),
            by_api: true,
            family: None,
        }
    }

    /// Kind and issuer together.
    pub fn factor_type(&self) -> FactorType {
        FactorType { kind: self.kind.clone(), issuer: self.issuer.clone() }
    }
}
