//! Fields that must not make a row unreadable.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// For `#[serde(default, deserialize_with = "lenient")]`: a value of another shape is taken for none. Providers change
/// the type of a field now and then; a person's factors must stay visible all the same.
pub fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(deserializer)?).ok())
}

/// For ids, which come as numbers or as texts.
pub fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) if !text.is_empty() => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(serde::de::Error::custom("neither a text nor a number")),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{lenient, text_or_number};

    #[derive(Debug, Deserialize, PartialEq)]
    struct Row {
        #[serde(deserialize_with = "text_or_number")]
        id: String,
        #[serde(default, deserialize_with = "lenient")]
        name: Option<String>,
    }

    fn row(json: &str) -> Option<Row> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn an_odd_field_is_none_and_an_odd_id_is_an_error() {
        let none = |id: &str| Some(Row { id: id.into(), name: None });
        assert_eq!(row(r#"{"id":7,"name":["x"]}"#), none("7"));
        assert_eq!(row(r#"{"id":"7","name":null}"#), none("7"));
        assert_eq!(row(r#"{"id":"7"}"#), none("7"));
        assert_eq!(row(r#"{"id":null,"name":"x"}"#), None);
        assert_eq!(row(r#"{"id":"","name":"x"}"#), None);
    }
}
