//! What Okta sends. Only what names a thing is demanded; any other field may be missing, null or of another type.

mod error;
mod factor;
mod group;
mod user;

pub(crate) use error::ErrorBody;
pub(crate) use factor::{CatalogRow, FactorRow};
pub(crate) use group::{GroupRow, Organization, RoleRow};
pub(crate) use user::UserRow;
