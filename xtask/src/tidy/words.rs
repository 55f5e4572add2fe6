//! A provider's word stands in code only in its own crate, in the sandbox, in the registry and in tests.

use std::path::Path;

use anyhow::Result;

use super::Breach;
use crate::tree::{Text, files};

const WORDS: &[&str] = &["okta", "onelogin"];

const ALLOWED: &[&str] = &[
    "crates/mfadir-okta/",
    "crates/mfadir-onelogin/",
    "crates/mfadir-sandbox/",
    "crates/mfadir/src/registry",
    // The command that starts the sandbox names its listeners.
    "crates/mfadir-cli/src/sandbox",
    "crates/mfadir-cli/src/command/sandbox",
    "crates/mfadir-cli/src/command/demo",
];

/// Files that only tests read, by the end of their path.
const TESTS: &[&str] = &["/tests.rs", "/fixture.rs"];

/// Checks the code of `crates/`; comments may name whom they like.
pub(super) fn check(root: &Path) -> Result<Vec<Breach>> {
    let sources = files(root, &["crates"], "rs")?;
    let judged = sources.iter().filter(|text| !is_allowed(&text.path));
    Ok(judged.flat_map(breaches).collect())
}

fn is_allowed(path: &str) -> bool {
    let is_test = path.contains("/tests/") || TESTS.iter().any(|end| path.ends_with(end));
    is_test || ALLOWED.iter().any(|allowed| path.starts_with(allowed))
}

fn breaches(text: &Text) -> Vec<Breach> {
    let code = text.lines().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
    code.filter_map(|(number, line)| {
        let line = line.split("//").next().unwrap_or_default().to_lowercase();
        let word = WORDS.iter().find(|word| line.contains(**word))?;
        Some(format!("{}:{number}: names the provider {word}", text.path))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{breaches, is_allowed};
    use crate::tree::Text;

    fn text(content: &str) -> Text {
        Text { path: "crates/mfadir-ops/src/find.rs".into(), content: content.into() }
    }

    #[test]
    fn a_provider_in_code_is_named() {
        assert_eq!(breaches(&text("let a = 1;\nif name == \"Okta\" {}\n")).len(), 1);
    }

    #[test]
    fn the_registry_and_tests_may_name_one() {
        assert!(is_allowed("crates/mfadir/src/registry/okta.rs"));
        assert!(is_allowed("crates/mfadir-ops/src/plan/tests.rs"));
        assert!(!is_allowed("crates/mfadir-ops/src/plan.rs"));
    }

    #[test]
    fn comments_and_tests_may_name_one() {
        let fine = "//! As Okta does it.\nlet a = 1; // OneLogin too\n#[cfg(test)]\nmod tests { \"okta\" }\n";
        assert!(breaches(&text(fine)).is_empty());
    }
}
