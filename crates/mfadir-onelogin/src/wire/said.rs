//! What an error says, in whichever of its shapes (docs/providers/onelogin.md, "Errors").

use serde_json::Value;

/// The words of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The message.
    pub(crate) text: Option<String>,
    /// The name of the error in version 2: the nearest thing to a code. Version 1 has none.
    pub(crate) name: Option<String>,
}

impl Said {
    /// Looks in the places where the two services and their forerunners put it.
    pub(crate) fn in_body(body: &Value) -> Self {
        let places =
            [&body["status"]["message"], &body["message"], &body["description"], &body["messages"], &body["name"]];
        Self { text: places.into_iter().find_map(message), name: text(&body["name"]) }
    }

    pub(crate) fn names(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }
}

/// A message is a text, a list of texts, or an attribute with its description.
fn message(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => fields.get("description").and_then(text),
        Value::Array(texts) => {
            let texts: Vec<_> = texts.iter().filter_map(text).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        other => text(other),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Said;

    #[test]
    fn finds_the_message_in_every_shape() {
        let said = |body: Value| Said::in_body(&body).text;
        let shapes = [
            json!({"status": {"error": true, "code": 400, "type": "bad request", "message": "m"}}),
            json!({"status": {"message": {"attribute": "id", "description": "m"}}}),
            json!({"statusCode": 404, "name": "NotFound", "message": "m"}),
            json!({"error": 1, "description": "m", "status": 400}),
            json!({"messages": ["m"]}),
            json!({"name": "m"}),
        ];
        for shape in shapes {
            assert_eq!(said(shape.clone()).as_deref(), Some("m"), "{shape}");
        }
        assert_eq!(said(json!([])), None);
        assert_eq!(said(json!(null)), None);
    }
}
