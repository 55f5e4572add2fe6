//! The rules of a policy.

use mfadir_core::TenantName;
use mfadir_policy::{Overrides, Place, Policy, Rule};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::asks::asks;
use crate::output::{Document, Look, Sheet, clean};

/// What every rule of a policy asks for.
#[derive(Debug, Serialize)]
pub(crate) struct PolicyDocument {
    policy: String,
    tenant: Option<TenantName>,
    rules: Vec<RuleView>,
}

#[derive(Debug, Serialize)]
struct RuleView {
    rule: Rule,
    /// Nothing where it asks for nothing.
    asks: Option<String>,
    /// Nothing where no file says anything about it.
    place: Option<Place>,
    /// Ids of operators, `role:…`, or `anybody`.
    lifted_by: Vec<String>,
}

impl PolicyDocument {
    /// The policy, of this tenant if it is one's.
    pub(crate) fn of(policy: &Policy, tenant: Option<&TenantName>) -> Self {
        let rule = |rule: &Rule| RuleView {
            rule: *rule,
            asks: asks(*rule, policy),
            place: policy.place(*rule).cloned(),
            lifted_by: lifted_by(*rule, &policy.overrides),
        };
        Self { policy: policy.name.clone(), tenant: tenant.cloned(), rules: Rule::ALL.iter().map(rule).collect() }
    }
}

fn lifted_by(rule: Rule, overrides: &Overrides) -> Vec<String> {
    match overrides {
        _ if !rule.can_be_lifted() => Vec::new(),
        Overrides::Anybody => vec!["anybody".to_owned()],
        Overrides::Named(named) => named.get(&rule).cloned().unwrap_or_default(),
    }
}

impl RuleView {
    fn cells(&self) -> [String; 4] {
        [
            self.rule.to_string(),
            self.asks.clone().unwrap_or_default(),
            self.place.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.lifted_by.join(" "),
        ]
    }

    /// The same for people: nothing is left blank.
    fn told(&self) -> [String; 4] {
        let [rule, asks, place, lifted_by] = self.cells();
        let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
        [rule, or(asks, "–"), or(place, "built in"), or(lifted_by, "nobody")]
    }
}

impl Document for PolicyDocument {
    const SCHEMA: &'static str = "mfadir.policy/v1";
    const ITEMS: Option<&'static str> = Some("rules");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["rule", "asks", "place", "lifted_by"]);
        for rule in &self.rules {
            sheet.row(rule.cells());
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        let mut sheet = Sheet::new(["rule", "asks_for", "written", "lifted_by"]);
        for rule in &self.rules {
            sheet.row(rule.told());
        }
        let tenant = self.tenant.as_ref().map(|tenant| format!(" of {tenant}")).unwrap_or_default();
        let title = format!("policy {}{}", clean(&self.policy), clean(&tenant));
        format!("{}\n{}", title.bold(), sheet.table(look))
    }
}
