//! What goes into the `Authorization` header, and stays there.

use base64::{Engine, prelude::BASE64_STANDARD};
use http::HeaderValue;
use mfadir_core::{Error, ErrorKind, Result};
use secrecy::{ExposeSecret, SecretString};

/// The value of an `Authorization` header with the secret in it.
#[derive(Clone, Debug)]
pub struct Authorization {
    header: SecretString,
    secret: SecretString,
}

impl Authorization {
    /// A header in which the secret follows `before`: `SSWS `, `Bearer `.
    pub fn new(before: &str, secret: &SecretString) -> Self {
        let header = format!("{before}{}", secret.expose_secret());
        Self { header: header.into(), secret: secret.clone() }
    }

    /// HTTP's basic scheme (RFC 7617).
    pub fn basic(user: &str, secret: &SecretString) -> Self {
        let pair = BASE64_STANDARD.encode(format!("{user}:{}", secret.expose_secret()));
        Self { header: format!("Basic {pair}").into(), secret: secret.clone() }
    }

    /// The header for one request. `Invalid` where the secret has characters that no header can carry.
    pub(crate) fn header(&self) -> Result<HeaderValue> {
        sensitive(&self.header)
    }

    /// The secret alone, to be kept out of what is said.
    pub(crate) fn secret(&self) -> &SecretString {
        &self.secret
    }
}

/// A header's value that no log shows. `Invalid` for characters that no header can carry.
pub(crate) fn sensitive(secret: &SecretString) -> Result<HeaderValue> {
    let mut value = HeaderValue::from_str(secret.expose_secret()).map_err(|_| {
        Error::new(ErrorKind::Invalid, "the credential has characters that cannot be sent")
            .with_hint("look for line ends or quotes that were stored together with it")
    })?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::Authorization;

    #[test]
    fn debug_shows_neither_the_header_nor_the_secret() {
        let authorization = Authorization::new("SSWS ", &"canary".into());
        let header = authorization.header().expect("a header");
        assert_eq!(header.as_bytes(), b"SSWS canary");
        assert!(!format!("{authorization:?} {header:?}").contains("canary"));
    }

    #[test]
    fn the_basic_scheme_joins_the_pair() {
        let header = Authorization::basic("Aladdin", &"open sesame".into()).header().expect("a header");
        assert_eq!(header.as_bytes(), b"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "the example of RFC 7617");
    }

    #[test]
    fn a_line_end_in_the_secret_is_refused_without_showing_it() {
        let error = Authorization::new("SSWS ", &"canary\n".into()).header().expect_err("refused");
        assert!(!format!("{error:?}").contains("canary"));
    }
}
