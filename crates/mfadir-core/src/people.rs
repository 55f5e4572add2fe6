//! The people of a tenant.

mod group;
mod user;

pub use group::{Group, GroupQuery, Role};
pub use user::{User, UserQuery, UserRef, UserStatus};
