//! Removals and resets, as they would be done and as they were.

mod text;

use mfadir_ops::{Plan, Report};
use serde::Serialize;

use super::{
    masking::Privacy,
    ticket,
    view::{AftermathView, ChangeView, FactorView, WholeView},
};
use crate::output::{Document, Look, Sheet};

/// The removal of some factors.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Removal(ChangeView);

/// The removal of all factors.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Reset(ChangeView);

/// What a removal and a reset have in common.
pub(crate) trait Change: Document {
    /// What would be done.
    fn planned(plan: &Plan, privacy: Privacy) -> Self;
    /// What was done.
    fn done(report: &Report, privacy: Privacy) -> Self;
    /// The same with what followed.
    fn followed(self, aftermath: &AftermathView) -> Self;
}

impl Change for Removal {
    fn followed(self, aftermath: &AftermathView) -> Self {
        Self(self.0.followed(aftermath))
    }

    fn planned(plan: &Plan, privacy: Privacy) -> Self {
        Self(ChangeView::planned(plan, privacy))
    }

    fn done(report: &Report, privacy: Privacy) -> Self {
        Self(ChangeView::done(report, privacy))
    }
}

impl Change for Reset {
    fn followed(self, aftermath: &AftermathView) -> Self {
        Self(self.0.followed(aftermath))
    }

    fn planned(plan: &Plan, privacy: Privacy) -> Self {
        Self(ChangeView::planned(plan, privacy))
    }

    fn done(report: &Report, privacy: Privacy) -> Self {
        Self(ChangeView::done(report, privacy))
    }
}

impl Document for Removal {
    const SCHEMA: &'static str = "mfadir.removal/v1";

    fn sheet(&self) -> Sheet {
        sheet(&self.0)
    }

    fn text(&self, _look: Look) -> String {
        text::text("Removal", &self.0)
    }

    fn note(&self) -> String {
        ticket::change("Removal of factors of", &self.0)
    }

    fn account(&self) -> Vec<String> {
        account("Removal of factors", &self.0)
    }
}

impl Document for Reset {
    const SCHEMA: &'static str = "mfadir.reset/v1";

    fn sheet(&self) -> Sheet {
        sheet(&self.0)
    }

    fn text(&self, _look: Look) -> String {
        text::text("Reset", &self.0)
    }

    fn note(&self) -> String {
        ticket::change("Reset of all factors of", &self.0)
    }

    fn account(&self) -> Vec<String> {
        account("Reset of all factors", &self.0)
    }
}

fn account(what: &str, change: &ChangeView) -> Vec<String> {
    let what = format!("{what}: {}", text::state(change));
    std::iter::once(what).chain(ticket::changed(change)).collect()
}

/// One row a factor: what was planned for it, and what became of it.
fn sheet(change: &ChangeView) -> Sheet {
    let mut sheet = Sheet::new(["login", "id", "kind", "issuer", "plan", "outcome", "detail", "request_id"]);
    if let Some(whole) = change.whole.as_ref().filter(|_| change.plan.takes_unlisted) {
        sheet.row(unlisted(change, whole));
    }
    for step in &change.plan.steps {
        for factor in step.factor.iter().chain(&step.implied) {
            let is_named = step.factor.as_ref().is_some_and(|named| named.id == factor.id);
            sheet.row(row(change, factor, if is_named { "goes" } else { "goes too" }));
        }
    }
    for factor in &change.plan.stays {
        sheet.row(row(change, factor, if change.plan.kept.contains(&factor.id) { "kept" } else { "stays" }));
    }
    sheet
}

/// One row for all that nobody can name: it has no id and no kind.
fn unlisted(change: &ChangeView, whole: &WholeView) -> [String; 8] {
    let [id, kind, issuer] = [String::new(), String::new(), String::new()];
    let outcome = whole.outcome.map_or("", |outcome| outcome.as_str()).to_owned();
    let request = whole.request_id.as_ref().map(ToString::to_string).unwrap_or_default();
    let detail = whole.detail.clone().unwrap_or_else(|| "all factors, cannot tell which".to_owned());
    [change.user.login.clone(), id, kind, issuer, "goes".to_owned(), outcome, detail, request]
}

fn row(change: &ChangeView, factor: &FactorView, plan: &str) -> [String; 8] {
    let result = change.results.iter().find(|result| result.factor.id == factor.id);
    let lost = change.lost.iter().any(|lost| lost.id == factor.id);
    [
        change.user.login.clone(),
        factor.id.to_string(),
        factor.is.kind.clone(),
        factor.is.issuer.clone().unwrap_or_default(),
        plan.to_owned(),
        result.map_or(if lost { "lost" } else { "" }, |result| result.outcome.as_str()).to_owned(),
        result.and_then(|result| result.detail.clone()).unwrap_or_default(),
        result.and_then(|result| result.request_id.as_ref().map(ToString::to_string)).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests;
