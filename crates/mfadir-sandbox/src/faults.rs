//! Answers that are spoiled on purpose, by rule.

mod pattern;
mod spoil;

pub(crate) use spoil::{answer_body, made_up, rewrite};

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Which requests are hit, how often, and what happens to them. Whatever is left out does not matter or does not
/// happen: an empty rule hits everything and changes nothing.
///
/// A rule with `status` or `body` makes an answer up, and the request is not carried out; with `after` it is carried
/// out first, as when an answer is lost on its way. A rule without them lets the request through and spoils the true
/// answer. `delay` passes before the request is carried out, with `after` between that and the answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// The method, in any case.
    pub method: Option<String>,
    /// The path as it is on the wire, without the query. `*` stands for anything within a segment, `**` for anything.
    pub path: Option<String>,
    /// How many requests are hit before the rule is spent.
    pub times: Option<u64>,
    /// How likely a matching request is hit, from 0 to 1.
    pub probability: Option<f64>,
    /// The status of the answer; 200 where only a body is given.
    pub status: Option<u16>,
    /// The body: a text as it is, anything else as JSON, `null` too.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// Headers of the answer, in place of the usual ones of the same name. An empty value takes the header away.
    pub headers: BTreeMap<String, String>,
    /// How long the answer takes, on the sandbox's clock.
    pub delay: Option<SignedDuration>,
    /// Where the body breaks off, although the header promised more.
    pub cut: Option<Cut>,
    /// Whether the connection is reset without an answer.
    pub reset: bool,
    /// Whether the request is carried out before it is spoiled.
    pub after: bool,
    /// Whether every entry of every list in the answer comes twice.
    pub duplicate: bool,
    /// A text in the answer that is changed.
    pub replace: Option<Replacement>,
}

/// Where a body breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cut {
    /// After so many bytes.
    After(usize),
    /// In the middle, where `true`.
    Middle(bool),
}

/// One text in place of another, everywhere in a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// What is looked for.
    pub text: String,
    /// What stands there instead.
    pub with: String,
}

/// A body that is there, be it `null`.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Rule {
    fn hits(&self, method: &str, path: &str) -> bool {
        let method_fits = self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
        let path_fits = self.path.as_ref().is_none_or(|wanted| pattern::matches(wanted, path));
        method_fits && path_fits && self.probability.is_none_or(|share| rand::random::<f64>() < share)
    }

    /// Whether the answer is not the true one.
    pub(crate) fn makes_up(&self) -> bool {
        self.status.is_some() || self.body.is_some()
    }

    /// The delay; a negative one is none.
    pub(crate) fn delay(&self) -> Option<Duration> {
        self.delay.and_then(|delay| Duration::try_from(delay).ok())
    }
}

/// The rules of one tenant. The first one that fits a request is used.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Rules>);

#[derive(Debug, Default)]
struct Rules {
    added: u64,
    rules: Vec<(u64, Rule)>,
}

impl Faults {
    /// Adds a rule after the others. Answers with its number.
    pub fn add(&self, rule: Rule) -> u64 {
        let mut rules = self.rules();
        rules.added += 1;
        let number = rules.added;
        rules.rules.push((number, rule));
        number
    }

    /// Takes all rules away.
    pub fn clear(&self) {
        self.rules().rules.clear();
    }

    /// The rules that are not spent, with their numbers and what is left of them.
    pub fn list(&self) -> Vec<(u64, Rule)> {
        self.rules().rules.clone()
    }

    /// The rule that hits this request, which counts as used.
    pub(crate) fn hit(&self, method: &str, path: &str) -> Option<(u64, Rule)> {
        let mut rules = self.rules();
        rules.rules.retain(|(_, rule)| rule.times != Some(0));
        let (number, rule) = rules.rules.iter_mut().find(|(_, rule)| rule.hits(method, path))?;
        rule.times = rule.times.map(|times| times - 1);
        Some((*number, rule.clone()))
    }

    fn rules(&self) -> MutexGuard<'_, Rules> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Faults, Rule};

    fn rule(text: &str) -> Rule {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_rule_is_spent_after_its_times() {
        let faults = Faults::default();
        faults.add(rule(r#"{"method":"delete","path":"/a/*","times":2,"status":503}"#));
        assert!(faults.hit("GET", "/a/b").is_none());
        assert!(faults.hit("DELETE", "/a/b").is_some());
        assert!(faults.hit("DELETE", "/a/c").is_some());
        assert!(faults.hit("DELETE", "/a/d").is_none());
        assert!(faults.hit("DELETE", "/a/d").is_none() && faults.list().is_empty());
    }

    #[test]
    fn a_typo_in_a_rule_is_an_error() {
        assert!(serde_json::from_str::<Rule>(r#"{"staus":503}"#).is_err());
    }

    #[test]
    fn no_probability_never_hits() {
        let faults = Faults::default();
        faults.add(rule(r#"{"probability":0.0}"#));
        assert!((0..100).all(|_| faults.hit("GET", "/").is_none()));
    }
}
