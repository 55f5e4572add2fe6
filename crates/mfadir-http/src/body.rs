//! What came instead of what was due. A body is described, never repeated: it may hold anything.

use http::{HeaderMap, header::CONTENT_TYPE};
use serde_json::{Value, error::Category};

/// How many bytes of an answer are read at most, after decompression. The longest page of any provider is far below.
pub(crate) const LONGEST: usize = 8 * 1024 * 1024;

/// The body as JSON, or what it is instead.
pub(crate) fn json(headers: &HeaderMap, body: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(body).map_err(|error| describe(headers, body, error.classify()))
}

fn describe(headers: &HeaderMap, body: &[u8], category: Category) -> String {
    let length = body.len();
    if body.trim_ascii().is_empty() {
        "an empty body".to_owned()
    } else if is_html(headers, body) {
        "an HTML page".to_owned()
    } else if category == Category::Eof {
        format!("JSON that breaks off after {length} bytes")
    } else {
        format!("{length} bytes that are not JSON")
    }
}

fn is_html(headers: &HeaderMap, body: &[u8]) -> bool {
    let declared = headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    declared || body.trim_ascii_start().starts_with(b"<")
}

/// The shape of a JSON value.
pub(crate) fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

    use super::json;

    fn came(body: &str) -> String {
        json(&HeaderMap::new(), body.as_bytes()).expect_err("no JSON")
    }

    #[test]
    fn says_what_came_without_repeating_it() {
        assert_eq!(came(" \r\n"), "an empty body");
        assert_eq!(came("\n<!doctype html><p>canary"), "an HTML page");
        assert_eq!(came(r#"[{"id":"canary"#), "JSON that breaks off after 14 bytes");
        assert_eq!(came("canary"), "6 bytes that are not JSON");
    }

    #[test]
    fn html_is_known_by_its_content_type_too() {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))]);
        assert_eq!(json(&headers, b"Too many requests").expect_err("no JSON"), "an HTML page");
    }
}
