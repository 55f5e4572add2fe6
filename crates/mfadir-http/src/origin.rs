//! The one place that a credential goes to.

use std::fmt;

use mfadir_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Deserializer, de};
use url::{Host, Url};

/// Scheme, host and port of a tenant, as its configuration names them. Nothing else is ever sent a request.
///
/// `https`, or `http` to a loopback address; no user name, path, query or fragment, which would be lost or misused.
#[derive(Clone, PartialEq, Eq)]
pub struct Origin(Url);

impl Origin {
    /// The origin that `text` names. `Invalid` for what is no such URL, `Refused` for what would not be safe.
    pub fn parse(text: &str) -> Result<Self> {
        let url = Url::parse(text).map_err(|source| no_url(text).with_source(source))?;
        check_scheme(&url)?;
        check_nothing_else(&url)?;
        Ok(Self(url))
    }

    /// Whether it is this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// Whether the way to it is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The host's name or address.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The URL of a target on this origin.
    pub(crate) fn url(&self, target: &str) -> Result<Url> {
        self.0
            .join(target)
            .map_err(|source| Error::new(ErrorKind::Invalid, "the address is no URL").with_source(source))
    }

    /// The whole address of a path, as it goes on the wire.
    pub fn address(&self, path: &str) -> Result<String> {
        Ok(self.url(path)?.into())
    }

    /// Path and query of a link that the server sent or a cursor that somebody kept. `Refused` where it leads to
    /// another scheme, host or port; nothing is sent there.
    pub fn on_this_origin(&self, link: &str) -> Result<String> {
        let url = if link.starts_with('/') { self.0.join(link) } else { Url::parse(link) };
        let url = url.map_err(|source| Error::new(ErrorKind::Invalid, "the link is no URL").with_source(source))?;
        if url.origin() != self.0.origin() {
            return Err(self.leaves(&url));
        }
        Ok(match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        })
    }

    fn leaves(&self, url: &Url) -> Error {
        let there = url.origin().ascii_serialization();
        let hint = "if the tenant has moved, correct `url` in its configuration; if not, somebody is in between";
        Error::new(ErrorKind::Refused, format!("{self} leads on to {there}, where the credential must not go"))
            .with_hint(hint)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.origin().ascii_serialization())
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({self})")
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|error| match error.hint() {
            Some(hint) => de::Error::custom(format_args!("{error}: {hint}")),
            None => de::Error::custom(error),
        })
    }
}

fn no_url(text: &str) -> Error {
    let error = Error::new(ErrorKind::Invalid, "the tenant's `url` is no URL");
    if text.contains("://") {
        error
    } else {
        error.with_hint("write it with its scheme, as in https://acme.example.com")
    }
}

fn check_scheme(url: &Url) -> Result<()> {
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        "http" => Err(Error::new(ErrorKind::Refused, "plain http would show the credential to everybody on the way")
            .with_hint("write https://; http:// is for loopback addresses only")),
        other => Err(Error::new(ErrorKind::Invalid, format!("`{other}` is no scheme that a tenant can have"))
            .with_hint("write https://")),
    }
}

fn check_nothing_else(url: &Url) -> Result<()> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::new(ErrorKind::Refused, "the tenant's `url` holds a user name or password")
            .with_hint("credentials belong under `auth`"));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        let origin = url.origin().ascii_serialization();
        return Err(Error::new(ErrorKind::Invalid, "the tenant's `url` has more than scheme, host and port")
            .with_hint(format!("write {origin}")));
    }
    Ok(())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;

    use super::Origin;

    fn refusal(text: &str) -> ErrorKind {
        Origin::parse(text).expect_err(text).kind()
    }

    #[test]
    fn https_anywhere_and_http_on_this_machine() {
        for text in ["https://acme.okta.com", "https://acme.okta.com:8443/", "http://127.0.0.1:80", "http://[::1]:9"] {
            Origin::parse(text).expect(text);
        }
        assert_eq!(refusal("http://acme.okta.com"), ErrorKind::Refused);
        assert_eq!(refusal("http://127.0.0.1.example.com"), ErrorKind::Refused);
        assert_eq!(refusal("ftp://acme.okta.com"), ErrorKind::Invalid);
        assert_eq!(refusal("acme.okta.com"), ErrorKind::Invalid);
    }

    #[test]
    fn nothing_that_would_be_lost() {
        assert_eq!(refusal("https://acme.okta.com/api/v1"), ErrorKind::Invalid);
        assert_eq!(refusal("https://acme.okta.com/?a=b"), ErrorKind::Invalid);
        assert_eq!(refusal("https://acme.okta.com/#a"), ErrorKind::Invalid);
        assert_eq!(refusal("https://ada:secret@acme.okta.com"), ErrorKind::Refused);
    }

    #[test]
    fn links_stay_here() {
        let origin = Origin::parse("https://acme.okta.com").expect("an origin");
        let stays = ["https://acme.okta.com/api?after=1", "https://ACME.okta.com:443/api?after=1", "/api?after=1"];
        for link in stays {
            assert_eq!(origin.on_this_origin(link).expect(link), "/api?after=1");
        }
        let leaves = [
            "http://acme.okta.com/api",
            "https://acme.okta.com:444/api",
            "https://acme.okta.com.example.com/api",
            "https://example.com/acme.okta.com",
            "//example.com/api",
            "/\\example.com/api",
        ];
        for link in leaves {
            assert_eq!(origin.on_this_origin(link).expect_err(link).kind(), ErrorKind::Refused, "{link}");
        }
        assert_eq!(origin.on_this_origin("page 2").expect_err("no link").kind(), ErrorKind::Invalid);
    }

    #[test]
    fn a_secret_in_the_url_is_not_repeated() {
        let error = Origin::parse("https://ada:hunter2@acme.okta.com").expect_err("refused");
        assert!(!format!("{error:?} {error}").contains("hunter2"));
    }
}
