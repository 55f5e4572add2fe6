//! The operators file.

use std::path::Path;

use mfadir_policy::{BadOperators, Operators};

use crate::config::{ConfigError, DeskConfig, Place, rule_text};

/// What to do where nothing nearer is known.
const CHECK: &str = "`mfadir operator check` tells whether the file is good";

/// Who may act, as the file says that the configuration names; nobody where it names none.
pub(super) fn operators(config: &DeskConfig) -> Result<Operators, ConfigError> {
    let Some(path) = &config.operators else { return Ok(Operators::default()) };
    if let Some(sealed) = &config.sealed {
        sealed.trusts(path).map_err(ConfigError::new)?;
    }
    let text = rule_text(path).map_err(|untaken| ConfigError::untaken("operators", path, &untaken))?;
    Operators::read(&text).map_err(|bad| told(&bad, path, &text))
}

fn told(bad: &BadOperators, path: &Path, text: &str) -> ConfigError {
    let error = match bad {
        BadOperators::Written(error) => {
            let at = error.span().map_or(0, |span| span.start);
            ConfigError::reworded(error.message()).at(Some(Place::in_text(path, text, at)))
        }
        other => ConfigError::new(format!("{}: {other}", path.display())),
    };
    if error.hint().is_some() { error } else { error.with_hint(CHECK) }
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
        fs::write(&path, "[[operator]]\nid = 3\n").expect("writable");
        assert_eq!(operators(&config).expect_err("no text").hint(), Some(super::CHECK));
        fs::write(&path, "").expect("writable");
        assert!(operators(&config).expect("nobody").all().is_empty());
        assert!(operators(&DeskConfig::default()).expect("nobody").all().is_empty());
    }
}
