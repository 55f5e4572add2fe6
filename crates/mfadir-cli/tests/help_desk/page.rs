//! What the page shows.

use std::{fs, path::Path};

/// A command of the page, and what of its output is shown.
pub(crate) struct Shown {
    pub(crate) operator: String,
    pub(crate) line: String,
    pub(crate) said: Vec<String>,
}

fn text() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/help-desk.md");
    fs::read_to_string(path).expect("the page is there")
}

/// The commands under this heading: `OPERATOR$ mfadir …`, and below it what is shown of its output. A line of dots
/// stands for what is left out.
pub(crate) fn blocks(heading: &str) -> Vec<Shown> {
    let text = text();
    let section = text.split("\n## ").find(|section| section.starts_with(heading)).expect("the story is there");
    let blocks = section.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut found: Vec<Shown> = Vec::new();
    for line in blocks.flat_map(str::lines).filter(|line| !line.trim().is_empty() && *line != "…") {
        match line.split_once("$ mfadir ") {
            Some((operator, line)) => {
                found.push(Shown { operator: operator.to_owned(), line: line.to_owned(), said: Vec::new() });
            }
            None => found.last_mut().expect("a block begins with a command").said.push(line.trim_end().to_owned()),
        }
    }
    found
}

/// The file of this name that the page shows.
pub(crate) fn file(name: &str) -> String {
    let text = text();
    let block = text
        .split("```toml\n")
        .skip(1)
        .find_map(|rest| rest.split("```").next().filter(|block| block.starts_with(&format!("# {name}"))));
    block.expect("the page shows the file").to_owned()
}
