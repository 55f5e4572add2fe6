//! A provider's word stands in code only in its own crate, in the sandbox, in the registry and in tests.

mod mention;

use std::path::Path;

use anyhow::Result;

use self::mention::mentions;
use super::Breach;
use crate::{
    providers::{crate_of, providers},
    tree::{Text, files},
};

/// Where every provider may be named; each may be in its own crate besides.
const ALLOWED: &[&str] = &[
    "crates/mfadir-sandbox/",
    "crates/mfadir/src/registry",
    // The command that starts the sandbox names its listeners.
    "crates/mfadir-cli/src/sandbox",
    "crates/mfadir-cli/src/command/sandbox",
    "crates/mfadir-cli/src/command/demo",
];

/// Files that only tests read, by the end of their path.
const TESTS: &[&str] = &["/tests.rs", "/fixture.rs"];

/// Checks the code of `crates/` for every provider that is registered; comments may name whom they like.
pub(super) fn check(root: &Path) -> Result<Vec<Breach>> {
    let mut found = Vec::new();
    for provider in providers(root)? {
        found.extend(naming(root, &provider)?);
    }
    Ok(found)
}

/// Every place where code names this provider, be it registered or not, and may not.
pub(crate) fn naming(root: &Path, provider: &str) -> Result<Vec<Breach>> {
    let sources = files(root, &["crates"], "rs")?;
    let own = format!("crates/{}/", crate_of(provider));
    let judged = sources.iter().filter(|text| !is_allowed(&text.path) && !text.path.starts_with(&own));
    Ok(judged.flat_map(|text| breaches(text, provider)).collect())
}

fn is_allowed(path: &str) -> bool {
    let is_test = path.contains("/tests/") || TESTS.iter().any(|end| path.ends_with(end));
    is_test || ALLOWED.iter().any(|allowed| path.starts_with(allowed))
}

fn breaches(text: &Text, provider: &str) -> Vec<Breach> {
    let code = text.lines().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
    let naming = code.filter(|(_, line)| mentions(line.split("//").next().unwrap_or_default(), provider));
    naming.map(|(number, _)| format!("{}:{number}: names the provider {provider}", text.path)).collect()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::check;
    use crate::providers::{providers, tests::register};

    fn write(root: &Path, path: &str, code: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, code).expect("a file");
    }

    fn found(root: &Path) -> Vec<String> {
        check(root).expect("readable")
    }

    #[test]
    fn each_of_our_providers_in_code_is_named() {
        let ours = providers(Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")).expect("readable");
        assert!(ours.iter().any(|name| name == "privacyidea"), "{ours:?}");
        let root = tempfile::tempdir().expect("a temporary folder");
        register(root.path(), &ours.iter().map(String::as_str).collect::<Vec<_>>());
        for name in &ours {
            write(root.path(), "crates/mfadir-ops/src/find.rs", &format!("let a = 1;\nif name == \"{name}\" {{}}\n"));
            assert_eq!(found(root.path()), [format!("crates/mfadir-ops/src/find.rs:2: names the provider {name}")]);
        }
    }

    #[test]
    fn a_new_provider_is_covered_as_soon_as_it_is_registered() {
        let root = tempfile::tempdir().expect("a temporary folder");
        register(root.path(), &["okta"]);
        write(root.path(), "crates/mfadir-ops/src/find.rs", "fn acme_id() {}\nstruct AcmeId;\n");
        assert_eq!(found(root.path()).len(), 0);
        register(root.path(), &["okta", "acme-id"]);
        assert_eq!(found(root.path()).len(), 2);
    }

    #[test]
    fn its_own_crate_the_sandbox_the_registry_and_tests_may_name_one_and_another_crate_may_not() {
        let root = tempfile::tempdir().expect("a temporary folder");
        register(root.path(), &["acme", "okta"]);
        let code = "let a = \"acme\";\n";
        for path in [
            "crates/mfadir-acme/src/lib.rs",
            "crates/mfadir-sandbox/src/acme.rs",
            "crates/mfadir/src/registry/acme.rs",
            "crates/mfadir-ops/src/plan/tests.rs",
            "crates/mfadir-ops/tests/plan.rs",
        ] {
            write(root.path(), path, code);
        }
        assert!(found(root.path()).is_empty());
        for path in ["crates/mfadir-okta/src/a.rs", "crates/mfadir-cli/src/a.rs", "crates/mfadir/src/stack.rs"] {
            write(root.path(), path, code);
        }
        assert_eq!(found(root.path()).len(), 3);
    }

    #[test]
    fn comments_and_tests_may_name_one() {
        let root = tempfile::tempdir().expect("a temporary folder");
        register(root.path(), &["okta"]);
        let fine = "//! As Okta does it.\nlet a = 1; // Okta too\n#[cfg(test)]\nmod tests { \"okta\" }\n";
        write(root.path(), "crates/mfadir-ops/src/a.rs", fine);
        assert!(found(root.path()).is_empty());
    }
}
