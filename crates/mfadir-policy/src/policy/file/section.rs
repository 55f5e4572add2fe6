//! The keys of a policy file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::SignedDuration;
use serde::{
    Deserialize, Deserializer,
    de::{self, SeqAccess, Visitor, value::SeqAccessDeserializer},
};
use toml::Spanned;

use super::{Places, Source};
use crate::{receipt::Attested, rule::Rule, verb::Verb};

/// Tables that hold every key of a policy, beside those of their own.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident { $($own:ident: $kind:ty,)* })+) => {
        $($(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub(super) struct $name {
            $(pub(super) $own: $kind,)*
            pub(super) operators: Option<Spanned<bool>>,
            pub(super) cool_down: Option<Spanned<SignedDuration>>,
            pub(super) denial: Option<Spanned<SignedDuration>>,
            pub(super) smallest_act: Option<Spanned<bool>>,
            pub(super) ticket: Option<Spanned<Ticket>>,
            pub(super) receipt: Option<Spanned<Receipt>>,
            pub(super) protected: Option<Spanned<Protected>>,
            pub(super) approval: Option<Spanned<Approval>>,
            pub(super) caps: Option<Spanned<Caps>>,
            pub(super) pushes: Option<Spanned<Pushes>>,
            pub(super) self_service: Option<Spanned<SelfService>>,
            pub(super) overrides: Option<BTreeMap<Spanned<Rule>, Vec<Spanned<String>>>>,
        }

        impl $name {
            /// Takes them out.
            pub(super) fn take(&mut self) -> Settings {
                Settings {
                    operators: self.operators.take(),
                    cool_down: self.cool_down.take(),
                    denial: self.denial.take(),
                    smallest_act: self.smallest_act.take(),
                    ticket: self.ticket.take(),
                    receipt: self.receipt.take(),
                    protected: self.protected.take(),
                    approval: self.approval.take(),
                    caps: self.caps.take(),
                    pushes: self.pushes.take(),
                    self_service: self.self_service.take(),
                    overrides: self.overrides.take(),
                }
            }
        })+
    };
}

tables! {
    /// A whole file. What is not written is as in the policy that is extended.
    Written {
        extends: Spanned<String>,
        desk: Option<Spanned<Settings>>,
        change: Option<Spanned<Change>>,
    }
    /// What holds for one way of working, or for both.
    Settings {}
    /// What holds for a change alone.
    Change {
        plan: Option<Spanned<Plan>>,
    }
}

/// A list of verbs, or the word `all`.
#[derive(Clone, Debug)]
pub(super) struct Verbs(pub(super) BTreeSet<Verb>);

impl<'de> Deserialize<'de> for Verbs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VerbsVisitor)
    }
}

/// Reads verb by verb, so that a slip is told where it stands.
struct VerbsVisitor;

impl<'de> Visitor<'de> for VerbsVisitor {
    type Value = Verbs;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of verbs, or \"all\"")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Verbs, E> {
        if word == "all" {
            return Ok(Verbs(Verb::ALL.iter().copied().collect()));
        }
        Err(E::invalid_value(de::Unexpected::Str(word), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, verbs: A) -> Result<Verbs, A::Error> {
        BTreeSet::deserialize(SeqAccessDeserializer::new(verbs)).map(Verbs)
    }
}

/// A number, or the word `unlimited`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged, expecting = "a number, or \"unlimited\"")]
pub(super) enum Limit {
    To(u32),
    Word(Unlimited),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Unlimited {
    Unlimited,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Ticket {
    pub(super) required: Option<Verbs>,
    pub(super) pattern: Option<Spanned<String>>,
    pub(super) check: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Receipt {
    pub(super) required: Option<Verbs>,
    pub(super) proofs: Option<Vec<Spanned<String>>>,
    pub(super) attested: Option<BTreeMap<Attested, Worth>>,
    pub(super) valid: Option<Spanned<SignedDuration>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Worth {
    Counts,
    Approval,
    Never,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Protected {
    pub(super) administrators: Option<bool>,
    pub(super) people: Option<Vec<String>>,
    pub(super) complete: Option<bool>,
    pub(super) answer: Option<Answer>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Answer {
    Refuse,
    Approval,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Approval {
    pub(super) required: Option<Verbs>,
    pub(super) valid: Option<Spanned<SignedDuration>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Caps {
    pub(super) factors: Option<usize>,
    pub(super) operator_per_hour: Option<Limit>,
    pub(super) user_per_day: Option<Limit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Pushes {
    pub(super) most: Limit,
    pub(super) within: Option<Spanned<SignedDuration>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SelfService {
    pub(super) first: Option<bool>,
    pub(super) link: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Plan {
    pub(super) people: Option<Limit>,
    pub(super) factors: Option<Limit>,
}

impl Settings {
    /// Where it says something about a rule.
    pub(super) fn places(&self, source: &Source<'_>) -> Places {
        let mut places = Places::new();
        let mut add = |rules: &[Rule], at: Option<usize>| {
            places.extend(at.into_iter().flat_map(|at| rules.iter().map(move |rule| (*rule, source.place(at)))));
        };
        add(&[Rule::Operator], start(self.operators.as_ref()));
        add(&[Rule::CoolDown], start(self.cool_down.as_ref()));
        add(&[Rule::Denial], start(self.denial.as_ref()));
        add(&[Rule::SmallestAct], start(self.smallest_act.as_ref()));
        add(&[Rule::Ticket], start(self.ticket.as_ref()));
        add(&[Rule::Receipt, Rule::Proof], start(self.receipt.as_ref()));
        add(&[Rule::ProtectedUser], start(self.protected.as_ref()));
        add(&[Rule::Approval], start(self.approval.as_ref()));
        add(&[Rule::Cap, Rule::OperatorCap, Rule::UserCap], start(self.caps.as_ref()));
        add(&[Rule::PushLimit], start(self.pushes.as_ref()));
        add(&[Rule::SelfService], start(self.self_service.as_ref()));
        places
    }
}

fn start<T>(value: Option<&Spanned<T>>) -> Option<usize> {
    value.map(|value| value.span().start)
}
