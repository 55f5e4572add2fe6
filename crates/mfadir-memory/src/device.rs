//! Devices that carry a family of factors.

use std::collections::BTreeMap;

use jiff::Timestamp;
use mfadir_core::FactorId;
use serde::{Deserialize, Serialize};

/// One device of a person. Its family's factors answer on every device of the person that carries the family; they go
/// with the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What it is removed by.
    pub id: FactorId,
    /// The family that it carries.
    pub family: String,
    /// The name that the user or the device gave it.
    pub label: Option<String>,
    /// When it was added.
    pub created: Option<Timestamp>,
    /// What else is known about it, for a provider's rendering: `platform`, `version`, …
    pub detail: BTreeMap<String, String>,
}
