//! Factors in version 2: `/api/2/mfa/users/{id}/…`, a service of its own.

pub(super) mod devices;
pub(super) mod registrations;
mod secret;
pub(super) mod verifications;
