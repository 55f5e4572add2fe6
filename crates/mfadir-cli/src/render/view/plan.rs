//! Plans as documents show them.

use mfadir_core::{FactorId, Left, Operator};
use mfadir_ops::{Lifted, Note, Plan, Refusal, Rule, Step};
use serde::Serialize;

use super::FactorView;
use crate::render::masking::Privacy;

/// Who acts, why, and for which ticket.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OperatorView {
    #[serde(flatten)]
    pub(crate) operator: Operator,
    pub(crate) reason: Option<String>,
    pub(crate) ticket: Option<String>,
}

/// What would be done.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanView {
    pub(crate) steps: Vec<StepView>,
    /// Whether it takes factors that nobody can name: the provider does not list them.
    pub(crate) takes_unlisted: bool,
    pub(crate) stays: Vec<FactorView>,
    pub(crate) kept: Vec<FactorId>,
    pub(crate) left: Left,
    pub(crate) refusals: Vec<RefusalView>,
    pub(crate) lifted: Vec<LiftedView>,
    pub(crate) notes: Vec<NoteView>,
}

/// One act. A reset in one act names no factor of its own: all go by implication.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StepView {
    pub(crate) act: &'static str,
    pub(crate) factor: Option<FactorView>,
    pub(crate) implied: Vec<FactorView>,
}

/// A rule that stands against the plan.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RefusalView {
    pub(crate) rule: Rule,
    pub(crate) text: String,
    /// File and line of the rule; absent for one that is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<String>,
    /// The safe next step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

/// A rule that was lifted.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LiftedView {
    pub(crate) rule: Rule,
    pub(crate) text: String,
    pub(crate) reason: String,
}

/// Something that the operator should know.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NoteView {
    pub(crate) level: &'static str,
    pub(crate) text: String,
}

impl OperatorView {
    pub(crate) fn new(mandate: &mfadir_ops::Mandate) -> Self {
        Self {
            operator: mandate.operator().clone(),
            reason: mandate.reason().map(str::to_owned),
            ticket: mandate.ticket().map(str::to_owned),
        }
    }
}

impl PlanView {
    pub(crate) fn new(plan: &Plan, privacy: Privacy) -> Self {
        Self {
            steps: plan.steps.iter().map(|step| StepView::new(step, privacy)).collect(),
            takes_unlisted: plan.takes_unlisted(),
            stays: FactorView::all(plan.staying(), privacy),
            kept: plan.kept.clone(),
            left: plan.left,
            refusals: plan.refusals.iter().map(RefusalView::from).collect(),
            lifted: plan.lifted.iter().map(LiftedView::from).collect(),
            notes: plan.notes.iter().map(NoteView::from).collect(),
        }
    }
}

impl StepView {
    fn new(step: &Step, privacy: Privacy) -> Self {
        match step {
            Step::Remove { factor, implied } => Self {
                act: "remove",
                factor: Some(FactorView::new(factor, privacy)),
                implied: FactorView::all(implied, privacy),
            },
            Step::Reset { factors } => Self { act: "reset", factor: None, implied: FactorView::all(factors, privacy) },
        }
    }
}

impl From<&Refusal> for RefusalView {
    fn from(refusal: &Refusal) -> Self {
        Self {
            rule: refusal.rule,
            text: refusal.text.clone(),
            place: refusal.place.as_ref().map(ToString::to_string),
            next: refusal.next.clone(),
        }
    }
}

impl From<&Lifted> for LiftedView {
    fn from(lifted: &Lifted) -> Self {
        Self { rule: lifted.rule, text: lifted.text.clone(), reason: lifted.reason.clone() }
    }
}

impl From<&Note> for NoteView {
    fn from(note: &Note) -> Self {
        Self { level: if note.is_warning() { "warning" } else { "note" }, text: note.to_string() }
    }
}
