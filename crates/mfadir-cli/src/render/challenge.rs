//! A factor that is challenged.

use jiff::Timestamp;
use mfadir_core::{Challenge, Expects, Factor, RequestId};
use owo_colors::OwoColorize;
use serde::Serialize;
use serde_json::Value;

use super::{
    masking::Privacy,
    ticket,
    view::{FactorView, PermitView},
    words::{fields, headline, minute, or_empty, person},
};
use crate::output::{Document, Look, Sheet, clean};

/// A challenge, planned or sent.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChallengeDocument {
    #[serde(flatten)]
    permit: PermitView,
    factor: FactorView,
    /// The short id under which it is kept; what it holds is never shown.
    id: Option<String>,
    expects: Option<Expects>,
    number_to_match: Option<String>,
    /// What the user must be told to answer.
    prompt: Option<String>,
    to_sign: Option<Value>,
    expires_at: Option<Timestamp>,
    /// In seconds.
    poll_after: Option<f64>,
    request_id: Option<RequestId>,
}

impl ChallengeDocument {
    pub(crate) fn planned(permit: impl Into<PermitView>, factor: &Factor, privacy: Privacy) -> Self {
        Self {
            permit: permit.into(),
            factor: FactorView::new(factor, privacy),
            id: None,
            expects: None,
            number_to_match: None,
            prompt: None,
            to_sign: None,
            expires_at: None,
            poll_after: None,
            request_id: None,
        }
    }

    pub(crate) fn sent(self, challenge: &Challenge, id: &str) -> Self {
        Self {
            permit: self.permit.used(),
            id: Some(id.to_owned()),
            expects: Some(challenge.expects),
            number_to_match: challenge.number_to_match.clone(),
            prompt: challenge.prompt.clone(),
            to_sign: challenge.to_sign.clone(),
            expires_at: challenge.expires_at,
            poll_after: challenge.poll_after.map(|pause| pause.as_secs_f64()),
            request_id: challenge.request_id.clone(),
            ..self
        }
    }

    fn title(&self) -> String {
        let act = if self.permit.dry_run { "would be challenged" } else { "is challenged" };
        let factor = clean(&self.factor.is.both);
        format!("{factor} of {} on {} {act}", person(&self.permit.user), self.permit.tenant)
    }

    fn rows(&self) -> [(&'static str, String); 6] {
        let waits = self.expects.map(|expects| waits_for(expects).to_owned());
        let sign = self.to_sign.as_ref().map(Value::to_string);
        [
            ("number to match", or_empty(self.number_to_match.as_deref())),
            ("asks", or_empty(self.prompt.as_deref())),
            ("waits for", waits.unwrap_or_default()),
            ("to sign", or_empty(sign.as_deref())),
            ("ends", self.expires_at.map(minute).unwrap_or_default()),
            ("kept as", or_empty(self.id.as_deref())),
        ]
    }
}

fn waits_for(expects: Expects) -> &'static str {
    match expects {
        Expects::Code => "the code that was sent",
        Expects::TwoCodes => "two codes that follow each other",
        Expects::Answer => "the answer to the question",
        Expects::Approval => "the user on their device",
        Expects::Signature => "the signature of the key",
        _ => "nothing more",
    }
}

impl Document for ChallengeDocument {
    const SCHEMA: &'static str = "mfadir.challenge/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["login", "factor", "id", "number_to_match", "expires_at", "request_id", "dry_run"]);
        sheet.row([
            self.permit.user.login.clone(),
            self.factor.is.both.clone(),
            self.id.clone().unwrap_or_default(),
            self.number_to_match.clone().unwrap_or_default(),
            self.expires_at.map(|end| end.to_string()).unwrap_or_default(),
            self.request_id.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.permit.dry_run.to_string(),
        ]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let title = self.title().bold().to_string();
        format!("{}\n{}", headline(title, &self.permit.lifted), fields(&self.rows()))
    }

    fn note(&self) -> String {
        let mut lines = ticket::opening("Challenge of a factor of", &self.permit);
        lines.push(format!("Factor: {} (id {})", clean(&self.factor.is.both), clean(self.factor.id.as_str())));
        lines.extend(self.permit.dry_run.then(|| "Planned only, nothing was sent".to_owned()));
        lines.extend(self.request_id.as_ref().map(|id| format!("Request: {id}")));
        lines.join("\n")
    }
}
