//! What can be said about the credential itself: for the person who sets a tenant up.

use async_trait::async_trait;
use serde::Serialize;

use crate::{error::Result, right::Rights};

/// Whose the credential is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "name")]
pub enum Owner {
    /// A person's account: it dies when they leave, and acts with all their rights.
    Person(String),
    /// An account or an application made for programs.
    Service(String),
    /// The provider does not tell.
    Unknown,
}

/// The credential of a tenant, as far as the provider shows it. Never the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credential {
    /// What it is, in the provider's words (`API token`).
    pub form: String,
    /// Whose it is.
    pub owner: Owner,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Works, and should be mended.
    Warning,
    /// Something that was asked for will not work.
    Problem,
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in one sentence.
    pub text: String,
}

/// The outcome of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The credential.
    pub credential: Credential,
    /// What was checked, in the order of checking.
    pub findings: Vec<Finding>,
}

/// Looks at a tenant's own settings and credential. Every backend has one beside its directory.
#[async_trait]
pub trait Inspector: std::fmt::Debug + Send + Sync {
    /// Checks with harmless reads; this is the only place where a backend probes.
    async fn inspect(&self) -> Result<Inspection>;

    /// What the credential may do, as far as at most so many requests tell it: for a screen that somebody waits for, where
    /// [`Inspector::inspect`] takes too long. What would take more is not asked for, and said to be untold.
    async fn rights(&self, _most: usize) -> Result<Rights> {
        Ok(Rights::untold("the provider does not tell what the credential may"))
    }

    /// The provider's own id of the tenant: who it is that answers at the tenant's address. Nothing where the provider
    /// has no such id. One request at most, and none where an earlier answer told it.
    async fn tenant_id(&self) -> Result<Option<String>> {
        Ok(None)
    }
}
