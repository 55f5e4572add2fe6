//! Links of an answer (docs/providers/okta.md, "Links").

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

/// `_links`. Under a name there is one link or, for `resend` and `send`, a list. Some hold a token in the address, so
/// `Debug` shows the names alone.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Links(Map<String, Value>);

impl Links {
    /// Where the link leads, the first one of a list.
    pub(crate) fn to(&self, name: &str) -> Option<&str> {
        let link = self.0.get(name)?;
        link.get(0).unwrap_or(link).get("href")?.as_str()
    }
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Links;

    #[test]
    fn one_link_and_a_list_of_links_read_the_same() {
        let json = json!({"poll": {"href": "/p"}, "resend": [{"name": "sms", "href": "/r"}], "odd": 5});
        let links: Links = serde_json::from_value(json).expect("links");
        assert_eq!((links.to("poll"), links.to("resend")), (Some("/p"), Some("/r")));
        assert_eq!((links.to("odd"), links.to("none")), (None, None));
        assert!(!format!("{links:?}").contains("/p"));
    }
}
