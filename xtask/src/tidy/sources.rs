//! What every source file keeps to, whatever it is about.

use std::path::Path;

use anyhow::Result;

use super::Breach;
use crate::tree::{Text, files};

/// A longer file has two ideas in it.
const LONGEST: usize = 400;

/// What may not stand in a line, and why.
const BANNED: &[(&str, &str)] = &[
    (concat!("#[", "allow("), "an expect with a reason says why"),
    (concat!("TO", "DO"), "do it or leave it out"),
    (concat!("FIX", "ME"), "mend it"),
    (concat!("use crate::", "{"), "import from the module, not from the crate root"),
];

/// What only the command may do.
const COMMAND_ONLY: &[&str] = &["process::exit", "env::args"];

/// Checks every Rust file of ours.
pub(super) fn check(root: &Path) -> Result<Vec<Breach>> {
    let sources = files(root, &["crates", "tests", "xtask"], "rs")?;
    Ok(sources.iter().flat_map(breaches).collect())
}

fn breaches(text: &Text) -> Vec<Breach> {
    let mut found = lines(text);
    let length = text.content.lines().count();
    if length > LONGEST {
        found.push(format!("{}: {length} lines; the second idea in it wants a file of its own", text.path));
    }
    if text.path.ends_with("src/lib.rs") {
        found.extend(library_root(text));
    }
    found
}

fn lines(text: &Text) -> Vec<Breach> {
    let mut found = Vec::new();
    let judged = text.lines().filter(|_| !text.path.starts_with("xtask/"));
    for (number, line) in judged {
        for (word, why) in BANNED.iter().filter(|(word, _)| line.contains(word)) {
            found.push(format!("{}:{number}: {word}: {why}", text.path));
        }
        let apart = text.path.starts_with("crates/mfadir-cli/") || text.path.starts_with("tests/");
        for word in COMMAND_ONLY.iter().filter(|word| !apart && line.contains(**word)) {
            found.push(format!("{}:{number}: {word}: only the command does that", text.path));
        }
    }
    found
}

fn library_root(text: &Text) -> Vec<Breach> {
    let definitions = ["fn ", "struct ", "enum ", "trait ", "impl", "const ", "static ", "type ", "macro_rules!"];
    let starts = |line: &str| {
        let bare = line.trim_start_matches("pub ").trim_start_matches("async ");
        definitions.iter().any(|definition| bare.starts_with(definition))
    };
    text.lines()
        .filter(|(_, line)| starts(line))
        .map(|(number, _)| format!("{}:{number}: a crate's root only names its modules", text.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::breaches;
    use crate::tree::Text;

    fn found(path: &str, content: &str) -> usize {
        breaches(&Text { path: path.into(), content: content.into() }).len()
    }

    #[test]
    fn a_definition_in_a_crate_root_is_named() {
        assert_eq!(found("crates/x/src/lib.rs", "mod a;\npub use a::A;\n"), 0);
        assert_eq!(found("crates/x/src/lib.rs", "mod a;\npub fn stray() {}\n"), 1);
    }

    #[test]
    fn a_long_file_is_named() {
        assert_eq!(found("crates/x/src/a.rs", &"let a = 1;\n".repeat(400)), 0);
        assert_eq!(found("crates/x/src/a.rs", &"let a = 1;\n".repeat(401)), 1);
    }

    #[test]
    fn an_exit_outside_the_command_is_named() {
        assert_eq!(found("crates/mfadir-ops/src/a.rs", "std::process::exit(1);"), 1);
        assert_eq!(found("crates/mfadir-cli/src/main.rs", "std::process::exit(1);"), 0);
    }
}
