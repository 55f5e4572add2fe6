//! The keys that `tenant add` takes: those of the provider that was named, or of all.

use mfadir::registry::{self, CredentialForm, Provider, Question};

/// Where a secret may be kept, as it is typed.
const SOURCES: [(&str, &str); 4] = [
    ("env:", "an environment variable"),
    ("file:", "a file that only you can read"),
    ("command:", "what a program prints"),
    ("keyring:", "the keyring of the operating system"),
];

/// The forms of credential.
pub(super) fn forms(provider: Option<&str>) -> Vec<(String, String)> {
    meant(provider).flat_map(|provider| provider.credentials).map(named).collect()
}

/// The keys, each with its equal sign.
pub(super) fn keys(provider: Option<&str>, secret: bool) -> Vec<(String, String)> {
    let asked = meant(provider).flat_map(questions).filter(|question| question.secret == secret);
    asked.map(|question| (format!("{}=", question.key), question.what.to_owned())).collect()
}

/// The keys of secrets, or the sources behind a key that was typed.
pub(super) fn sources(provider: Option<&str>, typed: &str) -> Vec<(String, String)> {
    match typed.split_once('=') {
        Some((key, _)) => SOURCES.map(|(source, what)| (format!("{key}={source}"), what.to_owned())).into(),
        None => keys(provider, true),
    }
}

fn meant(provider: Option<&str>) -> impl Iterator<Item = &'static Provider> {
    registry::providers().iter().filter(move |known| provider.is_none_or(|name| name == known.name))
}

fn questions(provider: &'static Provider) -> impl Iterator<Item = &'static Question> {
    provider.questions.iter().chain(provider.credentials.iter().flat_map(|form| form.questions))
}

fn named(form: &CredentialForm) -> (String, String) {
    (form.name.to_owned(), form.what.to_owned())
}
