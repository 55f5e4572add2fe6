//! docs/rights.md: each right is one that the provider's guide names, and each verb has its row.

use mfadir::registry::providers;
use mfadir_policy::Verb;

/// The providers of the columns behind the command, in their order.
const COLUMNS: [&str; 5] = ["okta", "okta", "onelogin", "privacyidea", "keystone"];

fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rights.md");
    std::fs::read_to_string(path).expect("docs/rights.md is there")
}

/// The cells of each row: the command, then one a column.
fn rows(document: &str) -> Vec<Vec<&str>> {
    let rows = document.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// The words between backticks.
fn rights(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn each_right_is_named_in_the_guide_of_its_provider() {
    let document = document();
    for row in rows(&document) {
        assert_eq!(row.len(), COLUMNS.len() + 1, "{row:?}");
        for (cell, name) in row[1..].iter().zip(COLUMNS) {
            let known = providers().iter().find(|provider| provider.name == name);
            let guide = known.unwrap_or_else(|| panic!("{name} is not built in")).guide;
            assert!(cell.starts_with('–') || !cell.is_empty(), "{row:?}");
            for right in rights(cell) {
                assert!(guide.contains(right), "the guide of {name} does not name {right}");
            }
        }
    }
}

#[test]
fn each_verb_and_each_permission_of_the_guide_has_its_row() {
    let document = document();
    for verb in Verb::ALL {
        let named = rows(&document).iter().any(|row| row[0].contains(&format!("({verb})")));
        assert!(named, "{verb} has no row");
    }
    let guide = providers().iter().find(|provider| provider.name == "okta").map_or("", |provider| provider.guide);
    let words = guide.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '(' | ')'));
    // To make a token is no command of ours.
    for right in words.filter(|word| word.starts_with("okta.") && !word.contains("apitokens")) {
        assert!(document.contains(&format!("`{}`", right.trim_end_matches('.'))), "{right} is in the guide alone");
    }
}
