//! The profile of a device that has its secret already: how it makes codes of it.

use mfadir_core::{Error, ErrorKind, Result};
use serde_json::{Map, Value};

/// The parameter as an `otpauth:` address writes it, what it may be, and the server's word for it.
const KNOWN: &[(&str, &[&str], &str)] = &[
    ("algorithm", &["sha1", "sha256", "sha512"], "hashlib"),
    ("digits", &["6", "8"], "otplen"),
    ("period", &["30", "60"], "timeStep"),
];

/// The fields of a profile such as `algorithm=SHA256&digits=8`; nothing where it is empty.
pub(super) fn fields(profile: &str) -> Result<Map<String, Value>> {
    profile.split(['&', ',']).map(str::trim).filter(|part| !part.is_empty()).map(field).collect()
}

fn field(part: &str) -> Result<(String, Value)> {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let value = value.trim().to_lowercase();
    let known = KNOWN.iter().find(|(known, values, _)| *known == name.trim() && values.contains(&value.as_str()));
    known.map(|(_, _, word)| ((*word).to_owned(), value.into())).ok_or_else(|| unknown(part))
}

fn unknown(part: &str) -> Error {
    let known = KNOWN.iter().map(|(name, values, _)| format!("{name}={}", values.join("|")));
    Error::new(ErrorKind::Invalid, format!("{part:?} is no part of a profile at privacyIDEA"))
        .with_hint(format!("a profile is made of {}, joined by &", known.collect::<Vec<_>>().join(", ")))
}

#[cfg(test)]
mod tests {
    use mfadir_core::ErrorKind;
    use serde_json::{Value, json};

    use super::fields;

    #[test]
    fn a_profile_is_told_in_the_servers_words() {
        let told = fields("algorithm=SHA256&digits=8, period=60").expect("fields");
        assert_eq!(Value::Object(told), json!({"hashlib": "sha256", "otplen": "8", "timeStep": "60"}));
        assert!(fields("").expect("none").is_empty());
    }

    #[test]
    fn what_no_device_does_is_refused() {
        for odd in ["digits=7", "algorithm=md5", "fdz1", "period", "hashlib=sha1"] {
            assert_eq!(fields(odd).expect_err(odd).kind(), ErrorKind::Invalid);
        }
    }
}
