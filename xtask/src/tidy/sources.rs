//! What every source file keeps to, whatever it is about.

use std::path::Path;

use anyhow::Result;

use super::Breach;
use crate::tree::{Text, files};

/// A longer file has two ideas in it.
const LONGEST: usize = 400;

/// What may not stand in a line, and why.
const BANNED: &[(&str, &str)] =
    &[("#[allow(", "an expect with a reason says why"), ("TODO", "do it or leave it out"), ("FIXME", "mend it")];

/// What only the command may do.
const COMMAND_ONLY: &[&str] = &["process::exit", "env::args"];

/// Checks every Rust file of ours.
pub(super) fn check(root: &Path) -> Result<Vec<Breach>> {
    let sources = files(root, &["crates", "tests", "xtask"], "rs")?;
    Ok(sources.iter().flat_map(breaches).collect())
}

fn breaches(text: &Text) -> Vec<Breach> {
    let mut found = Vec::new();
    // The rules themselves spell out what they look for.
    if !text.path.starts_with("xtask/") {
        found.extend(lines(text));
        found.extend(root_imports(text));
    }
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
    for (number, line) in text.lines() {
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

/// Imports of the crate root's own names: what stands directly behind `crate::` is a module, in lower case.
fn root_imports(text: &Text) -> Vec<Breach> {
    let statements = text.content.split("use crate::").skip(1).filter_map(|rest| rest.split(';').next());
    let names = statements.flat_map(outermost).filter(|name| name.starts_with(char::is_uppercase));
    names.map(|name| format!("{}: imports {name} from the crate root, not from its module", text.path)).collect()
}

/// The first segment of each path of an import, braces opened once.
fn outermost(statement: &str) -> Vec<String> {
    let statement = statement.trim();
    let Some(group) = statement.strip_prefix('{') else { return vec![statement.to_owned()] };
    let mut depth = 0_u32;
    let mut paths = vec![String::new()];
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => paths.push(String::new()),
            _ if depth == 0 && !letter.is_whitespace() => paths.last_mut().expect("begun with one").push(letter),
            _ => {}
        }
    }
    paths
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
    fn an_import_from_the_crate_root_is_named() {
        assert_eq!(found("crates/x/src/a.rs", "use crate::{b::{C, D},\n e::F};\nuse crate::g::H;\n"), 0);
        assert_eq!(found("crates/x/src/a.rs", "use crate::{b::{C, D},\n F};\nuse crate::H;\n"), 2);
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
