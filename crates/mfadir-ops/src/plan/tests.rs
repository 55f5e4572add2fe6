//! What plans say.

use std::sync::Arc;

use mfadir_core::{ErrorKind, FactorStatus, FactorType, Left};
use mfadir_policy::{Policy, Rule};
use proptest::{collection::vec, prelude::*};

use super::{Note, Plan, RemoveRequest, Step, plan_remove, plan_reset};
use crate::{
    error::{Error, Result},
    facts::{Facts, Known},
    fixture::{adas, coarse, factor, facts, facts_without_reset, mandate, profile, selectors},
    guard::Guard,
};

fn request(remove: &[&str], keep: &[&str]) -> RemoveRequest {
    RemoveRequest { remove: selectors(remove), keep: selectors(keep), ..RemoveRequest::default() }
}

fn plan(facts: &Facts, request: &RemoveRequest) -> Result<Plan> {
    plan_remove(facts, request, &mandate(), &Guard::default())
}

fn types(factors: &[&mfadir_core::Factor]) -> Vec<String> {
    factors.iter().map(|factor| factor.factor_type.to_string()).collect()
}

fn capped(factors: usize) -> Guard {
    let mut policy = Policy::open();
    policy.caps.factors = factors;
    Guard::of(Arc::new(policy), Vec::new())
}

fn rules(plan: &Plan) -> Vec<Rule> {
    plan.refusals.iter().map(|refusal| refusal.rule).collect()
}

#[test]
fn one_factor_goes_and_the_others_stay() {
    let plan = plan(&facts(adas()), &request(&["totp@okta"], &["push"])).expect("a plan");
    assert_eq!(types(&plan.going()), ["totp@okta"]);
    assert_eq!(types(&plan.staying()), ["push@okta", "device-key@okta", "sms@okta", "totp@google"]);
    assert_eq!(plan.left, Left::Yes);
    assert!(plan.refusals.is_empty());
    assert!(plan.notes.iter().any(|note| note.to_string() == "totp@okta comes back with the next enrollment"));
}

#[test]
fn implied_removals_are_shown() {
    let plan = plan(&facts(adas()), &request(&["push"], &[])).expect("a plan");
    let [Step::Remove { factor, implied }] = plan.steps.as_slice() else { panic!("one removal: {:?}", plan.steps) };
    assert_eq!(factor.id.as_str(), "p1");
    assert_eq!(types(&implied.iter().collect::<Vec<_>>()), ["totp@okta", "device-key@okta"]);
}

#[test]
fn a_product_is_one_step_where_its_factors_go_together() {
    let plan = plan(&facts(adas()), &request(&["okta-verify"], &[])).expect("a plan");
    assert_eq!(plan.steps.len(), 1);
    assert_eq!(plan.steps[0].takes()[0].id.as_str(), "p1");
}

#[test]
fn several_matches_are_an_error_unless_all_are_meant() {
    let Err(Error::SeveralFactors { candidates, .. }) = plan(&facts(adas()), &request(&["totp"], &[])) else {
        panic!("two match")
    };
    assert_eq!(candidates.len(), 2);
    let all = RemoveRequest { all_matching: true, ..request(&["totp"], &[]) };
    assert_eq!(plan(&facts(adas()), &all).expect("a plan").steps.len(), 2);
}

#[test]
fn no_match_is_an_error_unless_that_is_fine() {
    let error = plan(&facts(adas()), &request(&["webauthn"], &[])).expect_err("none matches");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let if_present = RemoveRequest { if_present: true, ..request(&["webauthn"], &[]) };
    assert!(plan(&facts(adas()), &if_present).expect("a plan").is_empty());
}

#[test]
fn a_slip_of_the_pen_is_never_taken_for_absence() {
    let slip = RemoveRequest { if_present: true, ..request(&["topt@okta"], &[]) };
    let Err(Error::NoFactor { suggestion, .. }) = plan(&facts(adas()), &slip) else { panic!("the word means nothing") };
    assert_eq!(suggestion.as_deref(), Some("totp@okta"));
}

#[test]
fn what_is_kept_cannot_go_by_implication() {
    let plan = plan(&facts(adas()), &request(&["push"], &["totp@okta"])).expect("a plan");
    assert_eq!(rules(&plan), [Rule::Keep]);
    assert_eq!(plan.refusals[0].text, "totp@okta would go with push@okta, which you asked to keep for ada@example.com");
}

#[test]
fn what_is_kept_must_be_there_and_active() {
    let mut factors = adas();
    factors[0].status = FactorStatus::Pending;
    assert_eq!(rules(&plan(&facts(factors), &request(&["sms"], &["push"])).expect("a plan")), [Rule::Keep]);
    assert_eq!(rules(&plan(&facts(adas()), &request(&["sms"], &["webauthn"])).expect("a plan")), [Rule::Keep]);
}

#[test]
fn a_kept_factor_that_lies_idle_is_warned_of() {
    let mut factors = adas();
    factors[0].last_verified = Some("2025-11-01T09:00:00Z".parse().expect("a timestamp"));
    factors[3].last_verified = None;
    let plan = plan(&facts(factors), &request(&["totp@okta"], &["push", "sms"])).expect("a plan");
    assert!(
        plan.notes.contains(&Note::KeptButIdle { factor: FactorType::by(mfadir_core::Kind::Push, "okta"), days: 120 })
    );
    assert!(plan.notes.iter().any(|note| matches!(note, Note::KeptButNeverUsed { .. })));
}

#[test]
fn the_last_usable_factor_stays_unless_the_rule_is_lifted() {
    let bobs = || facts(vec![factor("s1", "sms@okta"), factor("e1", "email@okta")]);
    let refused = plan(&bobs(), &request(&["sms"], &[])).expect("a plan");
    assert_eq!(rules(&refused), [Rule::LastUsableFactor]);
    let lifting = mandate().because(Some("lost phone".to_owned()), None).lifting([Rule::LastUsableFactor]);
    let lifted = plan_remove(&bobs(), &request(&["sms"], &[]), &lifting.expect("a reason"), &Guard::default());
    let lifted = lifted.expect("a plan");
    assert!(lifted.refusals.is_empty());
    assert_eq!((lifted.lifted[0].rule, lifted.lifted[0].reason.as_str()), (Rule::LastUsableFactor, "lost phone"));
}

#[test]
fn removing_what_nobody_signs_in_with_is_no_last_usable_factor() {
    let plan = plan(&facts(vec![factor("e1", "email@okta")]), &request(&["email"], &[])).expect("a plan");
    assert!(plan.refusals.is_empty());
}

#[test]
fn an_unknown_kind_that_is_left_makes_the_rule_say_that_it_cannot_tell() {
    let judys = facts(vec![factor("p1", "push@okta"), factor("r1", "retina@acme")]);
    let plan = plan(&judys, &request(&["push"], &[])).expect("a plan");
    assert!(plan.refusals[0].text.starts_with("cannot tell whether ada@example.com"));
}

#[test]
fn a_rule_is_not_lifted_without_a_reason() {
    let blank = mandate().because(Some("  ".to_owned()), None);
    assert!(matches!(blank.lifting([Rule::Cap]), Err(Error::NoReason)));
}

#[test]
fn nobody_acts_on_themselves_on_protected_users_or_on_too_much() {
    let mut own = mandate().operator().clone();
    own.id = "ADA".to_owned();
    let own = crate::mandate::Mandate::of(own);
    let guard = Guard { protected: vec!["Ada@Example.com".to_owned()], ..capped(1) };
    let all = RemoveRequest { all_matching: true, ..request(&["totp"], &[]) };
    let plan = plan_remove(&facts(adas()), &all, &own, &guard).expect("a plan");
    assert_eq!(rules(&plan), [Rule::ProtectedUser, Rule::SelfAct, Rule::Cap]);
}

#[test]
fn a_native_reset_is_one_step_and_says_what_comes_back_and_what_is_left() {
    let plan = plan_reset(&facts(adas()), &mandate(), &Guard::default()).expect("a plan");
    assert!(matches!(plan.steps.as_slice(), [Step::Reset { factors }] if factors.len() == 5));
    assert!(plan.refusals.is_empty(), "a reset may take the last usable factor");
    let notes: Vec<String> = plan.notes.iter().map(ToString::to_string).collect();
    assert!(notes.contains(&"totp@okta comes back with the next enrollment".to_owned()));
    assert!(notes.contains(&"ada@example.com will have no usable factor until they enroll a new one".to_owned()));
}

#[test]
fn without_a_native_reset_each_factor_is_removed_pending_ones_too() {
    let mut factors = vec![factor("1", "push@onelogin"), factor("2", "totp@google"), factor("3", "sms@onelogin")];
    factors[0].default = Some(true);
    factors[1].status = FactorStatus::Pending;
    let plan = plan_reset(&facts_without_reset(factors), &mandate(), &Guard::default()).expect("a plan");
    assert_eq!(types(&plan.going()), ["sms@onelogin", "totp@google", "push@onelogin"]);
    assert_eq!(plan.steps.len(), 3);
}

#[test]
fn an_administrator_is_not_reset_and_unknown_roles_are_told() {
    let role = mfadir_core::Role { name: "SUPER_ADMIN".to_owned(), label: None, administrator: true };
    let eve = Facts { roles: Known::Is(vec![role]), ..facts(adas()) };
    let plan = plan_reset(&eve, &mandate(), &Guard::default()).expect("a plan");
    assert_eq!(rules(&plan), [Rule::ProtectedUser]);
    let unknown = Facts { roles: Known::CannotTell("no right".to_owned()), ..facts(adas()) };
    let plan = plan_reset(&unknown, &mandate(), &Guard::default()).expect("a plan");
    assert!(plan.refusals.is_empty());
    assert!(plan.notes.iter().any(|note| matches!(note, Note::AdministratorUnknown { .. })));
}

#[test]
fn nobody_without_factors_is_refused_a_reset() {
    let plan = plan_reset(&facts(Vec::new()), &mandate(), &capped(0)).expect("a plan");
    assert!(plan.is_empty() && plan.refusals.is_empty());
}

#[test]
fn where_nothing_is_listed_a_reset_takes_what_nobody_can_name() {
    let plan = plan_reset(&coarse(None), &mandate(), &Guard::default()).expect("a plan");
    assert!(matches!(plan.steps.as_slice(), [Step::Reset { factors }] if factors.is_empty()));
    assert!(plan.takes_unlisted() && plan.refusals.is_empty());
    let notes: Vec<String> = plan.notes.iter().map(ToString::to_string).collect();
    assert!(notes.iter().any(|note| note.contains("cannot tell which ada@example.com has, nor whether")), "{notes:?}");
    assert!(notes.contains(&"ada@example.com will have no usable factor until they enroll a new one".to_owned()));
}

#[test]
fn where_nothing_is_listed_nothing_can_be_removed_or_kept() {
    let refused = plan(&coarse(Some(true)), &request(&["push"], &["sms"])).expect_err("no list");
    assert_eq!(refused.kind(), ErrorKind::Unsupported);
    let without_reset = Facts { profile: profile(&[]), ..coarse(Some(true)) };
    let refused = plan_reset(&without_reset, &mandate(), &Guard::default()).expect_err("no reset");
    assert_eq!(refused.kind(), ErrorKind::Unsupported);
}

proptest! {
    #[test]
    fn an_admitted_plan_never_takes_what_is_kept(remove in vec(0..5_usize, 1..4), keep in vec(0..5_usize, 1..4)) {
        let ids = |chosen: &[usize]| chosen.iter().map(|index| format!("id:{}", adas()[*index].id)).collect::<Vec<_>>();
        let (remove, keep) = (ids(&remove), ids(&keep));
        let texts = |ids: &[String]| selectors(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        let request = RemoveRequest { remove: texts(&remove), keep: texts(&keep), ..RemoveRequest::default() };
        let plan = plan(&facts(adas()), &request).expect("a plan");
        let takes_kept = plan.going().iter().any(|factor| plan.kept.contains(&factor.id));
        prop_assert_eq!(takes_kept, rules(&plan).contains(&Rule::Keep));
        prop_assert_eq!(plan.admit().is_ok(), !takes_kept);
    }
}
