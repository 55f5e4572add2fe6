//! The settings of the rules.

mod change;
mod file;
mod preset;

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use mfadir_core::{FactorType, Kind};
use regex::Regex;

pub use change::{Change, PlanLimits};
pub(crate) use file::Source;
pub use file::{BadPolicy, Files};

use crate::{place::Place, receipt::Attested, request::Way, rule::Rule, verb::Verb};

/// What the rules of one tenant ask for: at the desk, and what else where a plan file is applied.
#[derive(Clone, Debug)]
pub struct Policy {
    /// `strict`, `open`, or the file's name.
    pub name: String,
    /// Whether acts need an operator of the operators file.
    pub operators: bool,
    /// About tickets.
    pub ticket: TicketRule,
    /// About the caller's proof.
    pub receipt: ReceiptRule,
    /// About protected users.
    pub protected: ProtectedRule,
    /// About the second person.
    pub approval: ApprovalRule,
    /// About numbers.
    pub caps: Caps,
    /// The time between two acts on one person.
    pub cool_down: Option<SignedDuration>,
    /// How long a denied challenge stops everything.
    pub denial: Option<SignedDuration>,
    /// How often a person may be asked to approve something.
    pub pushes: Option<Pushes>,
    /// About what people can do for themselves.
    pub self_service: SelfService,
    /// Whether a reset is refused where a smaller act would help.
    pub smallest_act: bool,
    /// Who may lift which rule.
    pub overrides: Overrides,
    /// Where each rule is written down, where a file says something about it.
    pub places: BTreeMap<Rule, Place>,
    /// What holds for a change; nothing where this is already that.
    pub change: Option<Box<Change>>,
}

/// Which acts need a ticket, and which texts are one.
#[derive(Clone, Debug, Default)]
pub struct TicketRule {
    /// The verbs that need one.
    pub required: BTreeSet<Verb>,
    /// The form of a ticket, the whole text.
    pub pattern: Option<Regex>,
    /// Whether the ticket system has to know it.
    pub check: bool,
}

impl TicketRule {
    /// The form of a ticket as the policy's file has it.
    pub fn form(&self) -> Option<&str> {
        let whole = self.pattern.as_ref()?.as_str();
        Some(whole.strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$")).unwrap_or(whole))
    }
}

/// Which acts need a verified caller, and what counts as proof.
#[derive(Clone, Debug)]
pub struct ReceiptRule {
    /// The verbs that need one.
    pub required: BTreeSet<Verb>,
    /// The factors whose challenge counts.
    pub proofs: Vec<FactorType>,
    /// The methods that count where no factor is left.
    pub attested: BTreeMap<Attested, Attest>,
    /// How long one counts.
    pub valid: SignedDuration,
}

/// What an attested method is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attest {
    /// It counts.
    Counts,
    /// It counts where a second operator approves.
    WithApproval,
}

/// On whom not everybody acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProtectedRule {
    /// Whether the provider's administrators are protected.
    pub administrators: bool,
    /// Logins, mail addresses, ids, `group:NAME`, `role:NAME`.
    pub people: Vec<String>,
    /// Whether the list is complete: then "cannot tell" whether somebody is an administrator does not protect them.
    pub complete: bool,
    /// Whether a second operator's approval is enough; else it is refused.
    pub approval_is_enough: bool,
}

/// Which acts need a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRule {
    /// The verbs that need one.
    pub required: BTreeSet<Verb>,
    /// How long one counts.
    pub valid: SignedDuration,
}

/// The numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caps {
    /// How many factors may go in one go.
    pub factors: usize,
    /// How many acts an operator may do in an hour.
    pub operator_per_hour: Option<u32>,
    /// How many acts may be done on one person in a day.
    pub user_per_day: Option<u32>,
}

/// How often a person may be asked to approve something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushes {
    /// So often …
    pub most: u32,
    /// … within this time.
    pub within: SignedDuration,
}

/// What people can do for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelfService {
    /// Whether the desk refuses what the person can do themselves.
    pub first: bool,
    /// Where they do it.
    pub link: Option<String>,
}

/// Who may lift a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overrides {
    /// Everybody who says why: the guards of a tool used by administrators.
    Anybody,
    /// Whom the policy names for that rule: ids of operators, or `role:lead`.
    Named(BTreeMap<Rule, Vec<String>>),
}

impl Policy {
    /// Whether a challenge of such a factor proves a caller. A security question never does.
    pub fn proves(&self, factor_type: &FactorType) -> bool {
        factor_type.kind != Kind::SecurityQuestion && self.receipt.proofs.iter().any(|proof| proof.covers(factor_type))
    }

    /// What holds for this way of working.
    pub fn of(&self, way: Way) -> &Self {
        match (way, &self.change) {
            (Way::Change, Some(change)) => &change.policy,
            _ => self,
        }
    }

    /// Where the rule is written down.
    pub fn place(&self, rule: Rule) -> Option<&Place> {
        self.places.get(&rule)
    }
}

#[cfg(test)]
mod tests;
