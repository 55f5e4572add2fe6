//! What was done, as documents show it.

use jiff::Timestamp;
use mfadir_core::{Error, ErrorKind, FactorId, Left, RequestId, TenantName, User, UserStatus};
use mfadir_ops::{
    After, Answer, FactorResult, Facts, Listing, Mandate, Outcome, Plan, Refused, Report, UnlockPlan, UnlockReport,
    Verdict,
};
use serde::Serialize;

use super::{AftermathView, BasisView, FactorView, LiftedView, OperatorView, PlanView, RefusalView, UserView};
use crate::render::masking::Privacy;

/// A removal or a reset: as it would be done, or as it was. The shape is the same.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChangeView {
    pub(crate) tenant: TenantName,
    pub(crate) provider: String,
    pub(crate) user: UserView,
    pub(crate) operator: OperatorView,
    pub(crate) at: Timestamp,
    pub(crate) dry_run: bool,
    pub(crate) before: Vec<FactorView>,
    pub(crate) plan: PlanView,
    /// What became of each factor; empty where nothing was done.
    pub(crate) results: Vec<ResultView>,
    /// What is known of all factors together; absent where they are listed one by one.
    pub(crate) whole: Option<WholeView>,
    /// The factors that are there now; absent where nothing was done, or where they could not be read.
    pub(crate) after: Option<Vec<FactorView>>,
    /// Whether a usable factor is left, or would be; absent where that could not be read.
    pub(crate) left: Option<Left>,
    /// The factors that were to stay and are gone.
    pub(crate) lost: Vec<FactorView>,
    /// What could not be recorded.
    pub(crate) unrecorded: Vec<String>,
    /// The whole in one word; absent where nothing was done.
    pub(crate) verdict: Option<Verdict>,
    /// The proofs that it rests on; absent where it needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<BasisView>,
    /// What followed it; absent where nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) aftermath: Option<AftermathView>,
}

/// What became of all factors together, where the provider lists nobody's.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WholeView {
    /// Whether there were any, where the provider tells that.
    pub(crate) had_factors: Option<bool>,
    /// Whether there are any now; absent where nothing was done, or where nobody can tell.
    pub(crate) has_factors: Option<bool>,
    /// What became of them; absent where nothing was done.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) detail: Option<String>,
    pub(crate) request_id: Option<RequestId>,
    pub(crate) error: Option<ErrorView>,
}

/// What became of one factor.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ResultView {
    pub(crate) factor: FactorView,
    pub(crate) implied: bool,
    pub(crate) outcome: Outcome,
    pub(crate) detail: Option<String>,
    pub(crate) reappeared_as: Option<FactorId>,
    pub(crate) request_id: Option<RequestId>,
    pub(crate) error: Option<ErrorView>,
}

/// An error, as far as a program can use it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ErrorView {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) code: Option<String>,
    /// The message without act, tenant and code, for a row that has no room.
    #[serde(skip)]
    pub(crate) clause: String,
}

/// An unlocking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct UnlockView {
    pub(crate) tenant: TenantName,
    pub(crate) user: UserView,
    pub(crate) operator: OperatorView,
    pub(crate) at: Timestamp,
    pub(crate) dry_run: bool,
    pub(crate) before: UserStatus,
    /// The state of the account now; absent where nothing was done, or where it could not be read.
    pub(crate) after: Option<UserStatus>,
    pub(crate) lifted: Vec<LiftedView>,
    /// What stands against it; absent where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) refusals: Vec<RefusalView>,
    pub(crate) request_id: Option<RequestId>,
    pub(crate) unrecorded: Vec<String>,
    /// The whole in one word; absent where nothing was done.
    pub(crate) verdict: Option<Verdict>,
    /// The proofs that it rests on; absent where it needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<BasisView>,
}

impl ChangeView {
    /// What would be done.
    pub(crate) fn planned(plan: &Plan, privacy: Privacy) -> Self {
        Self {
            tenant: plan.tenant.clone(),
            provider: plan.provider.to_string(),
            user: UserView::from(&plan.user),
            operator: OperatorView::new(&plan.mandate),
            at: plan.made_at,
            dry_run: true,
            before: FactorView::all(&plan.before, privacy),
            plan: PlanView::new(plan, privacy),
            results: Vec::new(),
            whole: WholeView::planned(plan),
            after: None,
            left: Some(plan.left),
            lost: Vec::new(),
            unrecorded: Vec::new(),
            verdict: None,
            basis: BasisView::of(&plan.basis),
            aftermath: None,
        }
    }

    /// The same with what followed.
    pub(crate) fn followed(self, aftermath: &AftermathView) -> Self {
        Self { aftermath: (!aftermath.is_nothing()).then(|| aftermath.clone()), ..self }
    }

    /// What was done.
    pub(crate) fn done(report: &Report, privacy: Privacy) -> Self {
        Self {
            dry_run: false,
            results: report.results.iter().map(|result| ResultView::new(result, &report.answers, privacy)).collect(),
            whole: WholeView::done(report),
            after: report.after.as_ref().ok().and_then(After::factors).map(|all| FactorView::all(all, privacy)),
            left: report.left,
            lost: FactorView::all(&report.lost, privacy),
            unrecorded: report.unrecorded.clone(),
            verdict: Some(report.verdict),
            ..Self::planned(&report.plan, privacy)
        }
    }
}

impl WholeView {
    fn planned(plan: &Plan) -> Option<Self> {
        (plan.listing == Listing::NotOffered).then_some(Self {
            had_factors: plan.user.has_factors,
            has_factors: None,
            outcome: None,
            detail: None,
            request_id: None,
            error: None,
        })
    }

    fn done(report: &Report) -> Option<Self> {
        let answer = report.answers.first();
        let whole = report.whole.as_ref();
        Some(Self {
            has_factors: report.after.as_ref().ok().and_then(After::has_factors),
            outcome: whole.map(|whole| whole.outcome),
            detail: whole.and_then(|whole| whole.detail.clone()),
            request_id: answer.and_then(Answer::request_id).cloned(),
            error: answer.and_then(Answer::failure).map(ErrorView::from),
            ..Self::planned(&report.plan)?
        })
    }
}

impl ResultView {
    fn new(result: &FactorResult, answers: &[Answer], privacy: Privacy) -> Self {
        let answer = answers.get(result.step);
        Self {
            factor: FactorView::new(&result.factor, privacy),
            implied: result.implied,
            outcome: result.outcome,
            detail: result.detail.clone(),
            reappeared_as: result.reappeared_as.clone(),
            request_id: answer.and_then(Answer::request_id).cloned(),
            error: answer.and_then(Answer::failure).map(ErrorView::from),
        }
    }
}

impl From<&Error> for ErrorView {
    fn from(error: &Error) -> Self {
        Self {
            kind: error.kind(),
            message: error.to_string(),
            code: error.code().map(str::to_owned),
            clause: error.message().to_owned(),
        }
    }
}

impl UnlockView {
    /// What would be done.
    pub(crate) fn planned(plan: &UnlockPlan) -> Self {
        Self {
            lifted: plan.lifted.iter().map(LiftedView::from).collect(),
            basis: BasisView::of(&plan.basis),
            ..Self::asked((&plan.tenant, &plan.user), &plan.mandate, plan.made_at)
        }
    }

    /// What was asked for, where rules stand against it.
    pub(crate) fn refused(facts: &Facts, mandate: &Mandate, why: &Refused) -> Self {
        let refusals = why.refusals.iter().map(RefusalView::from).collect();
        Self { refusals, ..Self::asked((&facts.profile.tenant, &facts.user), mandate, facts.read_at) }
    }

    fn asked((tenant, user): (&TenantName, &User), mandate: &Mandate, at: Timestamp) -> Self {
        Self {
            tenant: tenant.clone(),
            user: UserView::from(user),
            operator: OperatorView::new(mandate),
            at,
            dry_run: true,
            before: user.status.clone(),
            after: None,
            lifted: Vec::new(),
            refusals: Vec::new(),
            request_id: None,
            unrecorded: Vec::new(),
            verdict: None,
            basis: None,
        }
    }

    /// What was done.
    pub(crate) fn done(report: &UnlockReport) -> Self {
        Self {
            dry_run: false,
            after: report.after.as_ref().ok().cloned(),
            request_id: report.answer.request_id().cloned(),
            unrecorded: report.unrecorded.clone(),
            verdict: Some(report.verdict),
            ..Self::planned(&report.plan)
        }
    }
}
