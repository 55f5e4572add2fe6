//! A factor that is enrolled.

use std::path::Path;

use mfadir_core::{Activation, Enrollment, Expects, FactorType};
use owo_colors::OwoColorize;
use serde::Serialize;
use serde_json::Value;

use super::{
    ticket,
    view::{EnrollmentState, EnrollmentView, PermitView, SecretView},
    words::{fields, headline, minute, person},
};
use crate::{
    output::{Document, Look, Sheet, clean, ticket_flag},
    qr,
};

/// Some providers keep what the app reads to themselves and show it as a picture.
const CAPTION: &str = "  The code opens the provider's own picture in a browser; the app scans that picture.";

/// An enrollment, planned or started.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EnrollmentDocument {
    #[serde(flatten)]
    enrollment: EnrollmentView,
    /// What the device has to know; only where it was asked for.
    secret: Option<SecretView>,
    /// What a browser or key has to sign.
    to_sign: Option<Value>,
    /// The picture of the QR code that was written.
    qr_file: Option<String>,
    #[serde(skip)]
    shown: Option<SecretView>,
}

impl EnrollmentDocument {
    pub(crate) fn planned(permit: impl Into<PermitView>, factor_type: &FactorType) -> Self {
        let enrollment = EnrollmentView::planned(permit, factor_type, None);
        Self { enrollment, secret: None, to_sign: None, qr_file: None, shown: None }
    }

    /// What was started. Programs are given the secret only where it is to be revealed.
    #[must_use]
    pub(crate) fn started(self, enrollment: &Enrollment, handle: Option<&str>, reveal: bool) -> Self {
        let shown = SecretView::of(enrollment);
        Self {
            enrollment: self.enrollment.started(enrollment, handle),
            secret: shown.clone().filter(|_| reveal),
            to_sign: enrollment.to_sign.clone(),
            shown,
            ..self
        }
    }

    /// Notes what could not be recorded.
    #[must_use]
    pub(crate) fn unrecorded(mut self, unrecorded: Vec<String>) -> Self {
        self.enrollment.unrecorded.extend(unrecorded);
        self
    }

    /// Notes where the QR code was written.
    #[must_use]
    pub(crate) fn with_picture(self, file: Option<&Path>) -> Self {
        Self { qr_file: file.map(|file| file.display().to_string()), ..self }
    }

    /// What became of it while it was waited for.
    #[must_use]
    pub(crate) fn ended(self, activation: &Activation) -> Self {
        Self { enrollment: self.enrollment.ended(activation), ..self }
    }

    fn sentence(&self) -> String {
        let EnrollmentView { permit, factor, state, expects, .. } = &self.enrollment;
        let what = format!("{} of {} on {}", clean(&factor.is.both), person(&permit.user), permit.tenant);
        match (state, expects) {
            (EnrollmentState::Planned, _) => format!("{what} would be enrolled"),
            (EnrollmentState::Active, _) => format!("{what} is enrolled and active"),
            (EnrollmentState::Pending, Some(expects)) => {
                format!("{what} is enrolled and waits for {}", awaited(*expects))
            }
            (EnrollmentState::Pending, None) => format!("{what} is enrolled and not active yet"),
            (EnrollmentState::Expired, _) => format!("{what} was not completed in time"),
            (EnrollmentState::Refused, _) => format!("{what} was refused"),
        }
    }

    fn rows(&self) -> Vec<(&'static str, String)> {
        let view = &self.enrollment;
        let of_secret =
            |part: fn(&SecretView) -> Option<String>| self.shown.as_ref().and_then(part).unwrap_or_default();
        vec![
            ("id", view.factor.id.as_ref().map(|id| clean(id.as_str()).into_owned()).unwrap_or_default()),
            ("secret", clean(&of_secret(|secret| secret.text.clone())).into_owned()),
            ("address", clean(&of_secret(|secret| secret.address.clone())).into_owned()),
            ("to sign", self.to_sign.as_ref().map(|value| clean(&value.to_string()).into_owned()).unwrap_or_default()),
            ("QR code", self.qr_file.clone().unwrap_or_default()),
            ("ends", view.expires_at.map(minute).unwrap_or_default()),
            ("go on with", view.next().unwrap_or_default()),
        ]
    }

    /// The code, and below it what it is for where that is not plain.
    fn drawing(&self) -> Option<String> {
        let address = self.shown.as_ref()?.address.as_deref()?;
        let drawn = qr::for_terminal(&qr::encode(address).ok()?);
        let caption = if qr::leads_to_picture(address) { CAPTION } else { "" };
        Some(format!("\n{drawn}\n{caption}\n"))
    }
}

impl EnrollmentView {
    /// The command that goes on with it.
    pub(super) fn next(&self) -> Option<String> {
        let (handle, expects) = (self.handle.as_ref()?, self.expects?);
        let flag = match expects {
            Expects::Approval | Expects::Nothing => "--wait",
            Expects::Signature => "--attestation FILE",
            _ => "--code CODE",
        };
        let PermitView { tenant, user, operator, .. } = &self.permit;
        let ticket = ticket_flag(operator.ticket.as_deref());
        Some(format!("mfadir factor activate {tenant}:{} {handle} {flag}{}", clean(&user.login), clean(&ticket)))
    }

    /// One row: what is new, and how far it is.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["login", "id", "kind", "issuer", "state", "expects", "handle", "expires_at"]);
        let word = |expects: Expects| serde_json::to_value(expects).ok()?.as_str().map(str::to_owned);
        let state = serde_json::to_value(self.state).ok().and_then(|word| word.as_str().map(str::to_owned));
        sheet.row([
            self.permit.user.login.clone(),
            self.factor.id.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.factor.is.kind.clone(),
            self.factor.is.issuer.clone().unwrap_or_default(),
            state.unwrap_or_default(),
            self.expects.and_then(word).unwrap_or_default(),
            self.handle.clone().unwrap_or_default(),
            self.expires_at.map(|end| end.to_string()).unwrap_or_default(),
        ]);
        sheet
    }

    /// Plain text for a ticket. It holds no secret.
    pub(super) fn note(&self, what: &str, sentence: String) -> String {
        let mut lines = ticket::opening(what, &self.permit);
        lines.push(sentence);
        lines.extend(self.request_id.as_ref().map(|id| format!("Request: {}", clean(id.as_str()))));
        lines.extend(self.permit.basis.iter().map(ticket::rests_on));
        lines.join("\n")
    }
}

/// What completes it, in words.
pub(super) fn awaited(expects: Expects) -> &'static str {
    match expects {
        Expects::Code => "a code",
        Expects::TwoCodes => "two codes",
        Expects::Answer => "an answer",
        Expects::Approval => "the user to complete it",
        Expects::Signature => "a signature",
        _ => "the provider",
    }
}

impl Document for EnrollmentDocument {
    const SCHEMA: &'static str = "mfadir.enrollment/v1";

    fn sheet(&self) -> Sheet {
        self.enrollment.sheet()
    }

    fn text(&self, _look: Look) -> String {
        let drawing = self.drawing().unwrap_or_default();
        let title = self.sentence().bold().to_string();
        format!("{}\n{drawing}{}", headline(title, &self.enrollment.permit.lifted), fields(&self.rows()))
    }

    fn note(&self) -> String {
        self.enrollment.note("Enrollment for", self.sentence())
    }
}
