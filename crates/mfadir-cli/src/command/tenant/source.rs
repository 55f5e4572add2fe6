//! Where a secret is kept, as somebody says it: `env:NAME`, `file:PATH`, `command:PROGRAM ARGUMENTS`, `keyring:NAME`.

use std::path::{Path, PathBuf};

use mfadir::SecretSource;
use toml_edit::{Array, InlineTable, Value};

use crate::failure::{Failure, Outcome};

/// How a place is said.
pub(super) const FORMS: &str = "env:NAME, file:PATH, command:PROGRAM ARGUMENTS or keyring:NAME";

/// The source that was said. What was said is never repeated: it may be the secret itself.
pub(super) fn source(said: &str, folder: &Path) -> Outcome<SecretSource> {
    let (kind, place) = match said.split_once(':') {
        Some((kind, place)) if !place.trim().is_empty() => (kind.trim(), place.trim()),
        _ => return Err(not_a_source()),
    };
    match kind {
        "env" => Ok(SecretSource::Env(place.to_owned())),
        "file" => Ok(SecretSource::File(file(place, folder))),
        "command" => Ok(SecretSource::Command(place.split_whitespace().map(str::to_owned).collect())),
        "keyring" => Ok(SecretSource::Keyring(place.to_owned())),
        _ => Err(not_a_source()),
    }
}

/// The source as the configuration writes it.
pub(super) fn written(source: &SecretSource) -> Outcome<Value> {
    let (kind, value) = match source {
        SecretSource::Env(name) => ("env", Value::from(name)),
        SecretSource::File(path) => ("file", Value::from(path.to_string_lossy().into_owned())),
        SecretSource::Command(words) => ("command", Value::from(words.iter().collect::<Array>())),
        SecretSource::Keyring(name) => ("keyring", Value::from(name)),
        SecretSource::Value(_) => return Err(not_a_source()),
    };
    Ok(Value::from(InlineTable::from_iter([(kind, value)])))
}

/// The configuration counts from its own folder, the person who types from where they are.
fn file(path: &str, folder: &Path) -> PathBuf {
    if path.starts_with('~') { path.into() } else { folder.join(path) }
}

fn not_a_source() -> Failure {
    Failure::usage("a secret is never typed here, only where it is kept").with_hint(format!("say {FORMS}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use mfadir::SecretSource;

    use super::{source, written};

    fn said(text: &str) -> String {
        let source = source(text, Path::new("/home")).expect("a source");
        written(&source).expect("a place").to_string()
    }

    #[test]
    fn says_where_the_secret_is_kept() {
        assert_eq!(said("env:TOKEN"), r#"{ env = "TOKEN" }"#);
        assert_eq!(said("file:a/b"), r#"{ file = "/home/a/b" }"#);
        assert_eq!(said("file:~/b"), r#"{ file = "~/b" }"#);
        assert_eq!(said("command:pass acme/okta"), r#"{ command = ["pass", "acme/okta"] }"#);
        assert_eq!(said("keyring:acme/token"), r#"{ keyring = "acme/token" }"#);
    }

    #[test]
    fn a_typed_secret_is_refused_and_not_repeated() {
        for said in ["00canary", "canary:00", "env:", "file: "] {
            let failure = source(said, Path::new("/home")).expect_err("no source");
            assert!(!format!("{failure:?}").contains("canary"));
        }
        assert!(written(&SecretSource::Value("canary".into())).is_err());
    }
}
