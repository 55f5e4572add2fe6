//! On whose behalf, and why, something is done.

use std::collections::BTreeSet;

use mfadir_core::Operator;
use mfadir_policy::{Digest, Rule, Way};

use crate::error::{Error, Result};

/// Who acts, why, and which guard rules they lift. It stands in every plan and every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    operator: Operator,
    reason: Option<String>,
    ticket: Option<String>,
    lifts: BTreeSet<Rule>,
    change: Option<Digest>,
}

impl Mandate {
    /// The operator's own mandate, which lifts no rule.
    pub fn of(operator: Operator) -> Self {
        Self { operator, reason: None, ticket: None, lifts: BTreeSet::new(), change: None }
    }

    /// Says why, and for which ticket.
    #[must_use]
    pub fn because(self, reason: Option<String>, ticket: Option<String>) -> Self {
        Self { reason: reason.filter(|text| !text.trim().is_empty()), ticket, ..self }
    }

    /// Lifts guard rules. [`Error::NoReason`] where nothing was said about why.
    pub fn lifting(self, rules: impl IntoIterator<Item = Rule>) -> Result<Self> {
        let lifts: BTreeSet<Rule> = rules.into_iter().collect();
        if !lifts.is_empty() && self.reason.is_none() {
            return Err(Error::NoReason);
        }
        Ok(Self { lifts, ..self })
    }

    /// Says that what is done are the steps of this plan file.
    #[must_use]
    pub fn within(self, change: Digest) -> Self {
        Self { change: Some(change), ..self }
    }

    /// Who acts.
    pub fn operator(&self) -> &Operator {
        &self.operator
    }

    /// Why.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// For which ticket.
    pub fn ticket(&self) -> Option<&str> {
        self.ticket.as_deref()
    }

    /// The rules that are lifted.
    pub fn lifted(&self) -> &BTreeSet<Rule> {
        &self.lifts
    }

    /// The plan file whose steps are done; nothing where a caller is served.
    pub fn change(&self) -> Option<Digest> {
        self.change
    }

    /// How it is worked.
    pub fn way(&self) -> Way {
        if self.change.is_some() { Way::Change } else { Way::Desk }
    }

    /// Whether the rule is lifted.
    pub fn lifts(&self, rule: Rule) -> bool {
        self.lifts.contains(&rule)
    }
}
