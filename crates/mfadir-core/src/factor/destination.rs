//! Where codes are sent: personal data that is shown masked.

use std::fmt;

use serde::{Serialize, Serializer};

/// A phone number or mail address. `Debug`, `Display` and `Serialize` mask it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Destination(String);

impl Destination {
    /// A destination as the provider sent it; it may be masked already.
    pub fn new(full: impl Into<String>) -> Self {
        Self(full.into())
    }

    /// The whole value, for those who asked for it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Enough to recognise it by, not enough to use it: the last two digits of a number, the first letter and the
    /// domain of an address.
    pub fn masked(&self) -> String {
        if let Some((local, domain)) = self.0.rsplit_once('@') {
            let first: String = local.chars().take(1).collect();
            return format!("{first}…@{domain}");
        }
        let hidden = self.0.chars().count().saturating_sub(2);
        let tail: String = self.0.chars().skip(hidden).collect();
        if hidden < 2 { "…".to_owned() } else { format!("…{tail}") }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.masked())
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Destination({})", self.masked())
    }
}

impl Serialize for Destination {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::Destination;

    #[test]
    fn shows_the_end_of_a_number_and_the_start_of_an_address() {
        assert_eq!(Destination::new("+15555550123").to_string(), "…23");
        assert_eq!(Destination::new("ada@example.com").to_string(), "a…@example.com");
    }

    #[test]
    fn a_short_text_is_not_shown_at_all() {
        assert_eq!(Destination::new("123").to_string(), "…");
        assert_eq!(Destination::new("").to_string(), "…");
    }

    #[test]
    fn neither_debug_nor_serialize_tells_more() {
        let number = Destination::new("+15555550123");
        assert!(!format!("{number:?}").contains("555"));
        assert_eq!(serde_json::to_string(&number).expect("a string serializes"), "\"…23\"");
    }
}
