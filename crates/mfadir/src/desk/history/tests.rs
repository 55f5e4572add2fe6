use std::collections::BTreeSet;

use jiff::SignedDuration;
use mfadir_core::{Applied, Clock, ErrorKind, Event, Operation, Outcome, RequestId};
use mfadir_ops::{Basis, Desk, DeskNote, Ended, Happened};
use mfadir_policy::{PastAct, Policy, Verb};

use super::{
    acts,
    events::{Requests, Told},
    window,
};
use crate::desk::fixture::{Machine, about_ada, start, target};

/// A write of this verb, which ends so.
async fn act(machine: &Machine, by: &str, verb: Verb, operation: Operation, failure: Option<(ErrorKind, Applied)>) {
    let request = machine.request(by, verb, "INC1");
    part(machine, &request, operation, failure).await;
}

async fn part(
    machine: &Machine,
    request: &mfadir_policy::Request,
    operation: Operation,
    failure: Option<(ErrorKind, Applied)>,
) {
    let recorder = machine.desk(&request.operator.id).recorder();
    let record = machine.record(request, operation, &[("p1", "push@okta")]);
    recorder.before(&record).await.expect("written");
    let ended = Ended { at: machine.clock.now(), request_id: Some("r1".into()), made: None, failure };
    recorder.after(&record, &ended).await.expect("written");
}

fn verbs(machine: &Machine) -> Vec<Verb> {
    acts(&machine.lines(), "ann", &"u1".into()).into_iter().map(|act| act.verb).collect()
}

#[tokio::test]
async fn one_act_counts_once_however_many_writes_it_takes() {
    let machine = Machine::new("open");
    let request = machine.request("ann", Verb::Reset, "INC1");
    part(&machine, &request, Operation::Remove, None).await;
    part(&machine, &request, Operation::Remove, None).await;
    assert_eq!(verbs(&machine), [Verb::Reset]);
    machine.wait(SignedDuration::from_mins(1));
    act(&machine, "ann", Verb::Reset, Operation::Reset, None).await;
    assert_eq!(verbs(&machine), [Verb::Reset, Verb::Reset]);
}

#[tokio::test]
async fn what_follows_under_the_same_receipt_is_part_of_the_act() {
    let machine = Machine::new("open");
    let recorder = machine.desk("ann").recorder();
    for (verb, operation) in [(Verb::Reset, Operation::Reset), (Verb::EndSessions, Operation::EndSessions)] {
        let mut record = machine.record(&machine.request("ann", verb, "INC1"), operation, &[]);
        record.basis = Basis { receipt: Some("rc-1".to_owned()), approvals: Vec::new() };
        recorder.before(&record).await.expect("written");
    }
    assert_eq!(verbs(&machine), [Verb::Reset]);
}

#[tokio::test]
async fn the_same_once_more_is_another_act_whatever_it_rests_on() {
    let machine = Machine::new("open");
    let recorder = machine.desk("ann").recorder();
    for verb in [Verb::Reset, Verb::TemporaryCode, Verb::TemporaryCode, Verb::Enroll] {
        let operation = Operation::ALL.iter().find(|operation| operation.as_str() == verb.as_str()).expect("its own");
        let mut record = machine.record(&machine.request("ann", verb, "INC1"), *operation, &[]);
        record.basis = Basis { receipt: Some("rc-1".to_owned()), approvals: Vec::new() };
        recorder.before(&record).await.expect("written");
    }
    assert_eq!(verbs(&machine), [Verb::Reset, Verb::TemporaryCode, Verb::Enroll]);
}

#[tokio::test]
async fn what_surely_did_not_happen_is_no_act_and_asking_on_is_none_either() {
    let machine = Machine::new("open");
    act(&machine, "ann", Verb::Remove, Operation::Remove, Some((ErrorKind::Unavailable, Applied::No))).await;
    act(&machine, "ann", Verb::Challenge, Operation::Verify, None).await;
    act(&machine, "ann", Verb::Enroll, Operation::Resend, None).await;
    assert_eq!(verbs(&machine), []);
    act(&machine, "ann", Verb::Remove, Operation::Remove, Some((ErrorKind::Timeout, Applied::Perhaps))).await;
    assert_eq!(verbs(&machine), [Verb::Remove]);
}

#[tokio::test]
async fn only_this_operators_acts_and_this_persons() {
    let machine = Machine::new("open");
    let mut elsewhere = machine.request("bob", Verb::Reset, "INC9");
    elsewhere.user.id = "u2".into();
    part(&machine, &elsewhere, Operation::Reset, None).await;
    assert_eq!(verbs(&machine), []);
    act(&machine, "bob", Verb::Reset, Operation::Reset, None).await;
    elsewhere = machine.request("ann", Verb::Reset, "INC9");
    elsewhere.user.id = "u2".into();
    part(&machine, &elsewhere, Operation::Reset, None).await;
    let known = acts(&machine.lines(), "ann", &"u1".into());
    assert_eq!(known.iter().map(|act| act.on_user).collect::<Vec<_>>(), [true, false]);
}

#[tokio::test]
async fn a_denied_challenge_is_one_challenge() {
    let machine = Machine::new("open");
    let request = machine.request("ann", Verb::Challenge, "INC1");
    part(&machine, &request, Operation::Challenge, None).await;
    machine.wait(SignedDuration::from_mins(1));
    let denied = || DeskNote::about(&request, machine.clock.now(), Happened::Denied(target("p1", "push@okta")));
    machine.desk("ann").note(&denied()).await.expect("written");
    let known = acts(&machine.lines(), "ann", &"u1".into());
    assert_eq!(known.iter().map(|act| (act.at, act.denied)).collect::<Vec<_>>(), [(machine.clock.now(), true)]);
    machine.desk("ann").note(&denied()).await.expect("written");
    assert_eq!(acts(&machine.lines(), "ann", &"u1".into()).len(), 2);
}

fn ours(id: &'static str) -> Requests<'static> {
    Requests { named: BTreeSet::from([id]), unanswered: Vec::new() }
}

fn event(id: &str, operation: Operation, request_id: Option<&str>) -> Event {
    Event {
        id: id.to_owned(),
        at: start(),
        what: "x".to_owned(),
        operation: Some(operation),
        actor: None,
        actor_id: None,
        user: Some("u1".into()),
        login: None,
        factor: None,
        factor_type: None,
        outcome: Some(Outcome::Success),
        request_id: request_id.map(RequestId::from),
        user_agent: None,
    }
}

#[test]
fn the_providers_log_adds_what_is_not_ours_and_not_the_persons_own() {
    let mut failed = event("e5", Operation::Reset, None);
    failed.outcome = Some(Outcome::Failure);
    let events = vec![
        event("e1", Operation::Remove, Some("r1")),
        event("e2", Operation::Remove, Some("r2")),
        event("e3", Operation::Remove, Some("r2")),
        event("e4", Operation::Activate, None),
        event("e6", Operation::Unlock, None),
        event("e6", Operation::Unlock, None),
        failed,
    ];
    let told = Told { events, gap: None };
    let acts = told.acts(&about_ada(), &ours("r1"), &[]);
    assert_eq!(acts.iter().map(|act| act.verb).collect::<Vec<_>>(), [Verb::Remove, Verb::Unlock]);
}

#[test]
fn a_factor_that_somebody_else_made_counts_and_ones_own_acts_do_not() {
    let by = |id: &str, operation, actor: &str| Event {
        actor_id: Some(actor.into()),
        user: Some("u1".into()),
        ..event(id, operation, None)
    };
    let events = vec![
        by("e1", Operation::Activate, "u1"),
        by("e2", Operation::Activate, "admin"),
        by("e3", Operation::Remove, "u1"),
        by("e4", Operation::Remove, "admin"),
    ];
    let acts = Told { events, gap: None }.acts(&about_ada(), &Requests::default(), &[]);
    assert_eq!(acts.iter().map(|act| act.verb).collect::<Vec<_>>(), [Verb::Activate, Verb::Remove]);
}

#[tokio::test]
async fn an_act_whose_answer_was_lost_is_ours_although_the_provider_names_its_request() {
    let machine = Machine::new("open");
    act(&machine, "ann", Verb::TemporaryCode, Operation::TemporaryCode, Some((ErrorKind::Timeout, Applied::Perhaps)))
        .await;
    let mut made = event("e1", Operation::Activate, Some("r7"));
    (made.at, made.actor_id) = (machine.clock.now(), Some("admin".into()));
    let told = Told { events: vec![made], gap: None };
    let lines = machine.lines();
    let lost = Requests { named: BTreeSet::new(), unanswered: super::unanswered(&lines, &"u1".into()) };
    assert_eq!(told.acts(&about_ada(), &lost, &[]), []);
    assert_eq!(told.acts(&about_ada(), &Requests::default(), &[]).len(), 1);
}

#[test]
fn where_no_request_is_named_what_is_close_to_our_act_is_ours() {
    let removal = |id, request| event(id, Operation::Remove, request);
    let told = Told { events: vec![removal("e1", None), removal("e2", Some("r9"))], gap: None };
    let own = |verb, minutes| PastAct {
        at: told.events[0].at - SignedDuration::from_mins(minutes),
        verb,
        operator: None,
        ticket: None,
        receipt: None,
        on_user: true,
        denied: false,
    };
    let others = |own: &[PastAct]| told.acts(&about_ada(), &Requests::default(), own).len();
    assert_eq!(others(&[own(Verb::Reset, 1)]), 1, "a named request is known by its name alone");
    assert_eq!(others(&[own(Verb::Unlock, 1)]), 2);
    assert_eq!(others(&[own(Verb::Reset, 6)]), 2);
}

#[test]
fn a_denial_that_the_provider_tells_of_counts_unless_ours_is_as_young() {
    let denial = |id, request| Event { outcome: Some(Outcome::Denied), ..event(id, Operation::Verify, request) };
    let failed = Event { outcome: Some(Outcome::Failure), ..event("e3", Operation::Verify, None) };
    let told = Told { events: vec![denial("e1", Some("r1")), denial("e1", Some("r1")), failed], gap: None };
    let own = |minutes, denied| PastAct {
        at: start() + SignedDuration::from_mins(minutes),
        verb: Verb::Challenge,
        operator: Some("ann".to_owned()),
        ticket: None,
        receipt: None,
        on_user: true,
        denied,
    };
    let others = |own: &[PastAct]| told.acts(&about_ada(), &ours("r1"), own);
    let counted = others(&[own(0, false)]);
    assert_eq!(counted.iter().map(|act| (act.verb, act.denied)).collect::<Vec<_>>(), [(Verb::Challenge, true)]);
    assert_eq!(others(&[own(120, true)]), [], "it is the one that was asked about two hours later");
    assert_eq!(others(&[own(-10, true)]).len(), 1, "an earlier one is another one");
}

#[test]
fn the_longest_look_back_counts() {
    assert_eq!(window(&Policy::open()), None);
    assert_eq!(window(&Policy::strict()), Some(SignedDuration::from_hours(24)));
}
