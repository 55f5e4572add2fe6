//! What the new provider is called, everywhere.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::{
    providers::{crate_of, providers},
    tidy,
};

const LONGEST: usize = 32;

/// A module cannot be called so.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// One name in each of its spellings.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// `acme-id`, for crate, configuration and documents.
    pub(super) kebab: String,
    /// `acme_id`, for modules.
    pub(super) module: String,
    /// `AcmeId`, for the directory's type.
    pub(super) camel: String,
    /// As people write it.
    pub(super) title: String,
}

impl Name {
    /// The name, where it can be one.
    pub(super) fn new(kebab: &str, title: Option<&str>) -> Result<Self> {
        ensure!(is_kebab(kebab), "{kebab:?} is no name: small letters, digits and single hyphens, a letter first");
        ensure!(kebab.len() <= LONGEST, "{kebab:?} is longer than {LONGEST} letters");
        ensure!(!KEYWORDS.contains(&kebab), "{kebab:?} is a word of Rust, and no module can be called so");
        let title = title.map_or_else(|| words(kebab).join(" "), str::to_owned);
        ensure!(is_title(&title), "{title:?} is no title: letters, digits, spaces and `.&+-`, a letter or digit first");
        let module = kebab.replace('-', "_");
        Ok(Self { camel: camel(kebab, &title), module, title, kebab: kebab.to_owned() })
    }

    /// The name without a title of its own.
    pub(super) fn of(kebab: &str) -> Result<Self> {
        Self::new(kebab, None)
    }

    /// Fails where something else is called so.
    pub(super) fn ensure_free(&self, root: &Path) -> Result<()> {
        let kebab = &self.kebab;
        ensure!(!providers(root)?.contains(kebab), "{kebab:?} is taken: it is a provider already");
        let folder = format!("crates/{}", crate_of(kebab));
        ensure!(!root.join(&folder).exists(), "{kebab:?} is taken: {folder} is there");
        if let Some(place) = tidy::naming(root, kebab)?.first() {
            let place = place.split(": ").next().context("a breach begins with its place")?;
            bail!("{kebab:?} is a word of our own code ({place}): nobody could tell it from the provider's name");
        }
        Ok(())
    }

    /// The text with each `{{spelling}}` in its place.
    pub(super) fn fill(&self, text: &str) -> String {
        let spellings = [
            ("{{name}}", &self.kebab),
            ("{{module}}", &self.module),
            ("{{Type}}", &self.camel),
            ("{{title}}", &self.title),
            ("{{MODULE}}", &self.module.to_uppercase()),
        ];
        spellings.iter().fold(text.to_owned(), |text, (spelling, with)| text.replace(spelling, with))
    }
}

fn is_kebab(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    text.starts_with(|letter: char| letter.is_ascii_lowercase()) && text.split('-').all(is_word)
}

/// It stands in Rust texts, in Markdown tables and in sentences.
fn is_title(text: &str) -> bool {
    let fits = |letter: char| letter.is_alphanumeric() || " .&+-".contains(letter);
    text.starts_with(char::is_alphanumeric) && text.chars().all(fits)
}

fn words(kebab: &str) -> Vec<String> {
    let word = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    kebab.split('-').map(word).collect()
}

/// A title that is the name in its own capitals knows best where they are.
fn camel(kebab: &str, title: &str) -> String {
    let plain: String = title.chars().filter(char::is_ascii_alphanumeric).collect();
    let is_same = plain.to_lowercase() == kebab.replace('-', "");
    if !is_same || !plain.contains(|letter: char| letter.is_lowercase()) {
        return words(kebab).concat();
    }
    let (first, rest) = plain.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::Name;
    use crate::providers::tests::register;

    fn refusal(name: &str) -> String {
        Name::of(name).expect_err(name).to_string()
    }

    #[test]
    fn one_name_has_a_spelling_for_each_place() {
        let name = Name::of("acme-id").expect("a name");
        assert_eq!(
            name.fill("{{name}} {{module}} {{Type}} {{title}} {{MODULE}}"),
            "acme-id acme_id AcmeId Acme Id ACME_ID"
        );
        let titled = |kebab, title| Name::new(kebab, Some(title)).expect("a name").camel;
        assert_eq!(
            (titled("onelogin", "OneLogin").as_str(), titled("acme-id", "Acme Cloud").as_str()),
            ("OneLogin", "AcmeId")
        );
        assert_eq!(titled("acme", "ACME"), "Acme");
    }

    #[test]
    fn what_cannot_be_a_name_is_told_why() {
        for name in ["", "Acme", "acme_id", "-acme", "acme-", "a--b", "7up", "acme/..", "äcme"] {
            assert!(refusal(name).contains("is no name"), "{name}");
        }
        assert!(refusal("match").contains("a word of Rust"));
        assert!(refusal(&"a".repeat(33)).contains("longer"));
        for title in ["", " ", "A|B", "A\"B", "A\nB", "{{name}}"] {
            Name::new("acme", Some(title)).expect_err(title);
        }
    }

    #[test]
    fn a_name_that_something_else_has_is_not_free() {
        let root = tempfile::tempdir().expect("a temporary folder");
        register(root.path(), &["okta"]);
        let write = |path: &str| {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, "let a = 1;\nlet token = 1;\n").expect("a file");
        };
        write("crates/mfadir-ops/src/find.rs");
        let taken = |name: &str| Name::of(name).expect("a name").ensure_free(root.path()).expect_err(name).to_string();
        assert!(taken("okta").contains("a provider already"));
        assert!(taken("ops").contains("crates/mfadir-ops is there"));
        assert!(taken("token").contains("crates/mfadir-ops/src/find.rs:2"));
        Name::of("acme").expect("a name").ensure_free(root.path()).expect("nobody else is called so");
    }
}
