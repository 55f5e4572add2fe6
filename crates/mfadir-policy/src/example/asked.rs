//! The keys of an example.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use mfadir_core::{FactorType, Kind};
use serde::Deserialize;
use toml::Spanned;

use crate::{
    operators::OperatorRole,
    policy::{BadPolicy, Source},
    receipt::Attested,
    rule::Rule,
    verb::Verb,
};

/// All keys. What is not written is what makes no trouble: nobody is protected, nothing happened before.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) verb: Verb,
    #[serde(default)]
    pub(super) factors: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) administrator: Answer,
    #[serde(default)]
    pub(super) protected: bool,
    #[serde(default)]
    pub(super) own: bool,
    #[serde(default)]
    pub(super) self_service: bool,
    #[serde(default)]
    pub(super) smaller: bool,
    pub(super) operator: Option<String>,
    #[serde(default)]
    pub(super) role: Role,
    pub(super) ticket: Option<String>,
    #[serde(default)]
    pub(super) ticket_system: TicketSystem,
    pub(super) receipt: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) approval: bool,
    #[serde(default)]
    pub(super) change: Changing,
    #[serde(default)]
    pub(super) history: Vec<Earlier>,
    #[serde(default)]
    pub(super) stands: Vec<Spanned<Rule>>,
    #[serde(default)]
    pub(super) lift: BTreeSet<Rule>,
    pub(super) reason: Option<String>,
    pub(super) expect: Expected,
}

/// Yes, no, or `cannot tell`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged, expecting = "true, false or \"cannot tell\"")]
pub(super) enum Answer {
    Is(bool),
    Word(CannotTell),
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) enum CannotTell {
    #[serde(rename = "cannot tell")]
    CannotTell,
}

impl Default for Answer {
    fn default() -> Self {
        Self::Is(false)
    }
}

/// Whether it is a step of a plan file, and how much that one holds.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged, expecting = "true, false or { people, factors }")]
pub(super) enum Changing {
    Is(bool),
    Plan(Plan),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    #[serde(default)]
    pub(super) people: usize,
    #[serde(default)]
    pub(super) factors: usize,
}

impl Default for Changing {
    fn default() -> Self {
        Self::Is(false)
    }
}

impl Changing {
    pub(super) fn plan(self) -> Option<Plan> {
        match self {
            Self::Is(false) => None,
            Self::Is(true) => Some(Plan { people: 1, factors: 1 }),
            Self::Plan(plan) => Some(plan),
        }
    }
}

/// The operator's entry in the operators file.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    #[default]
    Agent,
    Approver,
    Lead,
    /// There is none.
    Unknown,
}

impl Role {
    pub(super) fn known(self) -> Option<OperatorRole> {
        match self {
            Self::Agent => Some(OperatorRole::Agent),
            Self::Approver => Some(OperatorRole::Approver),
            Self::Lead => Some(OperatorRole::Lead),
            Self::Unknown => None,
        }
    }
}

/// What the ticket system says of the ticket.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) enum TicketSystem {
    #[default]
    #[serde(rename = "fits")]
    Fits,
    #[serde(rename = "does not fit")]
    DoesNotFit,
    #[serde(rename = "cannot tell")]
    CannotTell,
}

/// What was done before: on this person by somebody else, unless it says otherwise.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub(super) struct Earlier {
    pub(super) verb: Verb,
    pub(super) ago: SignedDuration,
    #[serde(default)]
    pub(super) same_operator: bool,
    #[serde(default)]
    pub(super) other_person: bool,
    /// Whether it rested on the receipt of the example.
    #[serde(default)]
    pub(super) same_receipt: bool,
    pub(super) ticket: Option<String>,
    #[serde(default)]
    pub(super) denied: bool,
}

/// `allowed`, or the rules that stand against it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "\"allowed\", or a list of rules")]
pub(super) enum Expected {
    Word(Allowed),
    These(BTreeSet<Rule>),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Allowed {
    Allowed,
}

impl Expected {
    pub(super) fn rules(&self) -> BTreeSet<Rule> {
        match self {
            Self::Word(Allowed::Allowed) => BTreeSet::new(),
            Self::These(rules) => rules.clone(),
        }
    }
}

impl Asked {
    /// Finds words that no request can have.
    pub(super) fn check(&self, source: &Source<'_>) -> Result<(), BadPolicy> {
        for factor in &self.factors {
            known_kind(factor, source)?;
        }
        if let Some(receipt) = self.receipt.as_ref().filter(|receipt| receipt.get_ref().parse::<Attested>().is_err()) {
            known_kind(receipt, source)?;
        }
        let built_in = |rule: &Rule| matches!(rule, Rule::LastUsableFactor | Rule::Keep | Rule::Cap);
        match self.stands.iter().find(|rule| !built_in(rule.get_ref())) {
            Some(other) => {
                let message = format!(
                    "`stands` names rules about the plan: last-usable-factor, keep, cap; {} is none",
                    other.get_ref()
                );
                Err(source.bad(other.span().start, message))
            }
            None => Ok(()),
        }
    }
}

fn known_kind(written: &Spanned<String>, source: &Source<'_>) -> Result<(), BadPolicy> {
    let Ok(parsed) = written.get_ref().parse::<FactorType>();
    if Kind::KNOWN.contains(&parsed.kind) {
        return Ok(());
    }
    Err(source.bad(written.span().start, format!("{:?} is no kind of factor", written.get_ref())))
}
