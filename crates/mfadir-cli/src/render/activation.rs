//! An enrollment that is completed, or sent again.

use mfadir_core::{Activation, Enrollment};
use mfadir_ops::OpenEnrollment;
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    enrollment::awaited,
    view::{EnrollmentState, EnrollmentView, PermitView},
    words::{fields, headline, minute, person},
};
use crate::output::{Document, Look, Sheet, clean};

/// What became of an enrollment that was there before.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct ActivationDocument(EnrollmentView);

impl ActivationDocument {
    /// An enrollment that is not completed yet; `handle` is the short id that goes on with it.
    pub(crate) fn planned(permit: impl Into<PermitView>, open: &OpenEnrollment, handle: Option<&str>) -> Self {
        let view = EnrollmentView::planned(permit, &open.factor_type, open.factor.as_ref());
        Self(EnrollmentView { handle: handle.map(str::to_owned), ..view })
    }

    /// What became of it.
    #[must_use]
    pub(crate) fn ended(self, activation: &Activation, unrecorded: Vec<String>) -> Self {
        Self(EnrollmentView { unrecorded, ..self.0.ended(activation) })
    }

    /// What completes it was sent again.
    #[must_use]
    pub(crate) fn sent_again(self, enrollment: &Enrollment, handle: Option<&str>, unrecorded: Vec<String>) -> Self {
        Self(EnrollmentView { unrecorded, ..self.0.started(enrollment, handle) })
    }

    fn sentence(&self) -> String {
        let EnrollmentView { permit, factor, state, expects, .. } = &self.0;
        let what = format!("{} of {} on {}", clean(&factor.is.both), person(&permit.user), permit.tenant);
        match (state, expects) {
            (EnrollmentState::Planned, _) => format!("{what} waits to be completed"),
            (EnrollmentState::Active, _) => format!("{what} is active"),
            (EnrollmentState::Pending, Some(expects)) => format!("{what} waits for {}, sent again", awaited(*expects)),
            (EnrollmentState::Pending, None) => format!("{what} is not active yet"),
            (EnrollmentState::Expired, _) => format!("{what} was not completed in time"),
            (EnrollmentState::Refused, _) => format!("{what} was refused"),
        }
    }
}

impl Document for ActivationDocument {
    const SCHEMA: &'static str = "mfadir.activation/v1";

    fn sheet(&self) -> Sheet {
        self.0.sheet()
    }

    fn text(&self, _look: Look) -> String {
        let rows = [
            ("id", self.0.factor.id.as_ref().map(|id| clean(id.as_str()).into_owned()).unwrap_or_default()),
            ("ends", self.0.expires_at.map(minute).unwrap_or_default()),
            ("go on with", self.0.next().unwrap_or_default()),
        ];
        let title = self.sentence().bold().to_string();
        format!("{}\n{}", headline(title, &self.0.permit.lifted), fields(&rows))
    }

    fn note(&self) -> String {
        self.0.note("Activation for", self.sentence())
    }
}
