//! What a factor proved.

use mfadir_core::{ChallengeState, Factor, RequestId, Verification};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    masking::Privacy,
    ticket,
    view::{FactorView, PermitView},
    words::{fields, headline, or_empty, person},
};
use crate::output::{Document, Look, Sheet, clean};

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Ending {
    Approved,
    Denied,
    TimedOut,
    /// It has not ended.
    Waiting,
}

/// A verification of a factor, planned or done.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct VerificationDocument {
    #[serde(flatten)]
    permit: PermitView,
    factor: FactorView,
    outcome: Option<Ending>,
    /// The short id of the challenge that was answered.
    challenge: Option<String>,
    number_to_match: Option<String>,
    transaction: Option<String>,
    request_id: Option<RequestId>,
    /// This proves a factor; it is no receipt that a caller was verified.
    receipt: Option<String>,
}

impl VerificationDocument {
    pub(crate) fn planned(permit: impl Into<PermitView>, factor: &Factor, privacy: Privacy) -> Self {
        Self {
            permit: permit.into(),
            factor: FactorView::new(factor, privacy),
            outcome: None,
            challenge: None,
            number_to_match: None,
            transaction: None,
            request_id: None,
            receipt: None,
        }
    }

    /// The same after a challenge.
    pub(crate) fn asked(self, id: &str, number_to_match: Option<String>) -> Self {
        Self { challenge: Some(id.to_owned()), number_to_match, ..self }
    }

    /// The same with an accepted proof.
    pub(crate) fn approved(self, verification: &Verification) -> Self {
        Self {
            permit: self.permit.used(),
            outcome: Some(Ending::Approved),
            transaction: verification.transaction.clone(),
            request_id: verification.request_id.clone(),
            ..self
        }
    }

    /// The same after a wait.
    pub(crate) fn ended(self, state: &ChallengeState) -> Self {
        if let ChallengeState::Approved(verification) = state {
            return self.approved(verification);
        }
        Self { permit: self.permit.used(), outcome: Some(Ending::of(state)), ..self }
    }

    fn rows(&self) -> [(&'static str, String); 3] {
        let request = self.request_id.as_ref().map(RequestId::as_str);
        let receipt =
            if self.outcome == Some(Ending::Approved) { "none: this proves a factor, not a caller" } else { "" };
        [
            ("transaction", or_empty(self.transaction.as_deref())),
            ("request", or_empty(request)),
            ("receipt", receipt.to_owned()),
        ]
    }
}

impl Ending {
    /// How a challenge ended.
    pub(super) fn of(state: &ChallengeState) -> Self {
        match state {
            ChallengeState::Approved(_) => Self::Approved,
            ChallengeState::Denied => Self::Denied,
            ChallengeState::Expired => Self::TimedOut,
            _ => Self::Waiting,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Denied => "denied",
            Self::TimedOut => "timed-out",
            Self::Waiting => "waiting",
        }
    }

    pub(super) fn painted(ending: Option<Self>) -> String {
        match ending {
            None => "would be verified".to_owned(),
            Some(Self::Approved) => "approved".green().bold().to_string(),
            Some(Self::Denied) => "DENIED".red().bold().to_string(),
            Some(Self::TimedOut) => "timed out".yellow().bold().to_string(),
            Some(Self::Waiting) => "not answered yet".yellow().bold().to_string(),
        }
    }
}

impl Document for VerificationDocument {
    const SCHEMA: &'static str = "mfadir.verification/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["login", "factor", "outcome", "transaction", "request_id", "dry_run"]);
        sheet.row([
            self.permit.user.login.clone(),
            self.factor.is.both.clone(),
            self.outcome.map(Ending::word).unwrap_or_default().to_owned(),
            self.transaction.clone().unwrap_or_default(),
            self.request_id.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.permit.dry_run.to_string(),
        ]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let factor =
            format!("{} of {} on {}", clean(&self.factor.is.both), person(&self.permit.user), self.permit.tenant);
        let title = format!("{}: {}", factor.bold(), Ending::painted(self.outcome));
        format!("{}\n{}", headline(title, &self.permit.lifted), fields(&self.rows()))
    }

    fn note(&self) -> String {
        let mut lines = ticket::opening("Verification of a factor of", &self.permit);
        lines.push(format!("Factor: {} (id {})", clean(&self.factor.is.both), clean(self.factor.id.as_str())));
        lines.push(format!("Outcome: {}", self.outcome.map_or("planned only, nothing was sent", Ending::word)));
        lines.extend(self.transaction.as_deref().map(|id| format!("Transaction: {}", clean(id))));
        lines.extend(self.request_id.as_ref().map(|id| format!("Request: {id}")));
        lines.extend(self.permit.basis.iter().map(ticket::rests_on));
        lines.join("\n")
    }
}
