//! What documents are made of. Fields are only ever added within a version of a schema.

mod enrollment;
mod explanation;
mod factor;
mod plan;
mod report;
mod user;

pub(crate) use enrollment::{EnrollmentState, EnrollmentView, SecretView};
pub(crate) use explanation::ExplanationView;
pub(crate) use factor::{AvailableView, FactorView, TypeView};
pub(crate) use plan::{LiftedView, OperatorView, PlanView};
pub(crate) use report::{ChangeView, ResultView, UnlockView};
pub(crate) use user::{UserDetails, UserView};
