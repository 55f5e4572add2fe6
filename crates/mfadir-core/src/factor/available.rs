//! What a user could enroll.

use serde::Serialize;

use super::FactorType;
use crate::word::open_words;

open_words! {
    /// What the tenant's policy says about enrolling a factor.
    EnrollmentRule {
        /// The user must have it.
        Required = "required",
        /// The user may have it.
        Optional = "optional",
    }
}

/// A factor that the user could enroll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AvailableFactor {
    /// What it is and whose.
    #[serde(flatten)]
    pub factor_type: FactorType,
    /// The name that the tenant gave it.
    pub label: Option<String>,
    /// What the policy says, where the provider tells.
    pub rule: Option<EnrollmentRule>,
    /// Whether the user has one already, where the provider tells.
    pub enrolled: Option<bool>,
}
