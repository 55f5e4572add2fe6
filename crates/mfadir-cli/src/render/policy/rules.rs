//! The rules of a policy.

use mfadir_core::TenantName;
use mfadir_policy::{Change, Overrides, Place, Policy, Rule};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::asks::{asks, asks_of_step};
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
    #[serde(flatten)]
    desk: Demand,
    /// What is asked where a plan file is applied; nothing where it is the same.
    change: Option<Demand>,
}

/// What a rule asks for in one way of working.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Demand {
    /// Nothing where it asks for nothing.
    asks: Option<String>,
    /// Nothing where no file says anything about it.
    place: Option<Place>,
    /// Ids of operators, `role:…`, or `anybody`.
    lifted_by: Vec<String>,
}

impl Demand {
    fn of(rule: Rule, asks: Option<String>, policy: &Policy) -> Self {
        Self { asks, place: policy.place(rule).cloned(), lifted_by: lifted_by(rule, &policy.overrides) }
    }
}

impl PolicyDocument {
    /// The policy, of this tenant if it is one's.
    pub(crate) fn of(policy: &Policy, tenant: Option<&TenantName>) -> Self {
        let rules = Rule::ALL.iter().map(|rule| RuleView::of(*rule, policy)).collect();
        Self { policy: policy.name.clone(), tenant: tenant.cloned(), rules }
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
    fn of(rule: Rule, policy: &Policy) -> Self {
        let desk = Demand::of(rule, asks(rule, policy), policy);
        let step = |change: &Change| Demand::of(rule, asks_of_step(rule, change), &change.policy);
        let change = policy.change.as_deref().map(step).filter(|change| *change != desk);
        Self { rule, desk, change }
    }
}

impl Demand {
    fn cells(&self) -> [String; 3] {
        [
            self.asks.clone().unwrap_or_default(),
            self.place.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.lifted_by.join(" "),
        ]
    }

    /// The same for people: nothing is left blank.
    fn told(&self) -> [String; 3] {
        let [asks, place, lifted_by] = self.cells();
        let or = |text: String, other: &str| if text.is_empty() { other.to_owned() } else { text };
        [or(asks, "–"), or(place, "built in"), or(lifted_by, "nobody")]
    }
}

/// A table for people, of what these rules ask for.
fn table<'a>(demands: impl Iterator<Item = (Rule, &'a Demand)>, look: Look) -> String {
    let mut sheet = Sheet::new(["rule", "asks_for", "written", "lifted_by"]);
    demands.for_each(|(rule, demand)| sheet.row([rule.to_string()].into_iter().chain(demand.told())));
    sheet.table(look)
}

const COLUMNS: [&str; 7] = ["rule", "asks", "place", "lifted_by", "change_asks", "change_place", "change_lifted_by"];

impl Document for PolicyDocument {
    const SCHEMA: &'static str = "mfadir.policy/v1";
    const ITEMS: Option<&'static str> = Some("rules");

    /// Every cell of a change is filled, so that a column can be read by itself.
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS);
        for RuleView { rule, desk, change } in &self.rules {
            let change = change.as_ref().unwrap_or(desk);
            sheet.row([rule.to_string()].into_iter().chain(desk.cells()).chain(change.cells()));
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        let tenant = self.tenant.as_ref().map(|tenant| format!(" of {tenant}")).unwrap_or_default();
        let title = format!("policy {}{}", clean(&self.policy), clean(&tenant));
        let desk = table(self.rules.iter().map(|view| (view.rule, &view.desk)), look);
        let differs = self.rules.iter().filter_map(|view| Some((view.rule, view.change.as_ref()?)));
        let change = table(differs, look);
        let title = title.bold();
        if change.is_empty() {
            return format!("{title}\n{desk}");
        }
        let between = "where a plan file is applied to many people, these differ";
        format!("{title}\n{desk}\n{}\n{change}", between.bold())
    }
}
