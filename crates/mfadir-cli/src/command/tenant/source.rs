//! Where a secret is kept, as somebody says it: `env:NAME`, `file:PATH`, `command:PROGRAM ARGUMENTS`.

use std::path::Path;

use toml_edit::{Array, InlineTable, Value};

use crate::failure::{Failure, Outcome};

/// The source as the configuration writes it. What was said is never repeated: it may be the secret itself.
pub(super) fn source(said: &str, folder: &Path) -> Outcome<Value> {
    let (kind, place) = match said.split_once(':') {
        Some((kind, place)) if !place.trim().is_empty() => (kind.trim(), place.trim()),
        _ => return Err(not_a_source()),
    };
    let value = match kind {
        "env" => Value::from(place),
        "file" => Value::from(file(place, folder)),
        "command" => Value::from(place.split_whitespace().collect::<Array>()),
        _ => return Err(not_a_source()),
    };
    Ok(Value::from(InlineTable::from_iter([(kind, value)])))
}

/// The configuration counts from its own folder, the person who types from where they are.
fn file(path: &str, folder: &Path) -> String {
    if path.starts_with('~') { path.to_owned() } else { folder.join(path).to_string_lossy().into_owned() }
}

fn not_a_source() -> Failure {
    Failure::usage("a secret is never typed here, only where it is kept")
        .with_hint("say env:NAME, file:PATH or command:PROGRAM ARGUMENTS")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::source;

    fn written(said: &str) -> Option<String> {
        source(said, Path::new("/home")).ok().map(|value| value.to_string())
    }

    #[test]
    fn says_where_the_secret_is_kept() {
        assert_eq!(written("env:TOKEN").as_deref(), Some(r#"{ env = "TOKEN" }"#));
        assert_eq!(written("file:a/b").as_deref(), Some(r#"{ file = "/home/a/b" }"#));
        assert_eq!(written("file:~/b").as_deref(), Some(r#"{ file = "~/b" }"#));
        assert_eq!(written("command:pass acme/okta").as_deref(), Some(r#"{ command = ["pass", "acme/okta"] }"#));
    }

    #[test]
    fn a_typed_secret_is_refused_and_not_repeated() {
        for said in ["00canary", "canary:00", "env:", "file: "] {
            let failure = source(said, Path::new("/home")).expect_err("no source");
            assert!(!format!("{failure:?}").contains("canary"));
        }
    }
}
