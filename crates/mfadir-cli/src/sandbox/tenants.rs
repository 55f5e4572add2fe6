//! The demo tenants in the words of the configuration, so that nothing about them is special from there on.

use mfadir::Config;
use serde_json::Value;

use crate::{failure::Outcome, state::StateFolder};

/// The names of the demo tenants. They are used only where they are named.
pub(crate) const TENANTS: [&str; 3] = ["demo-okta", "demo-onelogin", "demo-onelogin-v2"];

const TEMPLATE: &str = include_str!("tenants.toml");

/// The configuration of the demo tenants; their secrets are put into the folder.
pub(super) fn config(folder: &StateFolder, ready: &Value) -> Outcome<Config> {
    let mut text = TEMPLATE.to_owned();
    for (provider, access) in ready.as_object().into_iter().flatten() {
        for (name, value) in access.as_object().into_iter().flatten() {
            let value = value.as_str().unwrap_or_default();
            text = fill(folder, &text, &format!("{provider}.{name}"), value)?;
        }
    }
    Ok(Config::parse(&text, "the demo tenants")?)
}

/// The demo tenants while nobody serves them: what can be told without asking them, and nothing that answers.
pub(crate) fn unserved() -> Config {
    let mut text = String::new();
    for part in TEMPLATE.split_inclusive('}') {
        match part.rsplit_once('{') {
            Some((before, blank)) if blank.starts_with("value ") || blank.starts_with("file ") => {
                text.extend([before, "\"http://127.0.0.1\""]);
            }
            _ => text.push_str(part),
        }
    }
    Config::parse(&text, "the demo tenants").unwrap_or_default()
}

fn fill(folder: &StateFolder, text: &str, name: &str, value: &str) -> Outcome<String> {
    let secret = format!("{{file {name}}}");
    if text.contains(&secret) {
        folder.write(name, value)?;
        return Ok(text.replace(&secret, &quoted(&folder.path(name).to_string_lossy())));
    }
    Ok(text.replace(&format!("{{value {name}}}"), &quoted(value)))
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{TENANTS, config, unserved};
    use crate::{state::StateFolder, surroundings::Surroundings};

    #[test]
    fn every_demo_tenant_is_a_good_tenant() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let surroundings = Surroundings::of([("MFADIR_STATE", folder.path())].into_iter().collect());
        let state = StateFolder::of(&surroundings).expect("a folder");
        let ready = json!({
            "okta": {"url": "http://127.0.0.1:1", "token": "s3cret-a", "read_only_token": "s3cret-b"},
            "onelogin": {"url": "http://127.0.0.1:2", "client_id": "c", "client_secret": "s3cret-d"},
        });
        let config = config(&state, &ready).expect("a good template");
        for name in TENANTS {
            let tenant = config.tenant(name).expect("configured");
            assert!(!format!("{tenant:?}").contains("s3cret"));
        }
        for name in TENANTS {
            assert!(unserved().tenant(name).is_ok(), "{name}");
        }
        assert_eq!(std::fs::read_to_string(state.path("okta.token")).expect("there"), "s3cret-a");
    }
}
