//! What differs between providers in how long things last and how often they may be tried.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use mfadir_core::Kind;
use serde::{Deserialize, Serialize};

const LIFETIME: Duration = Duration::from_mins(5);

/// The rules of one tenant. The default ones set no limit to anybody's tries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// How long an enrollment of a kind stays open; five minutes where nothing is said.
    pub lifetimes: BTreeMap<Kind, Duration>,
    /// How long nothing more is sent to a number or an address after the last message of the same kind.
    pub pauses: BTreeMap<Kind, Duration>,
    /// How often a user's activations are sent again.
    pub resends: Option<Limit>,
    /// How many wrong proofs a user's enrollments take.
    pub activations: Option<Limit>,
    /// How many wrong proofs a user's factors take.
    pub verifications: Option<Limit>,
    /// Which codes of a clock are taken.
    pub window: Window,
    /// The families that live on devices of which a person may have several.
    pub device_families: BTreeSet<String>,
    /// Whether a new temporary code leaves the earlier ones alone.
    pub several_codes: bool,
    /// Whether a second number of the same kind must take the place of the first.
    pub one_phone: bool,
    /// The kinds whose code the user can also key in on the device, so that nobody need hand it in.
    pub keyed_in: BTreeSet<Kind>,
}

impl Rules {
    /// How long an enrollment of this kind stays open.
    pub fn lifetime(&self, kind: &Kind) -> Duration {
        self.lifetimes.get(kind).copied().unwrap_or(LIFETIME)
    }
}

/// How often something may happen in a time that ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How often.
    pub most: usize,
    /// In which time.
    pub within: Duration,
    /// Whether the account is locked when the limit is reached, and not only refused for a while.
    pub locks: bool,
}

/// Codes of the past and the future, in steps of half a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// How many steps away a code is taken, as clocks differ.
    pub accepted: u8,
    /// How many steps away a code is known to be right, but refused.
    pub recognised: u8,
}

impl Default for Window {
    fn default() -> Self {
        Self { accepted: 1, recognised: 10 }
    }
}
