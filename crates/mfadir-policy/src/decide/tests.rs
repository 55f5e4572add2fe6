mod again;
mod change;
mod pushes;
mod rest;
mod same_act;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, Via};
use secrecy::SecretBox;

use super::decide;
use crate::{
    approval::{APPROVAL_SCHEMA, Approval},
    case::{Case, TicketState, Told},
    history::{History, PastAct},
    operators::Operators,
    policy::{Overrides, Policy},
    receipt::{Attested, Evidence, RECEIPT_SCHEMA, Receipt},
    request::{About, REQUEST_SCHEMA, Request, Target},
    rule::{Refusal, Rule},
    signature::{PrivateKey, Signed},
    used::Used,
    verb::Verb,
};

/// All that a case borrows from, and its other parts.
struct Scene {
    policy: Policy,
    request: Request,
    operators: Operators,
    receipt: Option<Signed>,
    approvals: Vec<Signed>,
    used: Used,
    protected: Told,
    own: Told,
    self_service: Told,
    smaller: Told,
    ticket: TicketState,
    history: History,
    goes_on: bool,
    standing: Vec<Refusal>,
}

fn now() -> Timestamp {
    "2026-03-02T10:00:00Z".parse().expect("a time")
}

fn ago(minutes: i64) -> Timestamp {
    now() - SignedDuration::from_mins(minutes)
}

fn key(name: &str) -> PrivateKey {
    PrivateKey::of(SecretBox::new(Box::new([name.as_bytes()[0]; 32])))
}

fn operators() -> Operators {
    let entry = |id: &str, role: &str| {
        format!("[[operator]]\nid = \"{id}\"\nrole = \"{role}\"\nkey = \"{}\"\n", key(id).public())
    };
    Operators::read(&[entry("ann", "agent"), entry("max", "approver"), entry("leo", "lead")].concat()).expect("reads")
}

fn by(id: &str) -> Operator {
    Operator { id: id.to_owned(), via: Via::Os, on_behalf_of: None, host: None }
}

fn request() -> Request {
    Request {
        schema: REQUEST_SCHEMA.to_owned(),
        id: "rq-1".to_owned(),
        tenant: "acme".into(),
        user: About { id: "u1".into(), login: "ada@example.com".to_owned(), emails: Vec::new() },
        verb: Verb::Reset,
        factors: Vec::new(),
        operator: by("ann"),
        ticket: Some("INC1".to_owned()),
        reason: None,
        lifts: BTreeSet::new(),
        change: None,
        needs: Vec::new(),
        at: now(),
    }
}

fn receipt() -> Receipt {
    let evidence = Evidence::Factor { id: "f1".into(), factor_type: "push@okta".to_owned(), transaction: None };
    Receipt {
        schema: RECEIPT_SCHEMA.to_owned(),
        id: "rc-1".to_owned(),
        tenant: "acme".into(),
        user: "u1".into(),
        evidence,
        operator: by("ann"),
        ticket: Some("INC1".to_owned()),
        purpose: None,
        at: ago(1),
        until: ago(-9),
    }
}

fn approval() -> Approval {
    Approval {
        schema: APPROVAL_SCHEMA.to_owned(),
        id: "ap-1".to_owned(),
        request: "rq-1".to_owned(),
        tenant: "acme".into(),
        user: "u1".into(),
        verb: Verb::Reset,
        factors: Vec::new(),
        ticket: Some("INC1".to_owned()),
        by: "max".to_owned(),
        at: ago(1),
        until: ago(-60),
    }
}

fn signed(data: &impl serde::Serialize, by: &str) -> Signed {
    Signed::new(data, by, &key(by)).expect("serialises")
}

fn act(verb: Verb, minutes: i64) -> PastAct {
    let operator = Some("bea".to_owned());
    let ticket = Some("INC9".to_owned());
    PastAct { at: ago(minutes), verb, operator, ticket, receipt: None, on_user: true, denied: false }
}

impl Scene {
    /// A reset under the strict policy that no rule stands against.
    fn fine() -> Self {
        Self {
            policy: Policy::strict(),
            request: request(),
            operators: operators(),
            receipt: Some(signed(&receipt(), "ann")),
            approvals: Vec::new(),
            used: Used::default(),
            protected: Told::No,
            own: Told::No,
            self_service: Told::No,
            smaller: Told::No,
            ticket: TicketState::NotAsked,
            history: History::default(),
            goes_on: false,
            standing: Vec::new(),
        }
    }

    fn case(&self) -> Case<'_> {
        Case {
            policy: &self.policy,
            request: &self.request,
            now: now(),
            operators: &self.operators,
            ticket: self.ticket.clone(),
            receipt: self.receipt.as_ref(),
            approvals: &self.approvals,
            used: self.used.clone(),
            protected: self.protected.clone(),
            own: self.own.clone(),
            self_service: self.self_service.clone(),
            smaller: self.smaller.clone(),
            unproven: false,
            history: self.history.clone(),
            goes_on: self.goes_on,
            standing: self.standing.clone(),
        }
    }

    fn refused(&self) -> Vec<Rule> {
        decide(&self.case()).refusals.into_iter().map(|refusal| refusal.rule).collect()
    }

    /// The same with a receipt that differs.
    fn with_receipt(mut self, change: impl FnOnce(&mut Receipt)) -> Self {
        let mut changed = receipt();
        change(&mut changed);
        self.receipt = Some(signed(&changed, "ann"));
        self
    }

    fn with_approval(mut self, change: impl FnOnce(&mut Approval)) -> Self {
        let mut changed = approval();
        change(&mut changed);
        let by = changed.by.clone();
        self.approvals = vec![signed(&changed, &by)];
        self
    }
}

fn used(id: &str, verb: Verb) -> Used {
    let mut used = Used::default();
    used.note(id, verb);
    used
}

fn because() -> Told {
    Told::Yes("it is so".to_owned())
}

/// A scene against which this rule stands, and it alone. A rule without one does not compile.
fn against(rule: Rule) -> Scene {
    let mut scene = Scene::fine();
    match rule {
        Rule::LastUsableFactor | Rule::Keep | Rule::Cap => scene.standing = vec![Refusal::new(rule, "it is so")],
        Rule::ProtectedUser => scene.protected = because(),
        Rule::SelfAct => scene.own = because(),
        Rule::Operator => {
            scene.operators = Operators::default();
            scene.policy.receipt.required.clear();
        }
        Rule::Ticket => scene.ticket = TicketState::DoesNotFit("INC1 is closed".to_owned()),
        Rule::Receipt => scene.receipt = None,
        Rule::Proof => {
            scene = scene.with_receipt(|receipt| {
                receipt.evidence = Evidence::Attested { by: Attested::Manager, text: "it is her".to_owned() };
            });
        }
        Rule::Approval => {
            scene.policy.approval.required.insert(Verb::Reset);
        }
        Rule::OperatorCap => {
            let own = PastAct { operator: Some("ann".to_owned()), on_user: false, ..act(Verb::Remove, 20) };
            scene.history.acts = vec![own; 12];
        }
        Rule::UserCap => scene.history.acts = vec![act(Verb::Enroll, 200); 3],
        Rule::CoolDown => scene.history.acts = vec![act(Verb::Unlock, 4)],
        Rule::Denial => scene.history.acts = vec![PastAct { denied: true, ..act(Verb::Challenge, 600) }],
        Rule::PushLimit => {
            scene.request.verb = Verb::Challenge;
            scene.request.factors = vec![Target { id: None, factor_type: "push@okta".to_owned() }];
            scene.history.acts = vec![act(Verb::Challenge, 10); 3];
        }
        Rule::SelfService => {
            scene.policy.self_service.first = true;
            scene.self_service = because();
        }
        Rule::SmallestAct => scene.smaller = because(),
    }
    scene
}

#[test]
fn a_reset_that_is_right_in_every_way_passes() {
    assert_eq!(Scene::fine().refused(), []);
}

#[test]
fn each_rule_alone_refuses() {
    for rule in Rule::ALL {
        assert_eq!(against(*rule).refused(), [*rule]);
    }
}

#[test]
fn whoever_holds_the_right_lifts_a_rule_with_a_reason_and_nobody_else_does() {
    for rule in Rule::ALL {
        let mut scene = against(*rule);
        scene.request.lifts = BTreeSet::from([*rule]);
        scene.request.reason = Some("the board said so".to_owned());
        assert_eq!(scene.refused(), [*rule], "no right");
        scene.policy.overrides = Overrides::Named(BTreeMap::from([(*rule, vec!["role:lead".to_owned()])]));
        assert_eq!(scene.refused(), [*rule], "a lead's right");
        scene.policy.overrides = Overrides::Named(BTreeMap::from([(*rule, vec!["ann".to_owned()])]));
        let (decision, can) = (decide(&scene.case()), rule.can_be_lifted());
        assert_eq!(decision.allows(), can, "{rule}");
        assert_eq!(decision.lifted.iter().map(|lifted| lifted.rule).collect::<Vec<_>>(), [*rule][usize::from(!can)..]);
        scene.request.reason = Some(" ".to_owned());
        assert_eq!(scene.refused(), [*rule], "no reason");
    }
}

#[test]
fn a_receipt_counts_for_exactly_one_work() {
    let wrong: [fn(&mut Receipt); 9] = [
        |receipt| receipt.schema = APPROVAL_SCHEMA.to_owned(),
        |receipt| receipt.tenant = "other".into(),
        |receipt| receipt.user = "u2".into(),
        |receipt| receipt.ticket = None,
        |receipt| receipt.purpose = Some(Verb::Remove),
        |receipt| receipt.until = now(),
        |receipt| receipt.until = ago(-10),
        |receipt| receipt.at = ago(-1),
        |receipt| receipt.operator = by("leo"),
    ];
    for change in wrong {
        assert_eq!(Scene::fine().with_receipt(change).refused(), [Rule::Receipt]);
    }
    let used = Scene { used: used("rc-1", Verb::Reset), ..Scene::fine() };
    assert_eq!(used.refused(), [Rule::Receipt]);
    let mut forged = Scene::fine();
    forged.receipt = Some(Signed { by: "ann".to_owned(), ..signed(&receipt(), "max") });
    assert_eq!(forged.refused(), [Rule::Receipt]);
    forged.receipt = Some(signed(&receipt(), "eve"));
    assert_eq!(forged.refused(), [Rule::Receipt]);
}

#[test]
fn the_next_step_can_be_typed_as_it_is_told() {
    let next = |scene: &Scene| decide(&scene.case()).refusals[0].next.clone().expect("a next step");
    let mut scene = Scene { receipt: None, ..Scene::fine() };
    assert!(next(&scene).ends_with("mfadir verify acme:ada@example.com --ticket INC1"), "{}", next(&scene));
    scene.request.ticket = Some("a; b".to_owned());
    assert!(next(&scene).ends_with("mfadir verify acme:ada@example.com"), "{}", next(&scene));
    let nobody = Scene { operators: Operators::default(), ..Scene::fine() };
    assert!(next(&nobody).starts_with("`mfadir operator new ann`"), "{}", next(&nobody));
}

#[test]
fn an_approval_counts_for_exactly_one_request_of_somebody_else() {
    let wanting = |change: fn(&mut Approval)| {
        let mut scene = Scene::fine().with_approval(change);
        scene.policy.approval.required.insert(Verb::Reset);
        scene
    };
    assert_eq!(wanting(|_| ()).refused(), []);
    let wrong: [fn(&mut Approval); 10] = [
        |approval| approval.schema = RECEIPT_SCHEMA.to_owned(),
        |approval| approval.tenant = "other".into(),
        |approval| approval.user = "u2".into(),
        |approval| approval.verb = Verb::Remove,
        |approval| approval.ticket = Some("INC2".to_owned()),
        |approval| approval.until = now(),
        |approval| approval.until = ago(-240),
        |approval| approval.at = ago(-1),
        |approval| approval.by = "ann".to_owned(),
        |approval| approval.by = "eve".to_owned(),
    ];
    for change in wrong {
        assert_eq!(wanting(change).refused(), [Rule::Approval]);
    }
    let used = Scene { used: used("ap-1", Verb::Reset), ..wanting(|_| ()) };
    assert_eq!(used.refused(), [Rule::Approval]);
    for login in ["Max@example.com", "max"] {
        let mut themselves = wanting(|_| ());
        login.clone_into(&mut themselves.request.user.login);
        assert_eq!(themselves.refused(), [Rule::Approval], "{login} approves what is for {login}");
    }
    let mut themselves = wanting(|_| ());
    themselves.request.user.emails = vec!["ada@home.example".to_owned(), "Max".to_owned()];
    assert_eq!(themselves.refused(), [Rule::Approval], "an address of theirs is max");
}

#[test]
fn times_are_told_as_they_are_read() {
    let mut scene = against(Rule::CoolDown);
    scene.history.acts[0].at = "2026-03-02T09:58:30.123456Z".parse().expect("a time");
    let told = format!("{:?}", decide(&scene.case()).refusals);
    assert!(told.contains("2026-03-02 09:58 UTC") && !told.contains(".123"), "{told}");
}

#[test]
fn an_approval_is_enough_where_the_policy_says_so() {
    for rule in [Rule::ProtectedUser, Rule::Proof] {
        let approved = against(rule).with_approval(|_| ());
        let receipt = against(rule).receipt;
        assert_eq!(Scene { receipt, ..approved }.refused(), [], "{rule}");
    }
    let mut never = against(Rule::ProtectedUser).with_approval(|_| ());
    never.policy.protected.approval_is_enough = false;
    assert_eq!(never.refused(), [Rule::ProtectedUser]);
}

#[test]
fn cannot_tell_protects_unless_the_list_is_complete() {
    let mut scene = Scene { protected: Told::CannotTell("no right".to_owned()), ..Scene::fine() };
    assert_eq!(scene.refused(), [Rule::ProtectedUser]);
    scene.policy.protected.complete = true;
    assert_eq!(scene.refused(), []);
}

#[test]
fn the_open_policy_asks_for_nothing_but_the_guards() {
    let mut scene = Scene { policy: Policy::open(), receipt: None, operators: Operators::default(), ..Scene::fine() };
    scene.request.ticket = None;
    assert_eq!(scene.refused(), []);
    for rule in [Rule::SelfAct, Rule::ProtectedUser, Rule::LastUsableFactor] {
        let refused = Scene { policy: Policy::open(), ..against(rule) };
        assert_eq!(refused.refused(), [rule]);
    }
}
