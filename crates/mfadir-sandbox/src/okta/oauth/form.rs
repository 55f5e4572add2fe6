//! The fields of a token request.

use std::collections::BTreeMap;

/// The fields, wherever they stand: the body is a form, and one of the vendor's own clients puts some of them into
/// the query. What the body says counts.
#[derive(Debug, Default)]
pub(super) struct Form(BTreeMap<String, String>);

impl Form {
    pub(super) fn of(query: Option<&str>, body: &[u8]) -> Self {
        let pairs = |text: &[u8]| url::form_urlencoded::parse(text).into_owned().collect::<Vec<_>>();
        let query = pairs(query.unwrap_or_default().as_bytes());
        Self(query.into_iter().chain(pairs(body)).collect())
    }

    /// A field that is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
