//! What one approval over a plan file stands for.

use jiff::SignedDuration;
use proptest::{prelude::*, sample::select};

use super::{Scene, against, ago, approval, by, now, request, signed, used};
use crate::{
    approval::APPROVAL_SCHEMA,
    change::{CHANGE_APPROVAL_SCHEMA, ChangeApproval},
    decide::{decide, stands_for},
    digest::Digest,
    policy::Policy,
    request::Request,
    rule::Rule,
    signature::Signed,
    used::{Spent, Used},
    verb::Verb,
};

/// What stands against a step in strict that has nothing but its plan.
const BARE: [Rule; 3] = [Rule::Ticket, Rule::Receipt, Rule::Approval];

fn plan() -> Digest {
    Digest::of(b"the plan file")
}

fn of_plan() -> ChangeApproval {
    ChangeApproval {
        schema: CHANGE_APPROVAL_SCHEMA.to_owned(),
        id: "ap-1".to_owned(),
        request: "rq-1".to_owned(),
        tenant: "acme".into(),
        change: plan(),
        by: "max".to_owned(),
        at: ago(1),
        until: ago(-60),
    }
}

impl Scene {
    /// A step of the plan file without ticket and receipt, with these approvals.
    fn step(approvals: Vec<Signed>) -> Self {
        let mut scene = Self { receipt: None, approvals, ..Self::fine() };
        scene.request.change = Some(plan());
        scene.request.ticket = None;
        scene
    }
}

/// What stands against a step whose plan is approved so.
fn under(change: impl FnOnce(&mut ChangeApproval)) -> Vec<Rule> {
    let mut approval = of_plan();
    change(&mut approval);
    let by = approval.by.clone();
    Scene::step(vec![signed(&approval, &by)]).refused()
}

#[test]
fn a_step_of_an_approved_plan_needs_no_more_and_any_other_does() {
    assert_eq!(under(|_| ()), []);
    assert_eq!(Scene::step(Vec::new()).refused(), BARE);
    let decision = decide(&Scene::step(Vec::new()).case());
    let steps = decision.refusals.iter().filter_map(|refusal| refusal.next.as_deref());
    assert!(steps.clone().count() == 3 && steps.clone().all(|next| next.contains("request plan")), "{decision:?}");
}

#[test]
fn each_rule_says_whether_the_approval_stands_for_it() {
    let approved = |rule: Rule| {
        let mut scene = Scene { approvals: vec![signed(&of_plan(), "max")], ..against(rule) };
        scene.request.change = Some(plan());
        // The same settings hold for both.
        scene.policy.change = None;
        scene
    };
    for rule in Rule::ALL {
        let scene = approved(*rule);
        let stands = stands_for(*rule, &scene.policy);
        assert_eq!(scene.refused(), [*rule][usize::from(stands)..], "{rule}");
    }
    let mut never = approved(Rule::ProtectedUser);
    never.policy.protected.approval_is_enough = false;
    assert_eq!(never.refused(), [Rule::ProtectedUser]);
}

#[test]
fn an_approval_of_one_act_is_none_of_a_plan_and_the_other_way_round() {
    let act = signed(&approval(), "max");
    let mut step = Scene::step(vec![act]);
    step.request.ticket = Some("INC1".to_owned());
    assert_eq!(step.refused(), [Rule::Receipt, Rule::Approval]);
    let mut desk = against(Rule::Approval);
    desk.approvals = vec![signed(&of_plan(), "max")];
    assert_eq!(desk.refused(), [Rule::Approval]);
    assert_eq!(under(|approval| approval.schema = APPROVAL_SCHEMA.to_owned()), BARE);
}

#[test]
fn nobody_applies_what_they_approved() {
    let mut own = Scene::step(vec![signed(&ChangeApproval { by: "leo".to_owned(), ..of_plan() }, "leo")]);
    assert_eq!(own.refused(), []);
    own.request.operator = by("leo");
    assert_eq!(own.refused(), BARE);
    own.request.operator = by("ann");
    own.request.operator.on_behalf_of = Some("leo".to_owned());
    assert_eq!(own.refused(), BARE);
    let mut concerned = Scene::step(vec![signed(&of_plan(), "max")]);
    concerned.request.user.login = "max@example.com".to_owned();
    assert_eq!(concerned.refused(), BARE, "nor what is for themselves");
}

#[test]
fn a_plan_is_one_use() {
    let step = |used: Used| Scene { used, ..Scene::step(vec![signed(&of_plan(), "max")]) }.refused();
    let mut steps = Used::default();
    steps.note_step("ap-1", plan());
    assert_eq!(step(steps.clone()), []);
    assert_eq!(step(used("ap-1", Verb::Reset)), BARE);
    steps.note_step("ap-1", Digest::of(b"another plan"));
    assert_eq!(step(steps.clone()), BARE);
    for verb in [Verb::Reset, Verb::EndSessions] {
        assert_eq!(steps.rest("ap-1", None, &Request { verb, ..request() }), Err(Spent::Used));
    }
}

#[test]
fn the_open_policy_asks_a_step_for_nothing_but_the_guards() {
    let open = Scene { policy: Policy::open(), ..Scene::step(Vec::new()) };
    assert_eq!(open.refused(), []);
}

fn another_tenant() -> impl Strategy<Value = String> {
    "[a-z]{1,12}".prop_filter("another one", |name| name != "acme")
}

proptest! {
    // A signature takes a while without optimisation.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn it_counts_for_any_person_verb_and_ticket(
        user in "[a-z0-9]{1,12}", verb in select(Verb::ALL), ticket in proptest::option::of("[A-Z]{1,5}")
    ) {
        let mut scene = Scene::step(vec![signed(&of_plan(), "max")]);
        scene.request.user.id = user.as_str().into();
        (scene.request.verb, scene.request.ticket) = (verb, ticket);
        prop_assert_eq!(scene.refused(), []);
    }

    #[test]
    fn with_one_byte_changed_it_is_nobodys(at in 0usize..400, bit in 0u8..7) {
        let mut forged = signed(&of_plan(), "max");
        let mut bytes = forged.text.into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        forged.text = String::from_utf8(bytes).expect("ASCII");
        prop_assert_eq!(Scene::step(vec![forged]).refused(), BARE);
    }

    #[test]
    fn signed_anew_it_counts_for_no_other_tenant(tenant in another_tenant()) {
        prop_assert_eq!(under(|approval| approval.tenant = tenant.as_str().into()), BARE);
    }

    #[test]
    fn signed_anew_it_counts_for_no_other_file(byte in 0usize..32, bit in 0u8..8) {
        let mut digits = hex::decode(&plan().to_string()["sha256:".len()..]).expect("digits");
        digits[byte] ^= 1 << bit;
        let other: Digest = format!("sha256:{}", hex::encode(digits)).parse().expect("a digest");
        prop_assert_eq!(under(|approval| approval.change = other), BARE);
    }

    #[test]
    fn signed_anew_it_counts_at_no_other_time(seconds in 0i64..1_000_000) {
        let away = SignedDuration::from_secs(seconds);
        prop_assert_eq!(under(|approval| approval.at = now() + SignedDuration::from_secs(1) + away), BARE);
        prop_assert_eq!(under(|approval| approval.until = now() - away), BARE);
    }

    #[test]
    fn signed_by_anybody_else_it_does_not_count(other in select(vec!["ann", "eve", "leo"])) {
        let forged = Signed { by: "max".to_owned(), ..signed(&of_plan(), other) };
        prop_assert_eq!(Scene::step(vec![forged]).refused(), BARE);
        prop_assert_eq!(Scene::step(vec![signed(&of_plan(), other)]).refused(), BARE);
    }

    #[test]
    fn at_the_desk_nothing_of_it_is_seen(rule in select(Rule::ALL), people in proptest::option::of(0u32..9)) {
        let today = against(rule).refused();
        let mut beside = against(rule);
        beside.approvals = vec![signed(&of_plan(), "max")];
        let change = beside.policy.change.as_mut().expect("a change");
        change.plan.people = people;
        change.policy = Policy::open();
        prop_assert_eq!(beside.refused(), today);
    }
}
