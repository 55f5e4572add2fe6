//! What the page of the notices says of templates.

use mfadir_ops::Templates;
use mfadir_tests::Document;

const PAGE: Document = Document("docs/notices.md");

/// What stands in backticks at the beginning of the rows of the table under this heading.
fn rows(heading: &str) -> Vec<String> {
    let text = PAGE.text();
    let table = text.split(heading).nth(1).unwrap_or_else(|| panic!("no table {heading}"));
    let rows = table.lines().skip(2).take_while(|line| line.starts_with("| `"));
    rows.filter_map(|row| Some(row.strip_prefix("| `")?.split_once('`')?.0.to_owned())).collect()
}

#[test]
fn the_page_lists_every_template_and_every_word_and_nothing_else() {
    assert_eq!(rows("| template | to whom |"), Templates::NAMES);
    assert_eq!(rows("| word | stands for |"), Templates::WORDS.map(|word| format!("{{{word}}}")));
}

#[test]
fn the_template_of_the_page_is_one() {
    let text = PAGE.text();
    let example = text.split("```toml\n[desk.notices]").nth(1).and_then(|rest| rest.split("```").next());
    let example = format!("[desk.notices]{}", example.expect("an example"));
    let config = mfadir::Config::parse(&example, "/config.toml").expect("a good section");
    let templates = config.desk().notices.templates.clone().expect("templates");
    assert!(templates.user.text.contains("{factors}") && templates.manager == Templates::default().manager);
}
