//! A call for the tests of single layers.

use mfadir_core::{Bucket, Call, Capabilities, Operation, Profile};

pub(crate) const BUCKET: Bucket = Bucket::new("all");

pub(crate) fn profile(budget_share: f64) -> Profile {
    Profile {
        provider: "test".into(),
        tenant: "acme".into(),
        capabilities: Capabilities::of(Operation::ALL.iter().map(|operation| (*operation, BUCKET))),
        budget_share,
        aliases: Vec::new(),
    }
}

pub(crate) fn call(operation: Operation, profile: &Profile) -> Call<'_> {
    Call { operation, profile, user: None, factor: None }
}
