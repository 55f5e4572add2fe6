//! How a service app proves who it is (RFC 7523; docs/providers/okta.md, "Service app").

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::Result;
use secrecy::SecretString;
use serde::Serialize;

use super::{jti, key::Key};
use crate::config::ServiceApp;

/// How long an assertion is good. It is used at once; Okta takes up to an hour.
const LASTS: Duration = Duration::from_mins(5);

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
}

/// A fresh assertion for `audience`, the address of the token endpoint. Okta takes each once, even when it refuses the
/// request for another reason.
pub(super) fn assertion(app: &ServiceApp, key: &Key, audience: &str, now: Timestamp) -> Result<SecretString> {
    let claims = Claims {
        iss: &app.client_id,
        sub: &app.client_id,
        aud: audience,
        iat: now.as_second(),
        exp: (now + LASTS).as_second(),
        jti: jti::fresh()?,
    };
    key.sign(app.key_id.as_deref(), &claims)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jsonwebtoken::dangerous::insecure_decode;
    use mfadir_core::SecretSource;
    use secrecy::ExposeSecret;
    use serde_json::Value;

    use super::{Key, ServiceApp, assertion};
    use crate::auth::key::made;

    fn claims() -> Value {
        let now: Timestamp = "2026-01-15T09:30:00.9Z".parse().expect("a time");
        let key = Key::read(&made::ec_pkcs8(&made::ec()).into()).expect("a key");
        let app = ServiceApp::new("0oa1", SecretSource::Env("UNUSED".to_owned()));
        let token = assertion(&app, &key, "https://acme.okta.com/oauth2/v1/token", now).expect("an assertion");
        insecure_decode(token.expose_secret()).expect("a token").claims
    }

    #[test]
    fn it_names_the_app_twice_and_the_endpoint_once() {
        let claims = claims();
        assert_eq!((&claims["iss"], &claims["sub"]), (&"0oa1".into(), &"0oa1".into()));
        assert_eq!(claims["aud"], "https://acme.okta.com/oauth2/v1/token");
        assert_eq!((&claims["iat"], &claims["exp"]), (&1_768_469_400.into(), &1_768_469_700.into()));
    }

    #[test]
    fn no_two_have_the_same_name() {
        assert_ne!(claims()["jti"], claims()["jti"]);
    }
}
