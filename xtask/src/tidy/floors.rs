//! Crates import only from the floors below them, and some pairs never meet.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

use super::Breach;

/// Each crate's floor. A crate may import those on lower floors; `tests` may import all, `xtask` none of ours.
const FLOORS: &[(&str, u8)] = &[
    ("mfadir-core", 1),
    ("mfadir-http", 2),
    ("mfadir-layers", 2),
    ("mfadir-memory", 2),
    ("mfadir-conformance", 2),
    ("mfadir-okta", 3),
    ("mfadir-onelogin", 3),
    ("mfadir-ops", 3),
    ("mfadir-sandbox", 3),
    ("mfadir", 4),
    ("mfadir-cli", 5),
];

/// What a crate may not import although it lies below.
const NEVER: &[(&str, &str, &str)] = &[
    ("mfadir-sandbox", "mfadir-http", "the sandbox and a backend meet on the wire only"),
    ("mfadir-ops", "mfadir-http", "operations do no I/O of their own"),
];

/// Checks the manifests of `crates/` and `xtask`.
pub(super) fn check(root: &Path) -> Result<Vec<Breach>> {
    let floors: BTreeMap<&str, u8> = FLOORS.iter().copied().collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join("crates")).context("could not read crates/")? {
        let folder = entry?.file_name().to_string_lossy().into_owned();
        let imports = our_imports(&root.join("crates").join(&folder).join("Cargo.toml"))?;
        match floors.get(folder.as_str()) {
            Some(floor) => found.extend(judge(&folder, *floor, &imports, &floors)),
            None => found.push(format!("crates/{folder}: stands on no floor; give it one in xtask/src/tidy/floors.rs")),
        }
    }
    found.sort();
    for import in our_imports(&root.join("xtask/Cargo.toml"))? {
        found.push(format!("xtask/Cargo.toml: imports {import}; it stands apart"));
    }
    Ok(found)
}

fn our_imports(manifest: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(manifest).with_context(|| format!("could not read {}", manifest.display()))?;
    let manifest: toml::Table = toml::from_str(&text)?;
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let names = dependencies.into_iter().flat_map(toml::Table::keys);
    Ok(names.filter(|name| *name == "mfadir" || name.starts_with("mfadir-")).cloned().collect())
}

fn judge(name: &str, floor: u8, imports: &[String], floors: &BTreeMap<&str, u8>) -> Vec<Breach> {
    let mut found = Vec::new();
    for import in imports {
        if floors.get(import.as_str()).is_none_or(|below| *below >= floor) {
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

    fn tree(manifests: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a temporary folder");
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
    fn an_arrow_down_is_fine_and_an_unknown_crate_is_not() {
        let root = tree(&[("crates/mfadir-http", "mfadir-core.workspace = true\n"), ("xtask", "")]);
        assert!(check(root.path()).expect("readable").is_empty());
        let root = tree(&[("crates/mfadir-new", ""), ("xtask", "")]);
        assert_eq!(check(root.path()).expect("readable").len(), 1);
    }
}
