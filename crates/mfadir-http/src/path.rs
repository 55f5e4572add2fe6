//! Paths that hold names: each name stays one segment, whatever is in it.

use std::fmt;

use mfadir_core::{Error, ErrorKind, Result};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but what RFC 3986 calls unreserved.
const TEXT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// In a path segment an `@` may stand as it is, which keeps mail addresses readable in the provider's log.
const SEGMENT: &AsciiSet = &TEXT.remove(b'@');

/// A path made of fixed parts and encoded names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// A path of the API itself: `/api/v1/users`.
    pub fn new(fixed: &'static str) -> Self {
        Self(fixed.to_owned())
    }

    /// Goes on with a fixed part: `/factors`.
    #[must_use]
    pub fn fixed(mut self, fixed: &'static str) -> Self {
        self.0.push_str(fixed);
        self
    }

    /// Goes on with one name as one encoded segment. `Invalid` for an empty name, `.` and `..`: these vanish from a
    /// URL even where they are encoded, and the path would mean something else.
    pub fn segment(mut self, name: &str) -> Result<Self> {
        if matches!(name, "" | "." | "..") {
            return Err(Error::new(ErrorKind::Invalid, format!("{name:?} cannot stand in an address")));
        }
        self.0.push('/');
        self.0.extend(utf8_percent_encode(name, SEGMENT));
        Ok(self)
    }

    /// The path as it goes on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A name or value of a query, encoded.
pub(crate) fn query_text(text: &str) -> String {
    utf8_percent_encode(text, TEXT).to_string()
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    use super::{Path, query_text};
    use crate::origin::Origin;

    #[test]
    fn mail_addresses_stay_readable_and_separators_do_not() {
        let path = |name| Path::new("/users").segment(name).expect("a path").to_string();
        assert_eq!(path("ada@example.com"), "/users/ada@example.com");
        assert_eq!(path("grace+lab@example.com"), "/users/grace%2Blab@example.com");
        assert_eq!(path("../me?x#y"), "/users/..%2Fme%3Fx%23y");
    }

    #[test]
    fn what_would_vanish_is_refused() {
        for name in ["", ".", ".."] {
            Path::new("/users").segment(name).expect_err(name);
        }
    }

    proptest! {
        #[test]
        fn a_name_is_one_segment_of_the_url_and_reads_back(name in "\\PC{1,20}|[./%\\\\?#;]{1,8}") {
            prop_assume!(!matches!(name.as_str(), "." | ".."));
            let origin = Origin::parse("https://acme.example.com").expect("an origin");
            let path = Path::new("/users").segment(&name).expect("a path").fixed("/factors");
            let url = origin.url(path.as_str()).expect("a URL");
            let segments: Vec<_> = url.path_segments().expect("segments").collect();
            prop_assert_eq!(segments.len(), 3);
            prop_assert_eq!(percent_decode_str(segments[1]).decode_utf8_lossy(), name);
            prop_assert!(url.query().is_none() && url.fragment().is_none());
        }

        #[test]
        fn a_value_is_one_value_of_the_query(value in "\\PC{0,20}|[&=+%# ]{0,8}") {
            let origin = Origin::parse("https://acme.example.com").expect("an origin");
            let url = origin.url(&format!("/users?q={}&limit=2", query_text(&value))).expect("a URL");
            let pairs: Vec<_> = url.query_pairs().map(|(_, value)| value.into_owned()).collect();
            prop_assert_eq!(pairs, [value, "2".to_owned()]);
        }
    }
}
