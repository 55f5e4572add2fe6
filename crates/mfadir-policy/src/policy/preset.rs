//! The two policies that need no file.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use mfadir_core::{FactorType, Kind};

use super::{
    ApprovalRule, Attest, Caps, Change, Overrides, PlanLimits, Policy, ProtectedRule, Pushes, ReceiptRule, SelfService,
    TicketRule,
};
use crate::{
    receipt::{Attested, Receipt},
    rule::Rule,
    verb::Verb,
};

/// The kinds whose challenge proves a caller: those that are not read out, forwarded or asked for on the phone.
const PROOFS: [Kind; 8] =
    [Kind::Push, Kind::Totp, Kind::Hotp, Kind::Webauthn, Kind::U2f, Kind::DeviceKey, Kind::YubikeyOtp, Kind::OtpToken];

/// A policy that needs no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preset {
    Strict,
    Open,
}

impl Preset {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "strict" => Some(Self::Strict),
            "open" => Some(Self::Open),
            _ => None,
        }
    }

    /// What holds for every way of working.
    pub(super) fn top(self) -> Policy {
        match self {
            Self::Strict => strict(),
            Self::Open => open(),
        }
    }

    /// What it asks of a change, over what holds for every way of working.
    pub(super) fn change(self, policy: Policy) -> Change {
        match self {
            Self::Strict => strict_change(policy),
            Self::Open => Change { policy, plan: PlanLimits::default() },
        }
    }

    pub(super) fn policy(self) -> Policy {
        let top = self.top();
        Policy { change: Some(Box::new(self.change(top.clone()))), ..top }
    }
}

/// A plan file is looked at by a second operator. What is written about the desk's approvals does not speak of it.
fn strict_change(mut policy: Policy) -> Change {
    policy.approval = ApprovalRule { required: all(), valid: DAY };
    policy.places.remove(&Rule::Approval);
    Change { policy, plan: PlanLimits { people: Some(200), factors: Some(500) } }
}

impl Policy {
    /// The guard rules alone, which whoever says why may lift.
    pub fn open() -> Self {
        Preset::Open.policy()
    }

    /// A desk that serves callers it does not see: a ticket and a verified caller for every act, administrators only
    /// with a second person, and nobody lifts a rule whom the policy does not name. A change is looked at by a second
    /// person.
    pub fn strict() -> Self {
        Preset::Strict.policy()
    }
}

fn all() -> BTreeSet<Verb> {
    Verb::ALL.iter().copied().collect()
}

fn open() -> Policy {
    Policy {
        name: "open".to_owned(),
        operators: false,
        ticket: TicketRule::default(),
        receipt: ReceiptRule { required: BTreeSet::new(), ..strict_receipt() },
        protected: ProtectedRule::default(),
        approval: ApprovalRule { required: BTreeSet::new(), valid: HOURS },
        caps: Caps { factors: 20, operator_per_hour: None, user_per_day: None },
        cool_down: None,
        denial: None,
        pushes: None,
        self_service: SelfService::default(),
        smallest_act: false,
        overrides: Overrides::Anybody,
        places: BTreeMap::new(),
        change: None,
    }
}

fn strict() -> Policy {
    let acts: BTreeSet<Verb> = Verb::ALL.iter().copied().filter(|verb| verb.is_act()).collect();
    Policy {
        name: "strict".to_owned(),
        operators: true,
        ticket: TicketRule { required: all(), pattern: None, check: false },
        receipt: ReceiptRule { required: acts, ..strict_receipt() },
        protected: ProtectedRule { administrators: true, approval_is_enough: true, ..ProtectedRule::default() },
        approval: ApprovalRule { required: BTreeSet::new(), valid: HOURS },
        caps: Caps { factors: 20, operator_per_hour: Some(12), user_per_day: Some(3) },
        cool_down: Some(SignedDuration::from_mins(5)),
        denial: Some(SignedDuration::from_hours(24)),
        pushes: Some(Pushes { most: 3, within: SignedDuration::from_mins(15) }),
        self_service: SelfService { first: false, link: None },
        smallest_act: true,
        overrides: Overrides::Named(BTreeMap::new()),
        places: BTreeMap::new(),
        change: None,
    }
}

const HOURS: SignedDuration = SignedDuration::from_hours(4);

/// A plan is looked at one day and applied the next night.
const DAY: SignedDuration = SignedDuration::from_hours(24);

fn strict_receipt() -> ReceiptRule {
    ReceiptRule {
        required: BTreeSet::new(),
        proofs: PROOFS.map(FactorType::of).into(),
        attested: Attested::ALL.iter().map(|method| (*method, Attest::WithApproval)).collect(),
        valid: Receipt::VALID,
    }
}
