//! What Okta sends. Only what names a thing is demanded; any other field may be missing, null or of another type.

mod authenticator;
mod embedded;
mod error;
mod event;
mod factor;
mod group;
mod link;
mod outcome;
mod question;
mod user;

pub(crate) use authenticator::{AuthenticatorRow, CodeRow, EnrollmentRow};
pub(crate) use embedded::Embedded;
pub(crate) use error::ErrorBody;
pub(crate) use event::EventRow;
pub(crate) use factor::{CatalogRow, FactorRow};
pub(crate) use group::{GroupRow, Organization, RoleRow};
pub(crate) use link::Links;
pub(crate) use outcome::{ActivationRow, OutcomeRow};
pub(crate) use question::QuestionRow;
pub(crate) use user::UserRow;
