//! The application of a tenant that signs in with a key of its own.

mod private_key;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use jiff::Timestamp;
use jsonwebtoken::jwk::Jwk;
use mfadir_memory::Masked;
use serde::{Deserialize, Serialize};

use self::private_key::PrivateKey;
use crate::credential::base64url;

const NONCE_LENGTH: usize = 32;
/// A nonce is handed out for so long, and taken for longer.
const NONCE_TURN: Duration = Duration::from_hours(24);
const NONCE_LIFETIME: Duration = Duration::from_hours(72);

/// What the tenant knows of the application. The private key stands here because the sandbox plays both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct App {
    /// The client id.
    pub(crate) id: String,
    /// When it was made.
    pub(crate) created: Timestamp,
    /// The private key that the application is given, PKCS#8 in PEM.
    pub(crate) private_key: Masked,
    /// The public keys that are registered, each with its id.
    pub(crate) keys: Vec<Jwk>,
    /// The scopes that an administrator granted.
    pub(crate) granted: BTreeSet<String>,
    tokens: Vec<AccessToken>,
    nonces: Vec<Nonce>,
    /// What must not come twice, and until when that matters. It does not outlive the process.
    #[serde(skip)]
    used: BTreeMap<String, Timestamp>,
}

/// A token that was issued to the application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessToken {
    /// The token.
    pub(crate) token: Masked,
    /// What it is good for.
    pub(crate) scopes: Vec<String>,
    /// The thumbprint of the key that a caller must hold, where it is bound to one.
    pub(crate) bound_to: Option<String>,
    /// When it ends.
    pub(crate) ends: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Nonce {
    text: String,
    made: Timestamp,
}

impl App {
    /// An application with a key pair and these scopes.
    pub(crate) fn new<'a>(id: String, created: Timestamp, granted: impl IntoIterator<Item = &'a str>) -> Self {
        let key = PrivateKey::fresh();
        Self {
            id,
            created,
            private_key: key.pem,
            keys: vec![key.public],
            granted: granted.into_iter().map(str::to_owned).collect(),
            tokens: Vec::new(),
            nonces: Vec::new(),
            used: BTreeMap::new(),
        }
    }

    /// Registers a public key beside the others.
    pub(crate) fn register(&mut self, key: Jwk) {
        self.keys.push(key);
    }

    /// The nonce that is handed out at the moment.
    pub(crate) fn nonce(&mut self, now: Timestamp) -> String {
        self.nonces.retain(|nonce| now < nonce.made + NONCE_LIFETIME);
        let fresh = self.nonces.last().filter(|nonce| now < nonce.made + NONCE_TURN);
        if let Some(nonce) = fresh {
            return nonce.text.clone();
        }
        let text = base64url(NONCE_LENGTH);
        self.nonces.push(Nonce { text: text.clone(), made: now });
        text
    }

    /// Whether the nonce was handed out here and is still taken.
    pub(crate) fn knows_nonce(&self, text: &str, now: Timestamp) -> bool {
        self.nonces.iter().any(|nonce| nonce.text == text && now < nonce.made + NONCE_LIFETIME)
    }

    /// Notes an id that is good for one use until that moment. Whether this use is the first.
    pub(crate) fn first_use(&mut self, id: String, until: Timestamp, now: Timestamp) -> bool {
        self.used.retain(|_, until| *until > now);
        self.used.insert(id, until).is_none()
    }

    /// Keeps a token that is handed out.
    pub(crate) fn keep(&mut self, token: AccessToken, now: Timestamp) {
        self.tokens.retain(|token| token.ends > now);
        self.tokens.push(token);
    }

    /// The token, if it was issued here and is still good.
    pub(crate) fn token(&self, text: &str, now: Timestamp) -> Option<&AccessToken> {
        self.tokens.iter().find(|token| token.token.reveal() == text && token.ends > now)
    }

    /// Ends every token.
    pub(crate) fn end_tokens(&mut self) {
        self.tokens.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::App;

    #[test]
    fn a_nonce_is_handed_out_for_a_day_and_taken_for_three() {
        let start = Timestamp::UNIX_EPOCH;
        let mut app = App::new("0oa1".to_owned(), start, []);
        let first = app.nonce(start);
        assert_eq!(app.nonce(start + Duration::from_hours(23)), first);
        let second = app.nonce(start + Duration::from_hours(24));
        assert_ne!(second, first);
        assert!(app.knows_nonce(&first, start + Duration::from_hours(71)));
        assert!(!app.knows_nonce(&first, start + Duration::from_hours(72)));
    }

    #[test]
    fn an_id_comes_once_for_as_long_as_that_matters() {
        let start = Timestamp::UNIX_EPOCH;
        let mut app = App::new("0oa1".to_owned(), start, []);
        let end = start + Duration::from_mins(5);
        assert!(app.first_use("j".to_owned(), end, start));
        assert!(!app.first_use("j".to_owned(), end, start));
        assert!(app.first_use("j".to_owned(), end + Duration::from_mins(5), end));
    }
}
