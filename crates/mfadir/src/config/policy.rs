//! The policy that a tenant names.

use std::path::Path;

use mfadir_policy::{BadPolicy, Policy};
use toml::Spanned;

use super::{
    error::ConfigError,
    place::{Place, Sources},
    rulebook::rule_text,
    sealed::Sealed,
};
use crate::suggest::closest;

/// What holds for a configured tenant that names none.
const DEFAULT: &str = "strict";

const PRESETS: [&str; 2] = ["strict", "open"];

/// Reads the policy of this name: one of the two that need no file, or a file, named from where the configuration stands
/// that names it.
pub(crate) fn policy(
    name: Option<&Spanned<String>>,
    sources: &Sources,
    sealed: Option<&Sealed>,
) -> Result<Policy, ConfigError> {
    let none = |_: &str| Err("no file is named".to_owned());
    let Some(name) = name else { return Policy::named(DEFAULT, &none).map_err(told) };
    if PRESETS.contains(&name.get_ref().as_str()) {
        return Policy::named(name.get_ref(), &none).map_err(told);
    }
    let folder = sources.folder(name.span().start).unwrap_or(Path::new(""));
    let path = folder.join(name.get_ref());
    let text = text(&path, sealed).map_err(|error| unread(name, error, sources))?;
    let files = |path: &str| self::text(Path::new(path), sealed).map_err(|error| clause(&error));
    Policy::read(&path.display().to_string(), &text, &files).map_err(told)
}

fn text(path: &Path, sealed: Option<&Sealed>) -> Result<String, ConfigError> {
    if let Some(sealed) = sealed {
        sealed.trusts(path).map_err(ConfigError::new)?;
    }
    rule_text(path).map_err(|untaken| ConfigError::untaken("policy", path, &untaken))
}

/// What is wrong, and after a colon what to do.
fn clause(error: &ConfigError) -> String {
    let hint = error.hint().map(|hint| format!(": {hint}"));
    format!("{}{}", error.message(), hint.unwrap_or_default())
}

fn unread(name: &Spanned<String>, error: ConfigError, sources: &Sources) -> ConfigError {
    let error = error.at(sources.place(name.span().start));
    match closest(name.get_ref(), PRESETS) {
        _ if error.hint().is_some() => error,
        Some(word) => error.with_hint(format!("did you mean `{word}`?")),
        None => error.with_hint("a policy is `strict`, `open` or a file, and nothing runs without its policy"),
    }
}

/// The fault stands in the policy file itself.
fn told(bad: BadPolicy) -> ConfigError {
    let BadPolicy { file, line, column, message } = bad;
    let error = ConfigError::reworded(&message);
    let usual = format!("`mfadir policy check {file}` tells whether it is good");
    let error = if error.hint().is_some() { error } else { error.with_hint(usual) };
    error.at(Some(Place { path: file.into(), line, column }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use mfadir_policy::Rule;
    use tempfile::TempDir;

    use crate::config::{Config, ConfigError};

    const ACME: &str = "[tenant.acme]\nprovider = \"okta\"\nurl = \"https://acme.okta.com\"\n\
                        auth = { api_token = { env = \"ACME_TOKEN\" } }\n";

    /// The tenant `acme` of a configuration in this folder, with these lines of its own.
    fn acme(folder: &TempDir, lines: &str) -> Result<(String, Option<String>), ConfigError> {
        let config = Config::parse(&format!("{ACME}{lines}"), folder.path().join("config.toml")).expect("sections");
        let policy = config.tenant("acme")?.policy.clone();
        Ok((policy.name.clone(), policy.place(Rule::Ticket).map(ToString::to_string)))
    }

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("writable");
        }
        folder
    }

    #[test]
    fn a_tenant_has_its_own_policy_or_everybodys() {
        let folder = folder(&[]);
        let name = |lines: &str| acme(&folder, lines).expect("a policy").0;
        assert_eq!(name(""), "strict");
        assert_eq!(name("policy = \"open\""), "open");
        assert_eq!(name("[defaults]\npolicy = \"open\""), "open");
        assert_eq!(name("policy = \"strict\"\n[defaults]\npolicy = \"open\""), "strict");
    }

    #[test]
    fn where_a_policy_is_named_is_told() {
        let folder = folder(&[]);
        let at = |lines: &str| {
            let config = Config::parse(&format!("{ACME}{lines}"), folder.path().join("config.toml")).expect("sections");
            config.tenant("acme").expect("good").policy_at.as_ref().map(|place| (place.line, place.column))
        };
        assert_eq!(at(""), None);
        assert_eq!(at("policy = \"strict\""), Some((5, 10)));
        assert_eq!(at("\n[defaults]\npolicy = \"open\""), Some((7, 10)));
    }

    #[test]
    fn a_file_is_found_beside_the_configuration_and_what_it_extends_beside_it() {
        let base = "extends = \"strict\"\n\n[ticket]\npattern = \"INC[0-9]+\"\n";
        let folder = folder(&[("desk.toml", "extends = \"base.toml\"\n"), ("base.toml", base)]);
        let (name, place) = acme(&folder, "policy = \"desk.toml\"").expect("a policy");
        assert_eq!(name, folder.path().join("desk.toml").display().to_string());
        let base = folder.path().join("base.toml");
        assert_eq!(place, Some(format!("{}:3", base.display())));
    }

    #[test]
    fn what_a_file_in_another_folder_extends_lies_there() {
        let folder = folder(&[("desk.toml", "extends = \"shared/base.toml\"\n"), ("own.toml", "extends = \"open\"\n")]);
        fs::create_dir(folder.path().join("shared")).expect("writable");
        let shared =
            |name: &str, text: &str| fs::write(folder.path().join("shared").join(name), text).expect("writable");
        shared("base.toml", "extends = \"own.toml\"\n");
        shared("own.toml", "extends = \"strict\"\n\n[ticket]\npattern = \"INC[0-9]+\"\n");
        let (_, place) = acme(&folder, "policy = \"desk.toml\"").expect("a policy");
        let own = folder.path().join("shared").join("own.toml");
        assert_eq!(place, Some(format!("{}:3", own.display())));
    }

    #[test]
    fn a_typo_has_its_place_in_the_policy_file_and_a_suggestion() {
        let folder = folder(&[("desk.toml", "extends = \"strict\"\ncool-dwon = \"1h\"\n")]);
        let error = acme(&folder, "policy = \"desk.toml\"").expect_err("a typo");
        let file = folder.path().join("desk.toml");
        assert!(error.to_string().starts_with(&format!("{}:2:1: unknown key `cool-dwon`", file.display())), "{error}");
        assert_eq!(error.hint(), Some("did you mean `cool-down`?"));
    }

    #[test]
    fn a_file_that_is_not_there_is_told_where_it_was_named() {
        let folder = folder(&[]);
        let error = acme(&folder, "policy = \"stict\"").expect_err("no such file");
        assert!(error.to_string().contains("config.toml:5:10: the policy file"), "{error}");
        assert_eq!(error.hint(), Some("did you mean `strict`?"));
    }
}
