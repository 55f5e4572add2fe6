//! What documents are made of. Fields are only ever added within a version of a schema.

mod aftermath;
mod enrollment;
mod explanation;
mod factor;
mod permit;
mod plan;
mod report;
mod user;

pub(crate) use aftermath::{AftermathView, notice_line};
pub(crate) use enrollment::{EnrollmentState, EnrollmentView, SecretView};
pub(crate) use explanation::{
    CandidateView, EarlierView, ExplanationView, MayView, OpenChallengeView, ToldView, Weight,
};
pub(crate) use factor::{AvailableView, FactorView, TypeView};
pub(crate) use permit::{BasisView, PermitView};
pub(crate) use plan::{LiftedView, OperatorView, PlanView, RefusalView};
pub(crate) use report::{ChangeView, ErrorView, ResultView, UnlockView, WholeView};
pub(crate) use user::{UserDetails, UserView};
