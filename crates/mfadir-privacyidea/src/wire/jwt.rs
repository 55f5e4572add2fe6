//! What a sign-in gives, and what stands in it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use mfadir_http::lenient;
use serde::Deserialize;

/// The value of a sign-in. It has no `Debug`: it is a secret.
#[derive(Deserialize)]
pub(crate) struct SignedIn {
    pub(crate) token: String,
}

/// What the token says of itself. Read without checking the signature: the server does that, and here it only tells
/// when to ask for another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Claims {
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) username: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) realm: Option<String>,
    /// `admin` or `user`.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) role: Option<String>,
    /// The actions that the policies allow; `*` is all.
    #[serde(default, deserialize_with = "lenient")]
    pub(crate) rights: Option<Vec<String>>,
    /// Seconds since 1970.
    #[serde(default, deserialize_with = "lenient")]
    exp: Option<i64>,
}

impl Claims {
    /// Reads the middle part; nothing where the token is of another make.
    pub(crate) fn of(token: &str) -> Option<Self> {
        let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        serde_json::from_slice(&claims).ok()
    }

    /// Whether the policies allow the action somewhere; nothing where the token does not tell.
    pub(crate) fn allow(&self, action: &str) -> Option<bool> {
        Some(self.rights.as_ref()?.iter().any(|right| right == action || right == "*"))
    }

    /// When it ends.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.exp?).ok()
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use serde_json::{Value, json};

    use super::Claims;

    fn claims(body: &Value) -> Claims {
        let token = format!("e30.{}.signature", BASE64_URL_SAFE_NO_PAD.encode(body.to_string()));
        Claims::of(&token).expect("claims")
    }

    #[test]
    fn tells_its_end_and_its_rights() {
        let helpdesk = claims(&json!({"username": "helpdesk", "role": "admin", "exp": 60, "rights": ["delete"]}));
        assert_eq!(helpdesk.ends().map(jiff::Timestamp::as_second), Some(60));
        assert_eq!((helpdesk.allow("delete"), helpdesk.allow("tokenlist")), (Some(true), Some(false)));
        assert_eq!(claims(&json!({"rights": ["*"]})).allow("tokenlist"), Some(true));
    }

    #[test]
    fn a_token_of_another_make_tells_nothing() {
        for token in ["", "opaque", "a.b", "a.!.c", "a.e30x.c"] {
            assert_eq!(Claims::of(token), None, "{token}");
        }
        let odd = claims(&json!({"exp": "soon", "rights": 7}));
        assert!(odd.ends().is_none() && odd.allow("delete").is_none());
    }
}
