//! A tenant's settings as they may be shown: where a secret is kept, never more.

use std::path::Path;

use toml::de::{DeTable, DeValue};

/// Each key with its dots, and its value as text.
pub(crate) fn shown(table: &DeTable<'_>) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    collect(table, "", &mut lines);
    lines
}

fn collect(table: &DeTable<'_>, prefix: &str, lines: &mut Vec<(String, String)>) {
    for (key, value) in table {
        let key = format!("{prefix}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => match secret_source(inner) {
                Some(source) => lines.push((key, source)),
                None => collect(inner, &format!("{key}."), lines),
            },
            plain => lines.push((key, text(plain))),
        }
    }
}

fn secret_source(table: &DeTable<'_>) -> Option<String> {
    let (key, value) = table.iter().next().filter(|_| table.len() == 1)?;
    match (key.get_ref().as_ref(), value.get_ref()) {
        ("env", DeValue::String(name)) => Some(format!("from the environment variable {name}")),
        ("file", DeValue::String(path)) => Some(format!("from the file {path}")),
        ("keyring", DeValue::String(name)) => Some(format!("from the keyring entry {name}")),
        ("command", DeValue::Array(words)) => {
            let program = words.first().map(|word| text(word.get_ref())).unwrap_or_default();
            let program = Path::new(&program).file_name().unwrap_or_default().to_string_lossy().into_owned();
            Some(format!("from the command {program}"))
        }
        _ => None,
    }
}

fn text(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(items) => items.iter().map(|item| text(item.get_ref())).collect::<Vec<_>>().join(", "),
        DeValue::Table(_) => "…".to_owned(),
    }
}
