//! Every rule stands before the plans and the permits that it is about, and is lifted by those who hold the right.

use std::{collections::BTreeMap, sync::Arc};

use jiff::SignedDuration;
use mfadir_core::{Operation, Operator, Via};
use mfadir_policy::{
    About, Attest, Attested, Evidence, Overrides, PastAct, Policy, Pushes, RECEIPT_SCHEMA, Receipt, Rule, Signed,
    TicketState, Used, Verb,
};

use super::Guard;
use crate::{
    error::{Error, Result},
    facts::Facts,
    fixture::{adas, approval_by, factor, facts, key, now, operators, profile, selectors},
    mandate::Mandate,
    matter::target,
    permit::permit,
    plan::{RemoveRequest, plan_remove, plan_reset, plan_unlock},
    refused::{Basis, Refused},
};

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    Reset,
    Removal,
    Unlocking,
    Enrollment,
    Challenge,
}

/// A person, a desk and an operator against whom exactly one rule stands.
struct Scene {
    facts: Facts,
    guard: Guard,
    policy: Policy,
    ticket: Option<&'static str>,
    on_behalf_of: Option<&'static str>,
    on: &'static [On],
}

/// What can be asked for without a look at the factors, and with.
const ALL: &[On] = &[On::Reset, On::Removal, On::Unlocking, On::Enrollment, On::Challenge];
/// The same without what gives nobody a way in.
const ACTS: &[On] = &[On::Reset, On::Removal, On::Unlocking, On::Enrollment];

fn quiet() -> Scene {
    let offered = [Operation::Reset, Operation::Remove, Operation::Unlock, Operation::Enroll, Operation::Challenge];
    let guard = Guard { operators: Arc::new(operators()), ..Guard::default() };
    let facts = Facts { profile: profile(&offered), ..facts(adas()) };
    Scene { facts, guard, policy: Policy::open(), ticket: Some("INC1"), on_behalf_of: None, on: ACTS }
}

fn earlier(verb: Verb, denied: bool) -> PastAct {
    let at = now() - SignedDuration::from_mins(5);
    PastAct { at, verb, operator: Some("olga".to_owned()), ticket: None, receipt: None, on_user: true, denied }
}

fn receipt(by: &str, evidence: Evidence) -> Signed {
    let receipt = Receipt {
        schema: RECEIPT_SCHEMA.to_owned(),
        id: "rc-1".to_owned(),
        tenant: "acme".into(),
        user: "u1".into(),
        evidence,
        operator: operator(by, None),
        ticket: Some("INC1".to_owned()),
        purpose: None,
        at: now(),
        until: now() + Receipt::VALID,
    };
    Signed::new(&receipt, by, &key(by)).expect("serialises")
}

fn by_factor(is: &str) -> Evidence {
    Evidence::Factor { id: "p1".into(), factor_type: is.to_owned(), transaction: Some("tx1".to_owned()) }
}

fn operator(id: &str, on_behalf_of: Option<&str>) -> Operator {
    Operator { id: id.to_owned(), via: Via::Os, on_behalf_of: on_behalf_of.map(str::to_owned), host: None }
}

/// One scene a rule: a rule without one does not compile.
fn scene(rule: Rule) -> Scene {
    let mut scene = quiet();
    let policy = &mut scene.policy;
    let all = Verb::ALL.iter().copied().collect();
    match rule {
        Rule::LastUsableFactor => {
            scene.facts.factors = vec![factor("t1", "totp@okta")];
            scene.on = &[On::Removal];
        }
        Rule::Keep => {
            scene.facts.factors.retain(|factor| factor.id.as_str() != "s1");
            scene.on = &[On::Removal];
        }
        Rule::Cap => {
            policy.caps.factors = 0;
            scene.on = &[On::Reset, On::Removal];
        }
        Rule::ProtectedUser => {
            scene.guard.protected = vec!["ada@example.com".to_owned()];
            scene.on = ALL;
        }
        Rule::SelfAct => {
            scene.on_behalf_of = Some("ada");
            scene.on = ALL;
        }
        Rule::Operator => {
            policy.operators = true;
            scene.guard.operators = Arc::default();
            scene.on = ALL;
        }
        Rule::Ticket => {
            policy.ticket.required = all;
            scene.ticket = None;
            scene.on = ALL;
        }
        Rule::Receipt => policy.receipt.required = all,
        Rule::Proof => {
            policy.receipt.required = all;
            scene.guard.receipt = Some(receipt("olga", by_factor("sms@okta")));
        }
        Rule::Approval => policy.approval.required = all,
        Rule::OperatorCap => policy.caps.operator_per_hour = Some(0),
        Rule::UserCap => policy.caps.user_per_day = Some(0),
        Rule::CoolDown => {
            policy.cool_down = Some(SignedDuration::from_hours(1));
            scene.guard.history.acts = vec![earlier(Verb::Unlock, false)];
        }
        Rule::Denial => {
            policy.denial = Some(SignedDuration::from_hours(24));
            scene.guard.history.acts = vec![earlier(Verb::Challenge, true)];
            scene.on = ALL;
        }
        Rule::PushLimit => {
            policy.pushes = Some(Pushes { most: 1, within: SignedDuration::from_mins(15) });
            scene.guard.history.acts = vec![earlier(Verb::Challenge, false)];
            scene.on = &[On::Challenge];
        }
        Rule::SelfService => policy.self_service.first = true,
        Rule::SmallestAct => {
            policy.smallest_act = true;
            scene.guard.lost = vec!["sms".parse().expect("every text is something lost")];
            scene.on = &[On::Reset];
        }
    }
    scene
}

/// Asks for everything that the scene is about, as an operator who lifts these rules, or none.
fn ask(scene: &Scene, by: &str, lifts: &[Rule]) -> Vec<(On, Result<()>)> {
    let guard = Guard { policy: Arc::new(scene.policy.clone()), ..scene.guard.clone() };
    let (reason, ticket) = (Some("because".to_owned()), scene.ticket.map(str::to_owned));
    let mandate = Mandate::of(operator(by, scene.on_behalf_of)).because(reason, ticket);
    let mandate = mandate.lifting(lifts.iter().copied()).expect("there is a reason");
    scene.on.iter().map(|on| (*on, asked(*on, &scene.facts, &mandate, &guard))).collect()
}

fn asked(on: On, facts: &Facts, mandate: &Mandate, guard: &Guard) -> Result<()> {
    let push = [target(&adas()[0])];
    match on {
        On::Reset => plan_reset(facts, mandate, guard)?.admit().map(drop),
        On::Removal => {
            let (remove, keep) = (selectors(&["totp@okta"]), selectors(&["sms"]));
            let keep = if facts.factors.len() == 1 { Vec::new() } else { keep };
            let request = RemoveRequest { remove, keep, ..RemoveRequest::default() };
            plan_remove(facts, &request, mandate, guard)?.admit().map(drop)
        }
        On::Unlocking => plan_unlock(facts, mandate, guard).map(drop),
        On::Enrollment => permit(facts, &[Operation::Enroll], &[], mandate, guard).map(drop),
        On::Challenge => permit(facts, &[Operation::Challenge], &push, mandate, guard).map(drop),
    }
}

fn refused(answer: Result<()>) -> Refused {
    match answer {
        Err(Error::Refused(refused)) => *refused,
        other => panic!("refused is expected: {other:?}"),
    }
}

fn rules(refused: &Refused) -> Vec<Rule> {
    refused.refusals.iter().map(|refusal| refusal.rule).collect()
}

#[test]
fn each_rule_refuses_the_plans_and_permits_that_it_is_about() {
    for rule in Rule::ALL {
        for (on, answer) in ask(&scene(*rule), "olga", &[]) {
            let refused = refused(answer);
            assert_eq!(rules(&refused), [*rule], "{on:?}");
            assert_eq!(refused.wants_proof(), rule.wants_proof(), "{rule}");
            assert_eq!(refused.liftable.contains(rule), rule.can_be_lifted(), "everybody lifts under an open policy");
        }
    }
}

#[test]
fn without_its_cause_no_rule_refuses_anything() {
    for (on, answer) in ask(&Scene { on: ALL, ..quiet() }, "olga", &[]) {
        assert!(answer.is_ok(), "{on:?}: {answer:?}");
    }
}

#[test]
fn each_rule_is_lifted_by_whom_the_policy_names_and_by_nobody_else() {
    for rule in Rule::ALL {
        let mut scene = scene(*rule);
        scene.policy.overrides = Overrides::Named(BTreeMap::from([(*rule, vec!["leo".to_owned()])]));
        for (on, answer) in ask(&scene, "olga", &[*rule]) {
            let refused = refused(answer);
            assert!(refused.liftable.is_empty(), "olga is not told how to lift {rule} ({on:?})");
        }
        for (on, answer) in ask(&scene, "leo", &[*rule]) {
            assert_eq!(answer.is_ok(), rule.can_be_lifted(), "{rule} {on:?}: {answer:?}");
        }
    }
}

#[test]
fn what_an_act_rests_on_stands_in_it_and_a_challenge_uses_nothing_up() {
    let mut scene = quiet();
    scene.policy = Policy::strict();
    scene.policy.smallest_act = false;
    scene.policy.protected.administrators = false;
    scene.guard.receipt = Some(receipt("olga", by_factor("push@okta")));
    scene.guard.approvals = vec![approval_by("max", Verb::Reset), approval_by("olga", Verb::Reset)];
    let guard = Guard { policy: Arc::new(scene.policy), ..scene.guard };
    let mandate = Mandate::of(operator("olga", None)).because(None, Some("INC1".to_owned()));
    let plan = plan_reset(&scene.facts, &mandate, &guard).expect("a plan");
    assert!(plan.refusals.is_empty(), "{:?}", plan.refusals);
    assert_eq!(plan.basis.receipt.as_deref(), Some("rc-1"));
    assert_eq!(plan.basis.approvals, ["ap-max"], "nobody approves their own");
    assert_eq!((plan.request.verb, plan.request.factors.len()), (Verb::Reset, 5));
    assert_eq!(plan.request.user, About { id: "u1".into(), login: "ada@example.com".to_owned(), emails: Vec::new() });
    let asked = permit(&scene.facts, &[Operation::Challenge], &[], &mandate, &guard).expect("a ticket is enough");
    assert_eq!(asked.basis, Basis::default());
}

#[test]
fn a_used_receipt_and_one_that_is_vouched_for_without_approval_do_not_count() {
    let mut scene = scene(Rule::Receipt);
    scene.guard.receipt = Some(receipt("olga", by_factor("push@okta")));
    assert!(ask(&scene, "olga", &[]).into_iter().all(|(_, answer)| answer.is_ok()));
    let mut used = Used::default();
    used.note("rc-1", Verb::Reset);
    scene.guard.used = used;
    assert!(ask(&scene, "olga", &[]).into_iter().all(|(_, answer)| rules(&refused(answer)) == [Rule::Receipt]));
    scene.guard.used = Used::default();
    let vouched = Evidence::Attested { by: Attested::Manager, text: "Grace knows the voice".to_owned() };
    scene.policy.receipt.attested = BTreeMap::from([(Attested::Manager, Attest::WithApproval)]);
    scene.guard.receipt = Some(receipt("olga", vouched));
    scene.on = &[On::Reset];
    assert!(ask(&scene, "olga", &[]).into_iter().all(|(_, answer)| rules(&refused(answer)) == [Rule::Proof]));
    scene.guard.approvals = vec![approval_by("max", Verb::Reset)];
    assert!(ask(&scene, "olga", &[]).into_iter().all(|(_, answer)| answer.is_ok()));
}

#[test]
fn a_receipt_that_is_younger_than_the_facts_counts_once_the_desk_was_asked_again() {
    let mut scene = scene(Rule::Receipt);
    scene.guard.receipt = Some(receipt("olga", by_factor("push@okta")));
    scene.facts.read_at = now() - SignedDuration::from_mins(1);
    assert!(ask(&scene, "olga", &[]).into_iter().all(|(_, answer)| answer.is_err()));
    scene.guard.as_of = Some(now());
    assert!(ask(&scene, "olga", &[]).into_iter().all(|(_, answer)| answer.is_ok()));
}

#[test]
fn a_ticket_system_that_does_not_answer_refuses() {
    let mut scene = scene(Rule::Ticket);
    (scene.ticket, scene.guard.ticket) = (Some("INC1"), TicketState::CannotTell("no answer".to_owned()));
    for (_, answer) in ask(&scene, "olga", &[]) {
        assert_eq!(rules(&refused(answer)), [Rule::Ticket]);
    }
}
