//! On whose behalf, and why, something is done.

use std::collections::BTreeSet;

use mfadir_core::Operator;
use mfadir_policy::Rule;

use crate::error::{Error, Result};

/// Who acts, why, and which guard rules they lift. It stands in every plan and every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    operator: Operator,
    reason: Option<String>,
    ticket: Option<String>,
    lifts: BTreeSet<Rule>,
}

impl Mandate {
    /// The operator's own mandate, which lifts no rule.
    pub fn of(operator: Operator) -> Self {
        Self { operator, reason: None, ticket: None, lifts: BTreeSet::new() }
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

    /// Whether the rule is lifted.
    pub fn lifts(&self, rule: Rule) -> bool {
        self.lifts.contains(&rule)
    }
}
