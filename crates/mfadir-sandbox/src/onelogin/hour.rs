//! The account's allowance: so many requests of version 1 an hour, of all credentials together.

use std::time::Duration;

use jiff::Timestamp;

use super::errors::{self, Refusal};
use crate::{
    credential::CredentialName,
    rate::{Allowance, Standing},
    tenant::Tenant,
};

const HOUR: Allowance = Allowance { bucket: "account", limit: 5000, window: Duration::from_hours(1) };
/// The account has one window, so all requests are counted under one name.
const EVERYBODY: CredentialName = CredentialName::Client;

/// Counts a request, also one that will be refused for something else.
pub(super) fn charge(tenant: &Tenant, now: Timestamp) -> Result<(), Refusal> {
    let standing = tenant.rates().charge(EVERYBODY, HOUR, now);
    if standing.exceeded { Err(errors::quota_exceeded()) } else { Ok(()) }
}

/// What is left of the hour.
pub(super) fn standing(tenant: &Tenant, now: Timestamp) -> Standing {
    tenant.rates().standing(EVERYBODY, HOUR, now)
}

/// The hour ends in so many seconds: the provider tells no time of day.
pub(super) fn seconds_left(standing: &Standing, now: Timestamp) -> i64 {
    standing.resets_at.duration_since(now).as_secs().max(0)
}
