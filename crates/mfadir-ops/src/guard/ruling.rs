//! The one place where the rules are asked.

use std::collections::BTreeSet;

use mfadir_policy::{
    Case, Decision, Lifted, Policy, Receipt, Refusal, Request, Rule, Told, Verb, agreed, decide, may_lift, settled,
};

use super::{Guard, person, protected, smaller};
use crate::{
    caller::nothing_proves,
    facts::Facts,
    matter::Matter,
    refused::{Basis, Refused},
};

/// What the rules say about a request.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub(crate) request: Request,
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) lifted: Vec<Lifted>,
    pub(crate) liftable: BTreeSet<Rule>,
    pub(crate) basis: Basis,
}

impl Ruling {
    /// About what does nothing: no rule is asked, and nobody lifts what stands against it.
    pub(crate) fn of_nothing(request: Request, refusals: Vec<Refusal>) -> Self {
        Self { request, refusals, lifted: Vec::new(), liftable: BTreeSet::new(), basis: Basis::default() }
    }

    /// The ruling, where nothing stands against the request.
    pub(crate) fn admitted(self) -> Result<Self, Box<Refused>> {
        if self.refusals.is_empty() {
            return Ok(self);
        }
        Err(Box::new(Refused { request: self.request, refusals: self.refusals, liftable: self.liftable }))
    }
}

/// Asks every rule once. `standing` are the refusals that were found where the plan was made.
pub(crate) fn rule_on(facts: &Facts, matter: &Matter<'_>, guard: &Guard, standing: Vec<Refusal>) -> Ruling {
    let mut request = matter.request(guard.time(facts.read_at));
    let case = case(facts, matter, guard, &request, standing);
    let mut decision = decide(&case);
    decision.refusals.sort_by_key(|refusal| rank(refusal.rule));
    stop_at_denial(&mut decision.refusals);
    decision.lifted.sort_by_key(|lifted| rank(lifted.rule));
    let liftable = decision.refusals.iter().map(|refusal| refusal.rule).filter(|rule| may_lift(*rule, &case));
    let (liftable, basis) = (liftable.collect(), basis(&case, &decision));
    let Decision { refusals, lifted } = decision;
    // From here on the request is told to others: only what counts is in it.
    request.lifts = lifted.iter().map(|lifted| lifted.rule).collect();
    Ruling { request, refusals, lifted, liftable, basis }
}

/// Asks every rule about what follows an act in the same flow. What the act itself had to prove need not be proven again:
/// it rests on the same proofs and has the same name.
pub(crate) fn rule_on_rest(
    facts: &Facts,
    matter: &Matter<'_>,
    guard: &Guard,
    (act, basis): (&Request, &Basis),
) -> Ruling {
    let ruling = rule_on(facts, matter, &done(guard, act, basis), Vec::new());
    let still_open = |refusal: &Refusal| !was_asked(refusal.rule, act.verb, guard.policy.of(act.way()));
    let refusals: Vec<Refusal> = ruling.refusals.into_iter().filter(still_open).collect();
    let liftable = ruling.liftable.into_iter().filter(|rule| refusals.iter().any(|refusal| refusal.rule == *rule));
    let request = Request { verb: matter.verb, factors: matter.targets.to_vec(), ..act.clone() };
    Ruling { request, liftable: liftable.collect(), refusals, lifted: ruling.lifted, basis: basis.clone() }
}

/// What is known once the act was done.
fn done(guard: &Guard, act: &Request, basis: &Basis) -> Guard {
    let mut guard = guard.clone();
    let ids = basis.receipt.iter().chain(&basis.approvals);
    ids.for_each(|id| guard.used.note(id, act.verb));
    guard
}

/// Whether the policy asks of this verb what the rule is about. An act that was done has answered it.
fn was_asked(rule: Rule, verb: Verb, policy: &Policy) -> bool {
    match rule {
        Rule::ProtectedUser => true,
        Rule::Receipt | Rule::Proof => policy.receipt.required.contains(&verb),
        Rule::Approval => policy.approval.required.contains(&verb),
        _ => false,
    }
}

fn case<'a>(
    facts: &Facts,
    matter: &Matter<'_>,
    guard: &'a Guard,
    request: &'a Request,
    standing: Vec<Refusal>,
) -> Case<'a> {
    let is_reset = matter.verb == Verb::Reset;
    Case {
        policy: &guard.policy,
        request,
        now: request.at,
        operators: &guard.operators,
        ticket: guard.ticket.clone(),
        receipt: guard.receipt.as_ref(),
        approvals: &guard.approvals,
        used: guard.used.clone(),
        protected: protected::for_case(facts, matter.verb, guard),
        own: person::own(&facts.user, matter.mandate),
        self_service: smaller::self_service(facts, guard),
        smaller: if is_reset { smaller::than_a_reset(facts, guard) } else { Told::No },
        unproven: nothing_proves(facts, guard),
        history: guard.history.clone(),
        goes_on: guard.goes_on,
        standing,
    }
}

/// After a denial nothing else is the next step: whoever calls may be the attacker.
fn stop_at_denial(refusals: &mut [Refusal]) {
    if refusals.iter().any(|refusal| refusal.rule == Rule::Denial) {
        let others = refusals.iter_mut().filter(|refusal| refusal.rule != Rule::Denial);
        others.for_each(|refusal| refusal.next = None);
    }
}

/// People read first that somebody may be attacking, then whom it concerns, then what would happen to their factors, then
/// what is missing.
fn rank(rule: Rule) -> u8 {
    match rule {
        Rule::Denial => 0,
        Rule::ProtectedUser | Rule::SelfAct => 1,
        Rule::LastUsableFactor | Rule::Keep | Rule::Cap => 2,
        _ => 3,
    }
}

/// What it rests on: the receipt where the policy asks for one and takes this one, and every approval that counts. An
/// act for which none is needed uses none up, nor does a step of a plan whose approval stands for it.
fn basis(case: &Case<'_>, decision: &Decision) -> Basis {
    let is_proof = |rule: Rule| matches!(rule, Rule::Receipt | Rule::Proof);
    let open = decision.refusals.iter().map(|refusal| refusal.rule);
    let lacking = open.chain(decision.lifted.iter().map(|lifted| lifted.rule)).any(is_proof);
    let required = case.settings().receipt.required.contains(&case.request.verb);
    let wanted = required && !lacking && !settled(Rule::Receipt, case);
    let receipt = case.receipt.filter(|_| wanted).and_then(|signed| signed.read::<Receipt>().ok());
    Basis { receipt: receipt.map(|receipt| receipt.id), approvals: agreed(case) }
}
