//! Failures of operations, with the candidates to choose from.

use mfadir_core::{Factor, FactorType, User};
use mfadir_ops::Error;

use super::Failure;
use crate::output::clean;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let failure = Self::new(error.kind().into(), error.to_string());
        match error {
            Error::Directory(error) => error.into(),
            Error::SeveralUsers { candidates, .. } => {
                failure.with_details(people(&candidates)).with_hint("name one of them by login or `id:…`")
            }
            Error::NoUser { tenant, .. } => {
                failure.with_hint(format!("`mfadir -t {tenant} user find TEXT` searches names, logins and addresses"))
            }
            Error::NoFactor { suggestion: Some(word), listed, .. } => {
                failure.with_details(factors(&listed)).with_hint(format!("did you mean `{word}`?"))
            }
            Error::NoFactor { listed, .. } => {
                failure.with_details(factors(&listed)).with_hint("name one of those that are there")
            }
            Error::SeveralFactors { candidates, .. } => {
                failure.with_details(factors(&candidates)).with_hint("name one of them by `KIND@ISSUER` or `id:…`")
            }
            Error::NotEnrollable { suggestion: Some(word), is_a_kind: false, .. } => {
                failure.with_hint(format!("did you mean `{word}`?"))
            }
            Error::NotEnrollable { enrollable, .. } => failure.with_hint(offer(&enrollable)),
            Error::SeveralTypes { candidates, .. } => failure.with_hint(format!("name one: {}", words(&candidates))),
            Error::NotE164 { suggestion: Some(number), .. } => failure.with_hint(format!("did you mean {number}?")),
            Error::NotE164 { .. } => failure.with_hint("write it like +15555550123"),
            Error::NoCode { .. } => failure.with_hint("ask the user to read it out once more"),
            Error::NoReason => failure.with_hint("add --reason TEXT"),
            _ => failure,
        }
    }
}

/// What can be enrolled instead.
fn offer(types: &[FactorType]) -> String {
    if types.is_empty() {
        return "the provider's own console may offer it".to_owned();
    }
    format!("what can be enrolled there: {}", words(types))
}

fn words(types: &[FactorType]) -> String {
    types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// One line a person: login, id, name.
fn people(users: &[User]) -> Vec<String> {
    let name = |user: &User| user.name.clone().unwrap_or_default();
    lines(users.iter().map(|user| [user.login.clone(), format!("id:{}", user.id), name(user)]))
}

/// One line a factor: type, id, label.
fn factors(factors: &[Factor]) -> Vec<String> {
    let label = |factor: &Factor| factor.label.clone().unwrap_or_default();
    lines(factors.iter().map(|factor| [factor.factor_type.to_string(), format!("id:{}", factor.id), label(factor)]))
}

/// The cells in columns.
fn lines(rows: impl Iterator<Item = [String; 3]>) -> Vec<String> {
    let rows: Vec<[String; 3]> = rows.map(|row| row.map(|cell| clean(&cell).into_owned())).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (first, second) = (width(0), width(1));
    rows.iter().map(|[a, b, c]| format!("{a:first$}  {b:second$}  {c}").trim_end().to_owned()).collect()
}
