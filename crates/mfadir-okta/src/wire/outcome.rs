//! How a proof, a challenge or an activation stands (docs/providers/okta.md, "Verification").

use jiff::Timestamp;
use mfadir_http::lenient;
use serde::Deserialize;

use super::{Embedded, Links};

/// The answer to a challenge, a proof or a poll.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OutcomeRow {
    /// `WAITING`, `SUCCESS`, …
    pub(crate) factor_result: String,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) expires_at: Option<Timestamp>,
    #[serde(default, rename = "_links", deserialize_with = "lenient")]
    links: Option<Links>,
    #[serde(default, rename = "_embedded", deserialize_with = "lenient")]
    embedded: Option<Embedded>,
}

impl OutcomeRow {
    /// Where a link leads.
    pub(crate) fn link(&self, name: &str) -> Option<&str> {
        self.links.as_ref()?.to(name)
    }

    /// What is embedded.
    pub(crate) fn embedded(&self) -> Option<&Embedded> {
        self.embedded.as_ref()
    }
}

/// The answer to a step of an activation: how it stands, or the factor itself.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ActivationRow {
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    factor_result: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    expires_at: Option<Timestamp>,
    #[serde(default, rename = "_links", deserialize_with = "lenient")]
    links: Option<Links>,
    #[serde(default, rename = "_embedded", deserialize_with = "lenient")]
    embedded: Option<Embedded>,
}

impl ActivationRow {
    /// Whether it is a factor that can be used.
    pub(crate) fn is_active(&self) -> bool {
        self.status.as_deref() == Some("ACTIVE")
    }

    /// How it stands; a factor without a word of its own for it waits. Nothing where it is no such answer at all.
    pub(crate) fn result(&self) -> Option<&str> {
        let embedded = self.embedded.as_ref().and_then(Embedded::activation_result);
        let pending = self.status.as_deref().filter(|status| *status == "PENDING_ACTIVATION").map(|_| "WAITING");
        self.factor_result.as_deref().or(embedded).or(pending)
    }

    /// When it ends by itself.
    pub(crate) fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at.or_else(|| self.embedded.as_ref()?.expires_at())
    }

    /// Where a link leads.
    pub(crate) fn link(&self, name: &str) -> Option<&str> {
        self.links.as_ref()?.to(name)
    }
}
