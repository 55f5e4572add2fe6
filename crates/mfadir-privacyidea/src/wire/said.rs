//! What an error says.

use serde_json::Value;

/// The code and the words of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The server's own number for it.
    pub(crate) code: Option<i64>,
    /// The message.
    pub(crate) text: Option<String>,
}

impl Said {
    /// Looks where the envelope has it. What answers a path that nobody knows has a text and nothing else.
    pub(crate) fn in_body(body: &Value) -> Self {
        let error = &body["result"]["error"];
        let text = error["message"].as_str().or_else(|| body["error"].as_str());
        Self { code: error["code"].as_i64(), text: text.filter(|text| !text.is_empty()).map(str::to_owned) }
    }
}
