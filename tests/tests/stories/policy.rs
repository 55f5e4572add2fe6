//! The document about policies: its tables are made from code, and its example is one that passes.

mod keys;
mod rules;

use jiff::Timestamp;
use mfadir_policy::{Example, Policy};
use mfadir_tests::Document;

const DOCUMENT: Document = Document("docs/policy.md");
const POLICY: Document = Document("docs/policy/desk.toml");
const EXAMPLES: Document = Document("docs/policy/examples.toml");
const END: &str = "<!-- Here it ends. -->\n";

/// The text with this table in the place of the one of this name.
fn with(text: &str, name: &str, table: &str) -> String {
    let begin = format!("<!-- The table of {name} is made from code; the tests check it. -->\n");
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("there is no table of {name}"));
    let (_, after) = rest.split_once(END).unwrap_or_else(|| panic!("the table of {name} has no end"));
    format!("{before}{begin}{table}{END}{after}")
}

#[test]
fn the_document_tells_every_rule_and_every_key() {
    let text = with(&DOCUMENT.text(), "rules", &rules::table());
    let text = with(&text, "keys", &keys::of_policies());
    DOCUMENT.must_be(&with(&text, "examples", &keys::of_examples()));
}

#[test]
fn the_example_of_a_policy_passes_its_examples() {
    let none = |name: &str| Err(format!("there is no {name}"));
    let policy = Policy::read("desk.toml", &POLICY.text(), &none).unwrap_or_else(|slip| panic!("{slip}"));
    let examples = Example::read("examples.toml", &EXAMPLES.text()).unwrap_or_else(|slip| panic!("{slip}"));
    assert!(examples.len() > 10);
    for trial in examples.iter().map(|example| example.try_on(&policy, Timestamp::UNIX_EPOCH)) {
        assert!(trial.passed(), "{}: {:?}", trial.name, trial.found);
    }
}
