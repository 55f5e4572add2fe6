//! The tables of keys: held against what the readers of the files say that they expect.

use std::{collections::BTreeSet, fmt::Write as _};

use jiff::SignedDuration;
use mfadir_policy::{Attest, Example, Overrides, PlanLimits, Policy, Verb, Way};

/// A key, its meaning, and how a policy stands to it.
type Key = (&'static str, &'static str, fn(&Policy) -> String);

const KEYS: &[Key] = &[
    (
        "extends",
        "what holds where this file says nothing: `strict`, `open` or a file, named from where this one lies; always needed",
        |_| none(),
    ),
    ("operators", "acts need an operator of the operators file", |policy| policy.operators.to_string()),
    ("cool-down", "the time between two acts on one person", |policy| time(policy.cool_down)),
    ("denial", "how long a denied challenge stops everything for the person", |policy| time(policy.denial)),
    ("smallest-act", "a reset is refused where less would help", |policy| policy.smallest_act.to_string()),
    ("ticket.required", "the verbs that need a ticket, or `\"all\"`", |policy| verbs(&policy.ticket.required)),
    ("ticket.pattern", "the form of a whole ticket, as a regular expression", |policy| {
        policy.ticket.pattern.as_ref().map_or_else(none, ToString::to_string)
    }),
    ("ticket.check", "the ticket system has to know it: open, and for this person", |policy| {
        policy.ticket.check.to_string()
    }),
    ("receipt.required", "the verbs that need a verified caller, or `\"all\"`", |policy| {
        verbs(&policy.receipt.required)
    }),
    (
        "receipt.proofs",
        "the factors whose challenge counts: `push`, `totp@google`; never a security question",
        |policy| list(policy.receipt.proofs.iter().map(ToString::to_string)),
    ),
    (
        "receipt.attested",
        "what it is worth that somebody vouches: `METHOD = \"counts\"`, `\"approval\"` or `\"never\"`",
        attested,
    ),
    ("receipt.valid", "how long a receipt counts", |policy| time(Some(policy.receipt.valid))),
    ("protected.administrators", "the provider's administrators are protected", |policy| {
        policy.protected.administrators.to_string()
    }),
    ("protected.people", "who else is: logins, mail addresses, ids, `group:NAME`, `role:NAME`", |policy| {
        list(policy.protected.people.iter().cloned())
    }),
    ("protected.complete", "the list is complete: \"cannot tell\" protects nobody", |policy| {
        policy.protected.complete.to_string()
    }),
    (
        "protected.answer",
        "what is said to an act on them: `\"refuse\"`, or `\"approval\"` where a second operator's is enough",
        |policy| if policy.protected.approval_is_enough { "approval" } else { "refuse" }.to_owned(),
    ),
    ("approval.required", "the verbs that need a second operator, or `\"all\"`", |policy| {
        verbs(&policy.approval.required)
    }),
    ("approval.valid", "how long an approval counts", |policy| time(Some(policy.approval.valid))),
    ("caps.factors", "how many factors go in one go", |policy| policy.caps.factors.to_string()),
    ("caps.operator-per-hour", "how many acts one operator does in an hour, or `\"unlimited\"`", |policy| {
        number(policy.caps.operator_per_hour)
    }),
    ("caps.user-per-day", "how many acts are done on one person in a day, or `\"unlimited\"`", |policy| {
        number(policy.caps.user_per_day)
    }),
    ("pushes.most", "how often one person is asked to approve something, or `\"unlimited\"`", |policy| {
        number(policy.pushes.map(|pushes| pushes.most))
    }),
    ("pushes.within", "within this time", |policy| time(policy.pushes.map(|pushes| pushes.within))),
    ("self-service.first", "what people can do for themselves is refused", |policy| {
        policy.self_service.first.to_string()
    }),
    ("self-service.link", "where they do it", |policy| policy.self_service.link.clone().unwrap_or_else(none)),
    ("desk", "a table of any of these keys, which count at the desk alone", |_| none()),
    ("change", "a table of any of these keys, which count alone where a plan file is applied to many people", change),
    ("change.plan.people", "how many people one plan file may hold, or `\"unlimited\"`", |policy| {
        number(plan(policy).people)
    }),
    ("change.plan.factors", "how many of their factors, or `\"unlimited\"`", |policy| number(plan(policy).factors)),
    ("overrides", "who may lift which rule: `RULE = [\"ann\", \"role:lead\"]`", |policy| {
        if policy.overrides == Overrides::Anybody { "whoever says why" } else { "nobody" }.to_owned()
    }),
];

/// The keys that a file has, and no table of one way of working.
const OF_FILES: [&str; 3] = ["extends", "desk", "change"];

const EXAMPLE_KEYS: &[(&str, &str)] = &[
    ("name", "what the example shows"),
    ("verb", "what is asked for"),
    ("factors", "the factors that it takes, asks or makes: `push@okta`"),
    ("administrator", "whether the person is one: `true`, `false`, `\"cannot tell\"`"),
    ("protected", "whether they are named as protected: `true`, `false`"),
    ("own", "whether the operator is the person"),
    ("self-service", "whether they could help themselves"),
    ("smaller", "whether less than a reset would help"),
    ("operator", "the operator's id, where the policy names ids"),
    ("role", "what they are in the operators file: `agent`, `approver`, `lead`; `unknown` where they are not in it"),
    ("ticket", "the ticket"),
    ("ticket-system", "what the ticket system says of it: `\"fits\"`, `\"does not fit\"`, `\"cannot tell\"`"),
    ("receipt", "what the caller proved, or who vouches: `push@okta`, `manager`; left out where nothing was"),
    ("approval", "whether a second operator agreed: to the act, or to the plan file"),
    ("change", "whether it is a step of a plan file: `true`, `false`, or how much that holds: `{ people, factors }`"),
    ("history", "what was done before: `{ verb, ago, same-operator, other-person, same-receipt, ticket, denied }`"),
    ("stands", "what the plan itself stands against: `last-usable-factor`, `keep`, `cap`"),
    ("lift", "the rules that the operator lifts"),
    ("reason", "why"),
    ("expect", "`\"allowed\"`, or the rules that stand against it, all of them"),
];

fn none() -> String {
    "–".to_owned()
}

fn time(long: Option<SignedDuration>) -> String {
    long.map_or_else(none, |long| format!("{long:#}"))
}

fn number(most: Option<u32>) -> String {
    most.map_or_else(|| "unlimited".to_owned(), |most| most.to_string())
}

fn list(words: impl Iterator<Item = String>) -> String {
    let text = words.collect::<Vec<_>>().join(", ");
    if text.is_empty() { none() } else { text }
}

fn verbs(verbs: &BTreeSet<Verb>) -> String {
    if verbs.len() == Verb::ALL.len() { "all".to_owned() } else { list(verbs.iter().map(ToString::to_string)) }
}

fn attested(policy: &Policy) -> String {
    let worth = |worth: &Attest| if *worth == Attest::Counts { "counts" } else { "approval" };
    list(policy.receipt.attested.iter().map(|(method, attest)| format!("{method} = {}", worth(attest))))
}

fn plan(policy: &Policy) -> PlanLimits {
    policy.change.as_ref().map(|change| change.plan).unwrap_or_default()
}

/// What holds for a change and not at the desk, as the table tells the keys.
fn change(policy: &Policy) -> String {
    let of = policy.of(Way::Change);
    let differs = KEYS.iter().filter(|(key, _, shown)| !key.starts_with("change") && shown(of) != shown(policy));
    list(differs.map(|(key, _, shown)| format!("{key} = {}", shown(of))))
}

/// The keys that the reader expects where it meets one that it does not know.
fn expected(told: &str) -> BTreeSet<String> {
    let (_, words) = told.split_once(", expected ").unwrap_or_else(|| panic!("{told}"));
    words.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn expected_of_policy(section: &str) -> BTreeSet<String> {
    let text = format!("extends = \"strict\"\n{section}\nunknown = 1\n");
    expected(&Policy::read("p", &text, &|_| Err(String::new())).expect_err("a key nobody knows").message)
}

/// Every key of every section, as the reader of policies knows them. The tables of one way of working hold the same.
fn all_of_policies() -> BTreeSet<String> {
    let top = expected_of_policy("");
    let both: BTreeSet<String> = top.iter().filter(|key| !OF_FILES.contains(&key.as_str())).cloned().collect();
    assert_eq!(expected_of_policy("[desk]"), both);
    let with_plan: BTreeSet<String> = both.into_iter().chain(["plan".to_owned()]).collect();
    assert_eq!(expected_of_policy("[change]"), with_plan);
    let plan = expected_of_policy("[change.plan]").into_iter().map(|inner| format!("change.plan.{inner}"));
    let mut keys: BTreeSet<String> = plan.collect();
    for key in top {
        let section = key != "change" && KEYS.iter().any(|(known, ..)| known.starts_with(&format!("{key}.")));
        if section {
            keys.extend(expected_of_policy(&format!("[{key}]")).into_iter().map(|inner| format!("{key}.{inner}")));
        } else {
            keys.insert(key);
        }
    }
    keys
}

pub(super) fn of_policies() -> String {
    let told: BTreeSet<String> = KEYS.iter().map(|(key, ..)| (*key).to_owned()).collect();
    assert_eq!(told, all_of_policies(), "the table tells every key, and no other");
    let (strict, open) = (Policy::strict(), Policy::open());
    let mut text = "| key | meaning | in `strict` | in `open` |\n|---|---|---|---|\n".to_owned();
    for (key, meaning, shown) in KEYS {
        writeln!(text, "| `{key}` | {meaning} | {} | {} |", shown(&strict), shown(&open)).expect("text grows");
    }
    text
}

pub(super) fn of_examples() -> String {
    let told: BTreeSet<String> = EXAMPLE_KEYS.iter().map(|(key, _)| (*key).to_owned()).collect();
    let slip = Example::read("e", "[[example]]\nunknown = 1\n").expect_err("a key nobody knows");
    assert_eq!(told, expected(&slip.message), "the table tells every key, and no other");
    let mut text = "| key | meaning |\n|---|---|\n".to_owned();
    for (key, meaning) in EXAMPLE_KEYS {
        writeln!(text, "| `{key}` | {meaning} |").expect("text grows");
    }
    text
}
