//! What removals and resets have in common on the way to a plan.

use std::collections::BTreeSet;

use mfadir_core::{Factor, FactorId, Kind, Left, RemoveOptions, Returning, UserStatus};

use super::{Act, Note, Plan, Step, check::check};
use crate::{facts::Facts, guard::Guard, mandate::Mandate, matter::Matter, refused::Basis};

/// What is particular to one plan.
pub(super) struct Draft {
    pub(super) act: Act,
    pub(super) steps: Vec<Step>,
    pub(super) options: RemoveOptions,
    pub(super) kept: Vec<FactorId>,
    /// Selectors of what was to be kept that match nothing active.
    pub(super) keeps_nothing: Vec<String>,
    pub(super) notes: Vec<Note>,
}

impl Draft {
    /// The whole plan, with the guard rules applied.
    pub(super) fn complete(self, facts: &Facts, mandate: &Mandate, guard: &Guard) -> Plan {
        let keeps_nothing = self.keeps_nothing.clone();
        let mut plan = self.without_rules(facts, mandate);
        let ruling = check(&plan, facts, guard, &keeps_nothing);
        plan.request = ruling.request;
        plan.basis = ruling.basis;
        plan.refusals = ruling.refusals;
        plan.liftable = ruling.liftable;
        plan.lifted = ruling.lifted;
        plan
    }

    fn without_rules(self, facts: &Facts, mandate: &Mandate) -> Plan {
        let mut plan = Plan {
            act: self.act,
            tenant: facts.profile.tenant.clone(),
            provider: facts.profile.provider.clone(),
            user: facts.user.clone(),
            mandate: mandate.clone(),
            made_at: facts.read_at,
            listing: facts.listing,
            before: facts.removable(),
            with_devices: !facts.devices.is_empty(),
            steps: self.steps,
            options: self.options,
            kept: self.kept,
            left: Left::No,
            unseen: facts.profile.capabilities.unseen.clone(),
            returning: Vec::new(),
            request: matter(facts, self.act, mandate).request(facts.read_at),
            basis: Basis::default(),
            refusals: Vec::new(),
            liftable: BTreeSet::new(),
            lifted: Vec::new(),
            notes: self.notes,
        };
        plan.left = Left::among(plan.staying(), &plan.unseen);
        plan.returning = returning(facts, &plan);
        plan.notes.extend(plan.returning.iter().cloned().map(Note::Returns));
        plan.notes.extend(about_recovery(&plan));
        plan.notes.extend(about_account(facts));
        plan.notes.extend(plan.takes_unlisted().then(|| Note::unlisted(&plan.user)));
        plan
    }
}

/// What is asked for, before anybody knows what goes.
fn matter<'a>(facts: &'a Facts, act: Act, mandate: &'a Mandate) -> Matter<'a> {
    Matter { tenant: &facts.profile.tenant, user: &facts.user, verb: act.verb(), targets: &[], mandate }
}

/// Where nobody can tell what goes, each factor that returns may be among it.
fn returning(facts: &Facts, plan: &Plan) -> Vec<Returning> {
    let going = plan.going();
    let is_named = |entry: &Returning| going.iter().any(|factor| entry.factor.covers(&factor.factor_type));
    let goes = |entry: &&Returning| plan.takes_unlisted() || is_named(entry);
    facts.profile.capabilities.returning.iter().filter(goes).cloned().collect()
}

fn about_recovery(plan: &Plan) -> Option<Note> {
    let is_number = |factor: &&Factor| matches!(factor.kind(), Kind::Sms | Kind::Voice);
    (plan.options.remove_recovery && plan.going().iter().any(is_number)).then_some(Note::RecoveryToo)
}

fn about_account(facts: &Facts) -> Option<Note> {
    let status = facts.user.status.clone();
    matches!(status, UserStatus::Locked | UserStatus::Suspended | UserStatus::Deactivated)
        .then(|| Note::Account { login: facts.user.login.clone(), status })
}
