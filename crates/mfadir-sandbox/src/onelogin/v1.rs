//! Factors in version 1: `/api/1/users/{id}/otp_devices` and what belongs to it.

pub(super) mod devices;
pub(super) mod enrollment;
pub(super) mod trigger;
pub(super) mod verification;
