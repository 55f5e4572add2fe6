//! Links between our own documents lead somewhere.

use std::path::Path;

use anyhow::Result;

use super::Breach;
use crate::tree::{Text, files};

/// Checks the relative links of `README.md` and `docs/`.
pub(super) fn check(root: &Path) -> Result<Vec<Breach>> {
    let documents = files(root, &["README.md", "docs"], "md")?;
    Ok(documents.iter().flat_map(|document| breaches(root, document)).collect())
}

fn breaches(root: &Path, document: &Text) -> Vec<Breach> {
    let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
    let mut found = Vec::new();
    for (number, line) in document.lines() {
        for target in targets(line).filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let file = target.split('#').next().unwrap_or_default();
            if !root.join(folder).join(file).exists() {
                found.push(format!("{}:{number}: leads nowhere: {target}", document.path));
            }
        }
    }
    found
}

fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_link_that_leads_nowhere_is_named() {
        let root = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(root.path().join("docs")).expect("a folder");
        std::fs::write(root.path().join("docs/a.md"), "[b](b.md) [web](https://example.com)").expect("a file");
        assert_eq!(check(root.path()).expect("readable"), ["docs/a.md:1: leads nowhere: b.md"]);
        std::fs::write(root.path().join("docs/b.md"), "[a](a.md#top)").expect("a file");
        assert!(check(root.path()).expect("readable").is_empty());
    }
}
