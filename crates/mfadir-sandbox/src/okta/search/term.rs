//! Expressions as values.

use serde_json::Value;

/// How a property is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    StartsWith,
    EndsWith,
    Contains,
    Present,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Comparison {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Self::Equal,
            "sw" => Self::StartsWith,
            "ew" => Self::EndsWith,
            "co" => Self::Contains,
            "pr" => Self::Present,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            _ => return None,
        })
    }

    /// Whether it is one that dates are compared with.
    pub(super) fn is_order(self) -> bool {
        !matches!(self, Self::StartsWith | Self::EndsWith | Self::Contains | Self::Present)
    }

    fn holds(self, held: &str, value: &str) -> bool {
        match self {
            Self::Equal => held == value,
            Self::StartsWith => held.starts_with(value),
            Self::EndsWith => held.ends_with(value),
            Self::Contains => held.contains(value),
            Self::Present => true,
            Self::Greater => held > value,
            Self::GreaterOrEqual => held >= value,
            Self::Less => held < value,
            Self::LessOrEqual => held <= value,
        }
    }
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Term {
    All(Vec<Term>),
    Any(Vec<Term>),
    Compare { property: String, comparison: Comparison, value: String },
}

impl Term {
    pub(super) fn fits(&self, object: &Value, heeds_case: bool) -> bool {
        match self {
            Self::All(terms) => terms.iter().all(|term| term.fits(object, heeds_case)),
            Self::Any(terms) => terms.iter().any(|term| term.fits(object, heeds_case)),
            Self::Compare { property, comparison, value } => {
                let form = |text: &str| if heeds_case { text.to_owned() } else { text.to_lowercase() };
                let held = values(object, &property.split('.').collect::<Vec<_>>());
                held.into_iter().any(|held| comparison.holds(&form(held), &form(value)))
            }
        }
    }
}

/// The texts under a path. A list on the way stands for each of its members.
fn values<'a>(object: &'a Value, path: &[&str]) -> Vec<&'a str> {
    match (object, path) {
        (Value::Array(members), _) => members.iter().flat_map(|member| values(member, path)).collect(),
        (Value::String(text), []) => vec![text],
        (Value::Object(fields), [first, rest @ ..]) => {
            fields.get(*first).map(|value| values(value, rest)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
