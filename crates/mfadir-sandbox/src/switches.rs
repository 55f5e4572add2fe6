//! How a tenant behaves where real ones differ, or where nobody outside the vendors knows.

use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// The choices of one tenant. Each default is what `docs/promises.md` gives a reason for. `/_sandbox/switches` turns
/// them while the tenant is served; they are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// Which engine the Okta org runs on.
    pub engine: Engine,
    /// How old the headers of the Okta dialect are.
    pub headers: Headers,
    /// Whether the application must prove that it holds the key of its token.
    pub dpop: Dpop,
    /// How long after a change the log shows it.
    pub events_delay: SignedDuration,
    /// How many requests are answered at once; one more is a 429 with a limit of 0. Nothing means any number.
    pub concurrency: Option<u32>,
    /// Whether a help desk may challenge a factor and check what comes back.
    pub help_desk_verifies: bool,
    /// What becomes of a scope that the application was not granted.
    pub ungranted_scopes: UngrantedScopes,
}

/// The two engines of the Okta dialect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// Identity Engine: Okta Verify is one enrollment that shows as several factors.
    #[default]
    Idx,
    /// The engine before it: every factor stands for itself.
    V1,
}

/// Two generations of the same headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Headers {
    /// Two `Link` lines, request ids of 32 hexadecimal digits, a bare content type.
    #[default]
    Current,
    /// One joined `Link` line, request ids of 27 characters, a content type with its charset, a cookie to be cleared.
    Classic,
}

/// Whether the token endpoint insists on proofs of possession.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dpop {
    /// Who sends a proof gets a token that is bound to its key, who sends none a bearer token.
    #[default]
    Optional,
    /// Without a proof there is no token.
    Required,
}

/// What the token endpoint does with a scope that the application was not granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UngrantedScopes {
    /// Leaves it out of the token; only where nothing is left there is no token.
    #[default]
    Drop,
    /// Gives no token.
    Refuse,
}

impl Switches {
    /// How long after a change the log shows it; a negative delay is none.
    pub fn events_delay(&self) -> Duration {
        Duration::try_from(self.events_delay).unwrap_or_default()
    }
}
