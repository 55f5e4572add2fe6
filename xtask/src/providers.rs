//! The providers of a checkout, read from the one place where each is switched on.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// The names of all providers, in order. A provider is a feature of the front door that brings the crate of its name:
/// `NAME = ["dep:mfadir-NAME"]`.
pub(crate) fn providers(root: &Path) -> Result<Vec<String>> {
    let path = root.join("crates/mfadir/Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    let manifest: toml::Table = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let mut names: Vec<String> = features.into_iter().flatten().filter_map(provider).collect();
    names.sort();
    Ok(names)
}

/// The crate of a provider.
pub(crate) fn crate_of(provider: &str) -> String {
    format!("mfadir-{provider}")
}

fn provider((feature, brings): (&String, &toml::Value)) -> Option<String> {
    let own = format!("dep:{}", crate_of(feature));
    let brings = brings.as_array().into_iter().flatten().filter_map(toml::Value::as_str);
    brings.into_iter().any(|brought| brought == own).then(|| feature.clone())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::{fs, path::Path};

    use super::providers;

    /// Writes a manifest of the front door that switches these on.
    pub(crate) fn register(root: &Path, names: &[&str]) {
        let features = names.iter().map(|name| format!("{name} = [\"dep:mfadir-{name}\"]\n"));
        let text = format!("[features]\ndefault = []\nkeyring = [\"dep:keyring\"]\n{}", features.collect::<String>());
        fs::create_dir_all(root.join("crates/mfadir")).expect("a folder");
        fs::write(root.join("crates/mfadir/Cargo.toml"), text).expect("a manifest");
    }

    #[test]
    fn a_provider_is_a_feature_with_a_crate_of_its_name() {
        let root = tempfile::tempdir().expect("a temporary folder");
        register(root.path(), &["onelogin", "acme-id"]);
        assert_eq!(providers(root.path()).expect("readable"), ["acme-id", "onelogin"]);
    }
}
