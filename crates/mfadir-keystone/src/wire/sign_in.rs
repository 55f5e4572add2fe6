//! What a sign-in tells beside the token (docs/providers/keystone.md, "Credential").

use jiff::Timestamp;
use serde::Deserialize;

/// `{"token": {"expires_at": …, "domain": {"id": …}}}`, or with the project in place of the domain.
#[derive(Debug, Deserialize)]
pub(crate) struct SignedIn {
    token: About,
}

#[derive(Debug, Deserialize)]
struct About {
    expires_at: Timestamp,
    #[serde(flatten)]
    scope: Scope,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scope {
    Domain(Domain),
    Project(Project),
}

#[derive(Debug, Deserialize)]
struct Domain {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Project {
    domain: Domain,
}

impl SignedIn {
    pub(crate) fn ends(&self) -> Timestamp {
        self.token.expires_at
    }

    /// The id of the domain that it is good for.
    pub(crate) fn domain(&self) -> &str {
        match &self.token.scope {
            Scope::Domain(domain) | Scope::Project(Project { domain }) => &domain.id,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::SignedIn;

    fn domain(scope: &str, value: &Value) -> Option<String> {
        let token = json!({"token": {"expires_at": "2026-11-22T02:24:53.000000Z", "user": {"id": "u"}, scope: value}});
        serde_json::from_value::<SignedIn>(token).ok().map(|signed_in| signed_in.domain().to_owned())
    }

    #[test]
    fn the_domain_is_that_of_the_scope() {
        assert_eq!(domain("domain", &json!({"id": "d1", "name": "acme"})).as_deref(), Some("d1"));
        assert_eq!(domain("project", &json!({"id": "p", "domain": {"id": "d2"}})).as_deref(), Some("d2"));
        assert_eq!(domain("system", &json!({"all": true})), None);
    }
}
