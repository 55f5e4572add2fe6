//! The documents know every provider that the registry has.

use std::{fmt::Write as _, path::Path};

use mfadir::{
    Config, ConnectOptions,
    registry::{Provider, Question, providers},
};
use mfadir_core::{Capabilities, Operation};
use mfadir_tests::Document;

const README: Document = Document("README.md");
const CONFIGURATION: Document = Document("docs/configuration.md");
const BEGIN: &str = "<!-- The table of providers is made from code; the tests check it. -->\n";
const END: &str = "<!-- Here it ends. -->\n";
const HEAD: &str = "\
| provider | `provider =`, and cargo feature | what a tenant says | operations | facts |
|---|---|---|---|---|
";

fn keys(questions: &[Question]) -> String {
    questions.iter().map(|question| format!("`{}`", question.key)).collect::<Vec<_>>().join(", ")
}

/// The keys that each form of credential needs.
fn says(provider: &Provider) -> String {
    let forms: Vec<_> = provider.credentials.iter().map(|form| keys(form.questions)).collect();
    format!("{}, {}", keys(provider.questions), forms.join(" or "))
}

/// A tenant that answers each question somehow: what is offered is told without asking anybody.
fn capabilities(provider: &Provider) -> Capabilities {
    let questions = provider.questions.iter().chain(provider.credentials[0].questions);
    let answers = questions.map(|question| match question {
        Question { key, secret: true, .. } => format!("{key} = {{ env = \"NONE\" }}\n"),
        Question { key: key @ "url", .. } => format!("{key} = \"https://acme.example.com\"\n"),
        Question { key, .. } => format!("{key} = \"acme\"\n"),
    });
    let text = format!("[tenant.acme]\nprovider = \"{}\"\n{}", provider.name, answers.collect::<String>());
    let config = Config::parse(&text, Path::new("config.toml")).expect("the questions are all that is needed");
    let connection = mfadir::connect(config.tenant("acme").expect("configured"), &ConnectOptions::default());
    connection.expect("nothing is asked yet").write.profile().capabilities.clone()
}

fn offers(provider: &Provider) -> String {
    let capabilities = capabilities(provider);
    let offered = Operation::ALL.iter().filter(|operation| capabilities.offers(**operation)).count();
    format!("{offered} of {}", Operation::ALL.len())
}

fn table() -> String {
    let mut text = HEAD.to_owned();
    for provider in providers() {
        let (title, name, says, offers) = (provider.title, provider.name, says(provider), offers(provider));
        let facts = format!("[docs/providers/{name}.md](docs/providers/{name}.md)");
        writeln!(text, "| {title} | `{name}` | {says} | {offers} | {facts} |").expect("text grows");
    }
    text
}

#[test]
fn the_table_of_providers_is_the_registry() {
    let readme = README.text();
    let (before, rest) = readme.split_once(BEGIN).expect("the table has a beginning");
    let (_, after) = rest.split_once(END).expect("the table has an end");
    README.must_be(&format!("{before}{BEGIN}{}{END}{after}", table()));
}

#[test]
fn every_provider_has_its_page_and_its_keys_are_explained() {
    let configuration = CONFIGURATION.text();
    for provider in providers() {
        let page = format!("docs/providers/{}.md", provider.name);
        assert!(Document(page.leak()).exists(), "{} has no page", provider.name);
        assert!(configuration.contains(&format!("| `{}` |", provider.name)), "{} has no keys", provider.name);
        let forms = provider.credentials.iter().flat_map(|form| form.questions);
        for question in provider.questions.iter().chain(forms) {
            let key = format!("`{}`", question.key);
            assert!(configuration.contains(&key), "{CONFIGURATION:?} does not explain {key} of {}", provider.name);
        }
    }
}
