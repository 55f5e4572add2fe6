//! JSON, as a document or as lines.

use std::{collections::BTreeMap, fmt::Write};

use serde::Serialize;
use serde_json::value::RawValue;

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

#[derive(Serialize)]
struct Envelope<'a, T> {
    schema: &'static str,
    #[serde(flatten)]
    document: &'a T,
}

/// The whole document behind its schema.
pub(super) fn pretty(schema: &'static str, document: &impl Serialize) -> Outcome<String> {
    let text = serde_json::to_string_pretty(&Envelope { schema, document }).map_err(|error| failed(&error))?;
    Ok(escaped(&text) + "\n")
}

/// The items of the document, one a line, with their fields in the document's order.
pub(super) fn lines(items: Option<&str>, document: &impl Serialize) -> Outcome<String> {
    let text = serde_json::to_string(document).map_err(|error| failed(&error))?;
    let Some(name) = items else { return Ok(escaped(&text) + "\n") };
    let mut fields: BTreeMap<String, &RawValue> = serde_json::from_str(&text).map_err(|error| failed(&error))?;
    let list = fields.remove(name).map_or("[]", RawValue::get);
    let items: Vec<&RawValue> = serde_json::from_str(list).map_err(|error| failed(&error))?;
    Ok(items.iter().map(|item| escaped(item.get()) + "\n").collect())
}

/// One object as a line.
pub(super) fn line(item: &impl Serialize) -> Outcome<String> {
    let text = serde_json::to_string(item).map_err(|error| failed(&error))?;
    Ok(escaped(&text) + "\n")
}

/// JSON leaves some control characters as they are, which only occur inside strings; a terminal obeys them.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            // Writing to a string cannot fail.
            let _ = write!(safe, "\\u{:04x}", u32::from(letter));
        } else {
            safe.push(letter);
        }
    }
    safe
}

fn failed(error: &serde_json::Error) -> Failure {
    Failure::new(Exit::Failed, format!("the answer cannot be written as JSON: {error}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{lines, pretty};

    #[test]
    fn the_schema_comes_first() {
        let text = pretty("mfadir.test/v1", &json!({"a": 1})).expect("plain data");
        assert_eq!(text, "{\n  \"schema\": \"mfadir.test/v1\",\n  \"a\": 1\n}\n");
    }

    #[test]
    fn items_come_one_a_line_without_an_envelope() {
        let document = json!({"tenant": "acme", "factors": [{"id": 1}, {"id": 2}]});
        assert_eq!(lines(Some("factors"), &document).expect("plain data"), "{\"id\":1}\n{\"id\":2}\n");
        assert_eq!(lines(Some("factors"), &json!({"factors": []})).expect("plain data"), "");
        assert_eq!(lines(None, &json!({"a": []})).expect("plain data"), "{\"a\":[]}\n");
    }

    #[test]
    fn the_fields_of_an_item_keep_their_order() {
        #[derive(serde::Serialize)]
        struct Item {
            login: &'static str,
            id: u8,
        }
        let document = std::collections::BTreeMap::from([("users", [Item { login: "ada", id: 1 }])]);
        assert_eq!(lines(Some("users"), &document).expect("plain data"), "{\"login\":\"ada\",\"id\":1}\n");
    }

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_still_the_same_value() {
        let value = json!({"label": "a\u{9b}31m\u{202e}b"});
        let text = lines(None, &value).expect("plain data");
        assert!(!text.contains('\u{9b}') && !text.contains('\u{202e}'));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), value);
    }
}
