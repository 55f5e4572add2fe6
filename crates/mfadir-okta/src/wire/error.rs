//! Errors (docs/providers/okta.md, "Errors").

use mfadir_http::lenient;
use serde::Deserialize;

/// The body of an error.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ErrorBody {
    #[serde(default, rename = "errorCode", deserialize_with = "lenient")]
    pub(crate) code: Option<String>,
    #[serde(default, rename = "errorSummary", deserialize_with = "lenient")]
    summary: Option<String>,
    #[serde(default, rename = "errorCauses", deserialize_with = "lenient")]
    causes: Option<Vec<Cause>>,
}

#[derive(Debug, Deserialize)]
struct Cause {
    #[serde(default, rename = "errorSummary", deserialize_with = "lenient")]
    summary: Option<String>,
}

impl ErrorBody {
    /// What Okta says, with its causes.
    pub(crate) fn said(&self) -> Option<String> {
        let causes = self.causes.iter().flatten().filter_map(|cause| cause.summary.as_deref());
        let texts: Vec<_> = self.summary.as_deref().into_iter().chain(causes).collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }
}
