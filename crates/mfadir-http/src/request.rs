//! A request before it is sent.

use std::fmt;

use http::{HeaderName, Method};
use mfadir_core::Bucket;
use secrecy::SecretString;
use serde_json::Value;

use crate::{
    authorization::Authorization,
    path::{Path, query_text},
};

/// One request to the tenant's origin. `Debug` shows method and path alone.
#[derive(Clone)]
pub struct Request {
    pub(crate) asked: Asked,
    pub(crate) query: String,
    pub(crate) bucket: Option<Bucket>,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) authorization: Option<Authorization>,
    pub(crate) proof: Option<(HeaderName, SecretString)>,
    pub(crate) body: Option<Body>,
    pub(crate) secrets: Vec<SecretString>,
}

/// What a request carries.
#[derive(Clone)]
pub(crate) enum Body {
    Json(Value),
    Form(SecretString),
}

/// What can be said of a request in errors and traces: method and path, never the query.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    /// Whether it can change something.
    pub(crate) changes: bool,
}

impl Request {
    /// A GET of the path.
    pub fn get(path: &Path) -> Self {
        Self::new(Method::GET, path.as_str())
    }

    /// A POST to the path, without a body.
    pub fn post(path: &Path) -> Self {
        Self::new(Method::POST, path.as_str())
    }

    /// A PUT to the path, without a body.
    pub fn put(path: &Path) -> Self {
        Self::new(Method::PUT, path.as_str())
    }

    /// A DELETE of the path.
    pub fn delete(path: &Path) -> Self {
        Self::new(Method::DELETE, path.as_str())
    }

    /// The same request to what [`Origin::on_this_origin`](crate::Origin::on_this_origin) made of a link.
    #[must_use]
    pub fn instead(mut self, path_and_query: &str) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        path.clone_into(&mut self.asked.path);
        query.clone_into(&mut self.query);
        self
    }

    fn new(method: Method, path: &str) -> Self {
        let changes = !method.is_safe();
        let asked = Asked { method, path: path.to_owned(), changes };
        Self {
            asked,
            query: String::new(),
            bucket: None,
            headers: Vec::new(),
            authorization: None,
            proof: None,
            body: None,
            secrets: Vec::new(),
        }
    }

    /// Adds a name and a value to the query.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.extend([&query_text(name), "=", &query_text(value)]);
        self
    }

    /// Names the rate bucket that it draws from.
    #[must_use]
    pub fn bucket(mut self, bucket: Bucket) -> Self {
        self.bucket = Some(bucket);
        self
    }

    /// Adds the credential.
    #[must_use]
    pub fn authorized(mut self, authorization: Authorization) -> Self {
        self.secrets.push(authorization.secret().clone());
        self.authorization = Some(authorization);
        self
    }

    /// Adds a header that holds no secret. It takes the place of what the transport would say itself, as `User-Agent`.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Adds a header that proves who sends.
    #[must_use]
    pub fn proven(mut self, name: HeaderName, proof: SecretString) -> Self {
        self.secrets.push(proof.clone());
        self.proof = Some((name, proof));
        self
    }

    /// Sends a JSON body.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(Body::Json(body));
        self
    }

    /// Names a secret that the body holds: nothing that the server says about it is repeated.
    #[must_use]
    pub fn hiding(mut self, secret: &SecretString) -> Self {
        self.secrets.push(secret.clone());
        self
    }

    /// Sends a form with a credential in it, `secret`.
    #[must_use]
    pub fn form(mut self, fields: &[(&str, &str)], secret: SecretString) -> Self {
        self.secrets.push(secret);
        let field = |(name, value): &(&str, &str)| format!("{}={}", query_text(name), query_text(value));
        self.body = Some(Body::Form(fields.iter().map(field).collect::<Vec<_>>().join("&").into()));
        self
    }

    /// Says that it changes nothing, whatever its method.
    #[must_use]
    pub fn harmless(mut self) -> Self {
        self.asked.changes = false;
        self
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.asked.method
    }

    /// The path as it goes on the wire.
    pub fn path(&self) -> &str {
        &self.asked.path
    }

    pub(crate) fn needs_length(&self) -> bool {
        matches!(self.asked.method, Method::POST | Method::PUT)
    }

    /// Path and query as they go on the wire.
    pub(crate) fn target(&self) -> String {
        if self.query.is_empty() { self.asked.path.clone() } else { format!("{}?{}", self.asked.path, self.query) }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({})", self.asked)
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::Request;
    use crate::path::Path;

    #[test]
    fn a_followed_link_is_sent_as_it_came() {
        let request = Request::get(&Path::new("/users")).query("q", "a").instead("/api/v1/users?after=00u%2F9&limit=2");
        assert_eq!(request.target(), "/api/v1/users?after=00u%2F9&limit=2");
        assert_eq!(request.asked.to_string(), "GET /api/v1/users");
    }

    #[test]
    fn values_are_encoded() {
        let request = Request::get(&Path::new("/users")).query("q", "a&b +c").query("limit", "2");
        assert_eq!(request.target(), "/users?q=a%26b%20%2Bc&limit=2");
    }
}
