//! A person's second factors.

mod available;
mod destination;
mod kind;
mod phone;
mod status;
mod usable;

pub use available::{AvailableFactor, EnrollmentRule};
pub use destination::Destination;
pub use kind::{FactorType, Issuer, Kind, Strength};
pub use phone::e164;
pub use status::FactorStatus;
pub use usable::Left;

use jiff::Timestamp;
use serde::Serialize;

use crate::{id::FactorId, proof::EnrollmentHandle};

/// One enrolled second factor of one person. Fields that the provider does not send are absent.
#[derive(Clone, Debug, Serialize)]
pub struct Factor {
    /// The id among this user's factors.
    pub id: FactorId,
    /// What it is and whose.
    #[serde(flatten)]
    pub factor_type: FactorType,
    /// Whether it can be used.
    pub status: FactorStatus,
    /// The name that the user or the provider gave it.
    pub label: Option<String>,
    /// Whether it is the one asked first, where the provider tells.
    pub default: Option<bool>,
    /// When it was enrolled.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub last_updated: Option<Timestamp>,
    /// When it last proved something.
    pub last_verified: Option<Timestamp>,
    /// Where codes go: a phone number or an address, masked wherever it is shown.
    pub destination: Option<Destination>,
    /// The user's other factors that go when this one is removed.
    pub removal_takes: Vec<FactorId>,
    /// How to go on with the enrollment, while it is pending.
    #[serde(skip)]
    pub enrollment: Option<EnrollmentHandle>,
    /// What the provider sent, where the directory was asked to keep it.
    #[serde(skip)]
    pub raw: Option<serde_json::Value>,
}

impl Factor {
    /// A factor of which nothing is known but this.
    pub fn new(id: impl Into<FactorId>, factor_type: FactorType, status: FactorStatus) -> Self {
        Self {
            id: id.into(),
            factor_type,
            status,
            label: None,
            default: None,
            created: None,
            last_updated: None,
            last_verified: None,
            destination: None,
            removal_takes: Vec::new(),
            enrollment: None,
            raw: None,
        }
    }

    /// What it is.
    pub fn kind(&self) -> &Kind {
        &self.factor_type.kind
    }

    /// How hard it is to steal.
    pub fn strength(&self) -> Strength {
        self.kind().strength()
    }
}
