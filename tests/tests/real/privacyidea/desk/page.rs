//! What `docs/help-desk.md` shows of privacyIDEA.

use std::{fs, path::Path};

/// A command line, and lines of what it said.
#[derive(Debug)]
pub(super) struct Shown {
    /// `OPERATOR$ mfadir …`
    pub(super) line: String,
    pub(super) said: Vec<String>,
}

/// The commands of that block of the section, counted from 0. A line of dots stands for what is left out.
fn shown(block: usize) -> Vec<Shown> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/help-desk.md");
    let text = fs::read_to_string(path).expect("the page is there");
    let (_, section) = text.split_once("\n## On privacyIDEA\n").expect("the section is there");
    let block = section.split("```console\n").nth(block + 1).and_then(|rest| rest.split("```").next());
    let mut shown: Vec<Shown> = Vec::new();
    for line in block.expect("the block is there").lines().filter(|line| !line.trim().is_empty() && *line != "…") {
        if line.contains("$ mfadir ") {
            shown.push(Shown { line: line.to_owned(), said: Vec::new() });
        } else {
            shown.last_mut().expect("a block begins with a command").said.push(line.trim_end().to_owned());
        }
    }
    shown
}

/// Each command of the block was run, in this order, and said what the page shows; where it shows no exit code, it is 0.
pub(super) fn compare(block: usize, runs: &[Shown]) {
    let mut runs = runs.iter();
    for shown in shown(block) {
        let run = runs.find(|run| run.line == shown.line);
        let run = run.unwrap_or_else(|| panic!("nobody ran, or not in this order: {}", shown.line));
        let mut left = run.said.iter();
        for line in &shown.said {
            assert!(
                left.any(|other| other == line),
                "{}: the page shows\n{line}\nof\n{}",
                run.line,
                run.said.join("\n")
            );
        }
        let exit = run.said.iter().find(|line| line.starts_with("(exit code "));
        assert!(exit.is_none_or(|exit| shown.said.contains(exit)), "{}: {exit:?}", run.line);
    }
}
