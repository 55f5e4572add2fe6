//! What a request says in its body.

use serde_json::{Map, Value};

use super::{
    errors::{self, Refusal},
    exchange::Request,
};

const CODE_DIGITS: usize = 6;

/// The fields of a body. A number may come as a text and a text as a number, as the vendor's own clients send both;
/// unknown fields are ignored.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// The fields of a request of version 1; none where there is no body.
    pub(super) fn v1(request: &Request<'_>) -> Result<Self, Refusal> {
        Self::read(request).map_err(|problem| match problem {
            Problem::Type => errors::content_type(),
            Problem::Text => errors::not_json(),
        })
    }

    /// The fields of a request of version 2.
    pub(super) fn v2(request: &Request<'_>) -> Result<Self, Refusal> {
        Self::read(request).map_err(|_| errors::not_json_v2())
    }

    fn read(request: &Request<'_>) -> Result<Self, Problem> {
        if request.body.is_empty() {
            return Ok(Self::default());
        }
        if request.header("content-type") != Some("application/json") {
            return Err(Problem::Type);
        }
        serde_json::from_slice(request.body).map(Self).map_err(|_| Problem::Text)
    }

    /// Whether the field is there and not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    /// The field as a text, unless it is empty.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = match self.0.get(name)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// The field as a one-time code: one that comes as a number has lost its leading zeros.
    pub(super) fn code(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::Number(number) => Some(format!("{:0>CODE_DIGITS$}", number.to_string())),
            _ => self.text(name),
        }
    }

    /// The field as a whole number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.trim().parse().ok()
    }

    /// The field as a list of whole numbers; what is none is left out.
    pub(super) fn numbers(&self, name: &str) -> Vec<u64> {
        let list = self.0.get(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_u64).collect()
    }

    /// Whether the field is true.
    pub(super) fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
            _ => false,
        }
    }

    /// The field as a number of seconds within the range, or the usual number where it is not there. Nothing where it
    /// cannot be that.
    pub(super) fn seconds(&self, name: &str, usual: u64, range: std::ops::RangeInclusive<u64>) -> Option<u64> {
        if !self.has(name) {
            return Some(usual);
        }
        self.number(name).filter(|seconds| range.contains(seconds))
    }
}

enum Problem {
    Type,
    Text,
}
