//! The table of rules: what each asks for under the two policies that need no file.

use std::{collections::BTreeMap, ffi::OsString, fmt::Write as _, sync::Arc};

use mfadir::{SystemClock, Variables};
use mfadir_cli::{Streams, Surroundings, run};
use mfadir_policy::{Policy, Rule, stands_for};
use mfadir_tests::block_on;
use serde_json::Value;

const HEAD: &str = "\
| rule | what it is for | in `strict` | in `open` | exit | can be lifted | an approved plan file settles it |
|---|---|---|---|---|---|---|
";

/// What each rule is for. A rule without an arm does not compile.
fn meaning(rule: Rule) -> &'static str {
    match rule {
        Rule::LastUsableFactor => "a removal locks nobody out",
        Rule::Keep => "what was asked to be kept stays",
        Rule::Cap => "a slip takes only so much",
        Rule::ProtectedUser => "people whose accounts are worth most are not reset by one voice",
        Rule::SelfAct => "nobody is operator and caller in one",
        Rule::Operator => "whoever acts is known, and still here",
        Rule::Ticket => "each act has a reason that others can look up",
        Rule::Receipt => "the caller is who they say",
        Rule::Proof => "what proves it cannot be forwarded or looked up",
        Rule::Approval => "a second person looks at it",
        Rule::OperatorCap => "one deceived or taken operator does only so much",
        Rule::UserCap => "nobody is worn down",
        Rule::CoolDown => "there is time to notice",
        Rule::Denial => "who denies a challenge is perhaps under attack",
        Rule::PushLimit => "people approve to be left alone",
        Rule::SelfService => "what people can do for themselves they do themselves",
        Rule::SmallestAct => "no more goes than has to",
    }
}

/// What each rule of a policy asks for, as the command tells it.
fn asks(policy: &str) -> BTreeMap<String, String> {
    let (streams, captured) = Streams::captured("");
    let words = ["mfadir", "policy", "show", policy, "-o", "json"].map(OsString::from);
    let surroundings = Surroundings::of(Variables::default());
    assert_eq!(block_on(run(words, surroundings, streams, Arc::new(SystemClock::new()))), 0, "{}", captured.error());
    let shown: Value = serde_json::from_str(&captured.output()).expect("JSON");
    let rules = shown["rules"].as_array().expect("rules").iter();
    let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    rules.map(|rule| (text(&rule["rule"]), text(&rule["asks"]))).collect()
}

/// Whether one approval of the plan file stands for what the rule asks of each step.
fn settled(rule: Rule) -> &'static str {
    let mut refusing = Policy::strict();
    refusing.protected.approval_is_enough = false;
    match (stands_for(rule, &Policy::strict()), stands_for(rule, &refusing)) {
        (true, true) => "yes",
        (true, false) => "where `protected.answer` is `\"approval\"`",
        _ => "no",
    }
}

pub(super) fn table() -> String {
    let (strict, open) = (asks("strict"), asks("open"));
    let mut text = HEAD.to_owned();
    for rule in Rule::ALL.iter().copied() {
        let (name, exit) = (rule.as_str(), if rule.wants_proof() { 8 } else { 6 });
        let lifted = if rule.can_be_lifted() { "yes" } else { "no" };
        let (strict, open) = (&strict[name], &open[name]);
        let settled = settled(rule);
        writeln!(text, "| `{name}` | {} | {strict} | {open} | {exit} | {lifted} | {settled} |", meaning(rule))
            .expect("text grows");
    }
    text
}
