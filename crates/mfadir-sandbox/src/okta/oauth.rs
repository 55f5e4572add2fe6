//! OAuth for service applications: the token endpoint of the org, and what a token of it may do.
//!
//! The client proves itself by a signed assertion. Where it sends a proof of possession (RFC 9449) too, the
//! token is bound to the key of that proof, and every later call must carry a proof of its own.

mod assertion;
mod bearer;
mod claims;
mod endpoint;
mod form;
mod proof;
mod refusal;
mod roles;
mod scope;

pub(super) use bearer::{is_ours, refused};
pub(super) use endpoint::{PATH, token};
pub(super) use proof::told;
pub(super) use roles::roles;
