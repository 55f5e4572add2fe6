//! What a directory declares about itself.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use crate::{
    factor::{FactorType, Kind},
    id::{ProviderName, TenantName},
    operation::Operation,
};

/// One of the provider's rate buckets: requests of the same bucket share one allowance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Bucket(Cow<'static, str>);

impl Bucket {
    /// A bucket by its name.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// When a removed factor comes back without anyone asking for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnTime {
    /// The provider may enroll it again by itself right after the removal.
    AtOnce,
    /// It is enrolled again together with the user's next enrollment.
    NextEnrollment,
}

/// A factor that the provider brings back by itself after a reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Returning {
    /// Which factor.
    pub factor: FactorType,
    /// When.
    pub when: ReturnTime,
}

/// A provider's or a product's name for factors, accepted on input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alias {
    /// The word, in kebab-case.
    pub word: &'static str,
    /// What it stands for, the one to act on first.
    pub means: Vec<FactorType>,
}

/// What a stack offers.
///
/// **Honesty rule.** What is not declared answers [`Unsupported`](crate::ErrorKind::Unsupported); what is declared
/// never does. Rights or tenant settings may still refuse a declared operation with `Forbidden` or `Conflict`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Capabilities {
    /// The operations, each with the rate bucket that it draws from.
    pub operations: BTreeMap<Operation, Bucket>,
    /// Why an operation is not offered that this provider offers under other circumstances, or that people ask for.
    pub absent: BTreeMap<Operation, &'static str>,
    /// The factors that can be enrolled through the API.
    pub enrollable: Vec<FactorType>,
    /// The kinds that a user may have but the API does not show.
    pub unseen: Vec<Kind>,
    /// The factors that come back by themselves after a reset.
    pub returning: Vec<Returning>,
    /// The kinds that take a proof only once they were challenged, beside those to which something is sent: the provider
    /// chooses what it asks for.
    pub asked_first: Vec<Kind>,
    /// Whether no factor of a locked account can be asked: every challenge of it is known to be refused.
    pub locked_unasked: bool,
}

impl Capabilities {
    /// Capabilities that offer `operations`, each drawing from the bucket beside it.
    pub fn of(operations: impl IntoIterator<Item = (Operation, Bucket)>) -> Self {
        Self { operations: operations.into_iter().collect(), ..Self::default() }
    }

    /// Whether the operation is declared.
    pub fn offers(&self, operation: Operation) -> bool {
        self.operations.contains_key(&operation)
    }

    /// The rate bucket of a declared operation.
    pub fn bucket(&self, operation: Operation) -> Option<&Bucket> {
        self.operations.get(&operation)
    }
}

/// Who answers, and what is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The provider's name.
    pub provider: ProviderName,
    /// The tenant's name in the configuration.
    pub tenant: TenantName,
    /// What this stack offers.
    pub capabilities: Capabilities,
    /// The share of a rate bucket that we may use, from 0 to 1; the rest is left to the tenant's own sign-ins.
    pub budget_share: f64,
    /// The words for factors that people who know this provider type.
    pub aliases: Vec<Alias>,
}
