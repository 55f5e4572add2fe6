//! The two ways to sign in to the API.

use mfadir_core::SecretSource;
use serde::Deserialize;

/// How to sign in to the API.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Keys")]
pub enum Auth {
    /// An API token: it acts with the rights of the account that made it.
    ApiToken(SecretSource),
    /// A service app: it acts with the scopes and roles that it was granted.
    ServiceApp(ServiceApp),
}

/// A service app that signs in with its private key.
#[derive(Clone, Debug)]
pub struct ServiceApp {
    /// The app's client id.
    pub client_id: String,
    /// The private key: RSA, or EC on P-256; PEM or JWK.
    pub private_key: SecretSource,
    /// The id under which the app knows the public key. A JWK says its own; it is needed where a PEM is one of several.
    pub key_id: Option<String>,
    /// Whether each request proves that we hold the key which its token is bound to (proof of
    /// possession, RFC 9449). Nothing: as the app demands.
    pub dpop: Option<bool>,
    /// The scopes to ask for. None: those that the work at hand needs.
    pub scopes: Vec<String>,
}

impl ServiceApp {
    /// An app with its key, and all else as the provider demands.
    pub fn new(client_id: impl Into<String>, private_key: SecretSource) -> Self {
        Self { client_id: client_id.into(), private_key, key_id: None, dpop: None, scopes: Vec::new() }
    }
}

/// Both ways as the configuration writes them: one table, so that a typo is told with its place and the right words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    api_token: Option<SecretSource>,
    client_id: Option<String>,
    private_key: Option<SecretSource>,
    key_id: Option<String>,
    dpop: Option<bool>,
    #[serde(default)]
    scopes: Vec<String>,
}

impl TryFrom<Keys> for Auth {
    type Error = &'static str;

    fn try_from(keys: Keys) -> Result<Self, Self::Error> {
        let Keys { api_token, client_id, private_key, key_id, dpop, scopes } = keys;
        let more = key_id.is_some() || dpop.is_some() || !scopes.is_empty();
        match (api_token, client_id, private_key) {
            (Some(token), None, None) if !more => Ok(Self::ApiToken(token)),
            (None, Some(client_id), Some(private_key)) => {
                Ok(Self::ServiceApp(ServiceApp { client_id, private_key, key_id, dpop, scopes }))
            }
            (None, None, None) if !more => Err("either `api_token` is needed, or `client_id` and `private_key`"),
            (None, ..) => Err("a service app needs both `client_id` and `private_key`"),
            (Some(_), ..) => Err("`api_token` stands alone: the other keys belong to a service app"),
        }
    }
}
