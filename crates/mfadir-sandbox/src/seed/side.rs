//! What differs between the two tenants.

use mfadir_core::{FactorType, UserStatus};
use mfadir_memory::{Family, HeldRole, Ids, Rules};

/// One provider's view of the company.
pub(super) struct Side {
    /// How its ids look.
    pub(super) ids: fn() -> Ids,
    /// Which of the two factor lists of a person is its own.
    pub(super) factors: fn([&'static str; 2]) -> &'static str,
    /// The factors that it treats as one enrollment.
    pub(super) family: fn(&FactorType) -> Option<Family>,
    /// The role that stands for a rank.
    pub(super) role: fn(Rank) -> Option<HeldRole>,
    /// What it calls somebody who left.
    pub(super) left: UserStatus,
    /// What can be enrolled, each with the name that the tenant gave it.
    pub(super) offers: &'static [(&'static str, &'static str)],
    /// The offers among them that its API cannot enroll.
    pub(super) not_by_api: &'static [&'static str],
    /// How long things last, and how often they may be tried.
    pub(super) rules: fn() -> Rules,
    /// Serial number and public name of a `YubiKey` that nobody has yet.
    pub(super) key: Option<(&'static str, &'static str)>,
}

/// What somebody may do in the tenant's administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// Nothing.
    Nobody,
    /// Everything.
    Super,
    /// The work of a help desk.
    HelpDesk,
    /// Looking.
    ReadOnly,
}
