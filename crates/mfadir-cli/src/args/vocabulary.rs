//! Words of which only some are known. Whoever mistypes one is told them all, and the near one.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use mfadir_policy::{Rule, Verb};

/// Reads a verb.
pub(crate) fn verb() -> impl TypedValueParser<Value = Verb> {
    PossibleValuesParser::new(Verb::ALL.iter().map(|verb| verb.as_str())).try_map(|word| word.parse::<Verb>())
}

/// Reads the name of a rule.
pub(crate) fn rule() -> impl TypedValueParser<Value = Rule> {
    PossibleValuesParser::new(Rule::ALL.iter().map(|rule| rule.as_str())).try_map(|word| word.parse::<Rule>())
}
