//! Crates import only from the floors below them, and some pairs never meet.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

use super::Breach;
use crate::providers::{crate_of, providers};

/// Each crate's floor. A crate may import those on lower floors; `tests` may import all, `xtask` none of ours. A
/// provider stands on [`PROVIDER`] as soon as it is registered.
const FLOORS: &[(&str, u8)] = &[
    ("mfadir-core", 1),
    ("mfadir-http", 2),
    ("mfadir-journal", 2),
    ("mfadir-layers", 2),
    ("mfadir-memory", 2),
    ("mfadir-policy", 2),
    ("mfadir-conformance", 2),
    ("mfadir-notify", 3),
    ("mfadir-ops", 3),
    ("mfadir-sandbox", 3),
    ("mfadir", 4),
    ("mfadir-cli", 5),
];

/// The floor of every provider: none may import another one.
const PROVIDER: u8 = 3;

/// What a crate may not import although it lies below.
const NEVER: &[(&str, &str, &str)] = &[
    ("mfadir-sandbox", "mfadir-http", "the sandbox and a backend meet on the wire only"),
    ("mfadir-ops", "mfadir-http", "operations do no I/O of their own"),
    ("mfadir-ops", "mfadir-journal", "operations do no I/O of their own"),
];

const HOW: &str = "a provider is registered in crates/mfadir/Cargo.toml, any other crate in xtask/src/tidy/floors.rs";

/// Checks the manifests of `crates/` and `xtask`.
pub(super) fn check(root: &Path) -> Result<Vec<Breach>> {
    let floors = floors(root)?;
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join("crates")).context("could not read crates/")? {
        let folder = entry?.file_name().to_string_lossy().into_owned();
        let imports = our_imports(&root.join("crates").join(&folder).join("Cargo.toml"))?;
        match floors.get(&folder) {
            Some(floor) => found.extend(judge(&folder, *floor, &imports, &floors)),
            None => found.push(format!("crates/{folder}: stands on no floor; {HOW}")),
        }
    }
    found.sort();
    for import in our_imports(&root.join("xtask/Cargo.toml"))? {
        found.push(format!("xtask/Cargo.toml: imports {import}; it stands apart"));
    }
    Ok(found)
}

fn floors(root: &Path) -> Result<BTreeMap<String, u8>> {
    let fixed = FLOORS.iter().map(|(name, floor)| ((*name).to_owned(), *floor));
    let providers = providers(root)?.into_iter().map(|provider| (crate_of(&provider), PROVIDER));
    Ok(fixed.chain(providers).collect())
}

fn our_imports(manifest: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(manifest).with_context(|| format!("could not read {}", manifest.display()))?;
    let manifest: toml::Table = toml::from_str(&text)?;
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let names = dependencies.into_iter().flat_map(toml::Table::keys);
    Ok(names.filter(|name| *name == "mfadir" || name.starts_with("mfadir-")).cloned().collect())
}

fn judge(name: &str, floor: u8, imports: &[String], floors: &BTreeMap<String, u8>) -> Vec<Breach> {
    let mut found = Vec::new();
    for import in imports {
        if floors.get(import).is_none_or(|below| *below >= floor) {
            found.push(format!("crates/{name}/Cargo.toml: imports {import}, which is not on a floor below"));
        }
        for (_, _, why) in NEVER.iter().filter(|(who, what, _)| *who == name && what == import) {
            found.push(format!("crates/{name}/Cargo.toml: imports {import}; {why}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check;
    use crate::providers::tests::register;

    fn tree(manifests: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a temporary folder");
        register(root.path(), &["okta", "onelogin"]);
        for (path, imports) in manifests {
            fs::create_dir_all(root.path().join(path)).expect("a folder");
            let text = format!("[dependencies]\n{imports}");
            fs::write(root.path().join(path).join("Cargo.toml"), text).expect("a manifest");
        }
        root
    }

    #[test]
    fn an_arrow_up_is_named() {
        let root = tree(&[("crates/mfadir-core", "mfadir-http.workspace = true\n"), ("xtask", "")]);
        let found = check(root.path()).expect("readable");
        assert_eq!(found, ["crates/mfadir-core/Cargo.toml: imports mfadir-http, which is not on a floor below"]);
    }

    #[test]
    fn an_arrow_between_providers_is_named() {
        let root = tree(&[("crates/mfadir-okta", "mfadir-onelogin.workspace = true\n"), ("xtask", "")]);
        assert_eq!(check(root.path()).expect("readable").len(), 1);
    }

    #[test]
    fn a_provider_has_its_floor_from_where_it_is_registered() {
        let root = tree(&[("crates/mfadir-acme", "mfadir-ops.workspace = true\n"), ("xtask", "")]);
        let stray = check(root.path()).expect("readable");
        assert!(stray.len() == 1 && stray[0].contains("stands on no floor"), "{stray:?}");
        register(root.path(), &["acme"]);
        let found = check(root.path()).expect("readable");
        assert_eq!(found, ["crates/mfadir-acme/Cargo.toml: imports mfadir-ops, which is not on a floor below"]);
    }

    #[test]
    fn an_arrow_down_is_fine_and_an_unknown_crate_is_not() {
        let root = tree(&[("crates/mfadir-http", "mfadir-core.workspace = true\n"), ("xtask", "")]);
        assert!(check(root.path()).expect("readable").is_empty());
        let root = tree(&[("crates/mfadir-new", ""), ("xtask", "")]);
        assert_eq!(check(root.path()).expect("readable").len(), 1);
    }
}
