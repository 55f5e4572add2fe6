//! The operators file.

use std::{fs, path::Path};

use mfadir_policy::{BadOperators, Operators};

use crate::config::{ConfigError, DeskConfig, Place};

/// Who may act, as the file says that the configuration names; nobody where it names none.
pub(super) fn operators(config: &DeskConfig) -> Result<Operators, ConfigError> {
    let Some(path) = &config.operators else { return Ok(Operators::default()) };
    if let Some(sealed) = &config.sealed {
        sealed.trusts(path).map_err(ConfigError::new)?;
    }
    let text = fs::read_to_string(path)
        .map_err(|error| ConfigError::file(path, "the operators file cannot be read", &error))?;
    Operators::read(&text).map_err(|bad| told(&bad, path, &text))
}

fn told(bad: &BadOperators, path: &Path, text: &str) -> ConfigError {
    match bad {
        BadOperators::Written(error) => {
            let at = error.span().map_or(0, |span| span.start);
            ConfigError::reworded(error.message()).at(Some(Place::in_text(path, text, at)))
        }
        other => ConfigError::new(format!("{}: {other}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{DeskConfig, operators};

    #[test]
    fn a_typo_has_its_place_and_a_suggestion() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("operators.toml");
        let config = DeskConfig { operators: Some(path.clone()), ..DeskConfig::default() };
        assert!(operators(&config).expect_err("no such file").to_string().contains("cannot be read"));
        fs::write(&path, "[[operator]]\nid = \"ann\"\nroel = \"lead\"\n").expect("writable");
        let error = operators(&config).expect_err("a typo");
        assert!(error.to_string().starts_with(&format!("{}:3:1: unknown key `roel`", path.display())), "{error}");
        assert_eq!(error.hint(), Some("did you mean `role`?"));
        fs::write(&path, "").expect("writable");
        assert!(operators(&config).expect("nobody").all().is_empty());
        assert!(operators(&DeskConfig::default()).expect("nobody").all().is_empty());
    }
}
