//! An account that is unlocked.

use mfadir_core::UserStatus;
use mfadir_ops::{Facts, Mandate, Refused, UnlockPlan, UnlockReport, Verdict};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    ticket,
    view::UnlockView,
    words::{count, headline, person},
};
use crate::output::{Document, Look, Sheet, clean};

/// An unlocking, planned or done.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct UnlockDocument(UnlockView);

impl UnlockDocument {
    pub(crate) fn planned(plan: &UnlockPlan) -> Self {
        Self(UnlockView::planned(plan))
    }

    /// What was asked for, where rules stand against it.
    pub(crate) fn refused(facts: &Facts, mandate: &Mandate, why: &Refused) -> Self {
        Self(UnlockView::refused(facts, mandate, why))
    }

    pub(crate) fn done(report: &UnlockReport) -> Self {
        Self(UnlockView::done(report))
    }

    fn state(&self) -> String {
        let after = self.0.after.as_ref().map_or_else(|| "unknown".to_owned(), ToString::to_string);
        match self.0.verdict {
            Some(Verdict::Done) if self.0.after == Some(UserStatus::NotTold) => "is unlocked".to_owned(),
            Some(Verdict::NothingToDo) if self.0.after == Some(UserStatus::NotTold) => "was not locked".to_owned(),
            None if self.0.before == UserStatus::NotTold => "would be unlocked, if it is locked".to_owned(),
            None if self.0.before == UserStatus::Locked => "is locked; it would be unlocked".to_owned(),
            None => format!("is {}, not locked; the provider would be asked all the same", self.0.before),
            Some(Verdict::Done) => format!("is {after} now"),
            Some(Verdict::NothingToDo) => format!("was not locked; it is {after}"),
            Some(Verdict::Unknown) => "may be unlocked: its state could not be read".to_owned(),
            Some(Verdict::Failed | Verdict::Partly) => format!("could not be unlocked; it is {after}"),
        }
    }
}

impl Document for UnlockDocument {
    const SCHEMA: &'static str = "mfadir.unlock/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["login", "id", "before", "after", "dry_run"]);
        sheet.row([
            self.0.user.login.clone(),
            self.0.user.id.to_string(),
            self.0.before.to_string(),
            self.0.after.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.0.dry_run.to_string(),
        ]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let sentence = format!("the account of {} on {} {}", person(&self.0.user), self.0.tenant, clean(&self.state()));
        let missing = (!self.0.unrecorded.is_empty())
            .then(|| format!("{} could not be kept\n", count(self.0.unrecorded.len(), "record")));
        let title = sentence.bold().to_string();
        format!("{}\n{}", headline(title, &self.0.lifted), missing.unwrap_or_default())
    }

    fn note(&self) -> String {
        let mut lines = ticket::head("Unlocking of", &self.0.user, &self.0.tenant, &self.0.operator, self.0.at);
        lines.push(format!("The account {}", self.state()));
        lines.extend(self.0.refusals.iter().map(ticket::refused));
        lines.extend(self.0.lifted.iter().map(ticket::lifted));
        lines.extend(self.0.request_id.as_ref().map(|id| format!("Request: {id}")));
        lines.extend(self.0.basis.iter().map(ticket::rests_on));
        lines.join("\n")
    }
}
