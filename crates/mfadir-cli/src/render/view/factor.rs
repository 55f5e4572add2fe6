//! Factors as documents show them.

use jiff::Timestamp;
use mfadir_core::{AvailableFactor, Factor, FactorId, FactorStatus, FactorType, Strength};
use serde::Serialize;

use crate::render::masking::Privacy;

/// A factor.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactorView {
    pub(crate) id: FactorId,
    #[serde(flatten)]
    pub(crate) is: TypeView,
    pub(crate) status: FactorStatus,
    pub(crate) strength: Strength,
    pub(crate) label: Option<String>,
    pub(crate) default: Option<bool>,
    pub(crate) usable: bool,
    pub(crate) destination: Option<String>,
    pub(crate) created: Option<Timestamp>,
    pub(crate) last_updated: Option<Timestamp>,
    pub(crate) last_verified: Option<Timestamp>,
    pub(crate) removal_takes: Vec<FactorId>,
}

/// What a factor is and whose, in one word and in two.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TypeView {
    pub(crate) kind: String,
    pub(crate) issuer: Option<String>,
    #[serde(rename = "type")]
    pub(crate) both: String,
}

/// A factor that the user could enroll.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AvailableView {
    #[serde(flatten)]
    pub(crate) is: TypeView,
    pub(crate) label: Option<String>,
    pub(crate) rule: Option<String>,
    pub(crate) enrolled: Option<bool>,
}

impl FactorView {
    pub(crate) fn new(factor: &Factor, privacy: Privacy) -> Self {
        Self {
            id: factor.id.clone(),
            is: TypeView::new(&factor.factor_type),
            status: factor.status.clone(),
            strength: factor.strength(),
            label: privacy.label(factor),
            default: factor.default,
            usable: factor.is_usable(),
            destination: factor.destination.as_ref().map(|destination| privacy.destination(destination)),
            created: factor.created,
            last_updated: factor.last_updated,
            last_verified: factor.last_verified,
            removal_takes: factor.removal_takes.clone(),
        }
    }

    pub(crate) fn all<'a>(factors: impl IntoIterator<Item = &'a Factor>, privacy: Privacy) -> Vec<Self> {
        factors.into_iter().map(|factor| Self::new(factor, privacy)).collect()
    }
}

impl TypeView {
    pub(crate) fn new(factor_type: &FactorType) -> Self {
        Self {
            kind: factor_type.kind.to_string(),
            issuer: factor_type.issuer.as_ref().map(ToString::to_string),
            both: factor_type.to_string(),
        }
    }
}

impl From<&AvailableFactor> for AvailableView {
    fn from(factor: &AvailableFactor) -> Self {
        Self {
            is: TypeView::new(&factor.factor_type),
            label: factor.label.clone(),
            rule: factor.rule.as_ref().map(ToString::to_string),
            enrolled: factor.enrolled,
        }
    }
}
