//! What the documents show is what the command says: every `console` block is run.

use std::{fs, path::Path, sync::Arc};

use mfadir::SystemClock;
use mfadir_tests::{Stage, Told, block_on};

const DOCUMENTS: [&str; 1] = ["README.md"];
const PROMPT: &str = "$ mfadir ";

/// A command line of a document, and what the document says that it says.
struct Shown {
    line: String,
    said: Vec<String>,
}

fn shown(document: &str) -> Vec<Shown> {
    let blocks = document.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut found: Vec<Shown> = Vec::new();
    for line in blocks.flat_map(str::lines) {
        match line.strip_prefix(PROMPT) {
            Some(command) => found.push(Shown { line: command.to_owned(), said: Vec::new() }),
            None => found.last_mut().expect("a block begins with a command").said.push(undated(line)),
        }
    }
    found
}

fn said(told: &Told) -> Vec<String> {
    let exit = (told.exit != 0).then(|| format!("(exit code {})", told.exit));
    told.output.lines().chain(told.error.lines()).map(undated).chain(exit).collect()
}

/// Days of last use move with the calendar.
fn undated(line: &str) -> String {
    let digits = |word: &str| word.len() == 10 && word.chars().all(|letter| letter.is_ascii_digit() || letter == '-');
    line.trim_end().split(' ').map(|word| if digits(word) { "<date>" } else { word }).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_console_block_of_the_documents_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).expect("the document is there");
        let shown = shown(&text);
        assert!(!shown.is_empty(), "{document} shows nothing");
        block_on(async {
            let stage = Stage::empty().await;
            for Shown { line, said: expected } in &shown {
                let told = stage.run_at(line, Arc::new(SystemClock::new())).await;
                assert_eq!(&said(&told), expected, "{document}: {line}");
            }
        });
    }
}
