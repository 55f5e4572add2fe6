use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Event, Operation, Outcome};

use super::{
    ActStanding, Books, By, Ending, EventStanding, FindingKind, OurAct, OurReceipt, Period, Reconciliation, Standing,
    Ticket, TicketStanding, reconcile,
};
use crate::fixture::{factor_type, now};

const DAY: i64 = 24 * 60;

fn ago(minutes: i64) -> Timestamp {
    now() - SignedDuration::from_mins(minutes)
}

fn removal(minutes: i64, request: &str, factors: &[(&str, &str)]) -> OurAct {
    OurAct {
        number: 1,
        at: ago(minutes),
        operator: "olga".to_owned(),
        user: "u1".into(),
        login: "ada@example.com".to_owned(),
        operation: Operation::Remove,
        factors: factors.iter().map(|(id, is)| (Some((*id).into()), factor_type(is))).collect(),
        ticket: Some("INC1".to_owned()),
        request_ids: if request.is_empty() { Vec::new() } else { vec![request.to_owned()] },
        proofs: Vec::new(),
        ending: Ending::Done,
    }
}

fn event(id: &str, minutes: i64, request: Option<&str>, operation: Operation, is: &str) -> Event {
    Event {
        id: id.to_owned(),
        at: ago(minutes),
        what: "a word of the provider's".to_owned(),
        operation: Some(operation),
        actor: Some("desk-token".to_owned()),
        actor_id: None,
        user: Some("u1".into()),
        login: None,
        factor: None,
        factor_type: (!is.is_empty()).then(|| factor_type(is)),
        outcome: Some(Outcome::Success),
        request_id: request.map(Into::into),
        user_agent: None,
    }
}

fn gone(id: &str, minutes: i64, request: Option<&str>, is: &str) -> Event {
    event(id, minutes, request, Operation::Remove, is)
}

fn books(acts: Vec<OurAct>, events: Vec<Event>) -> Books {
    Books {
        period: Period::new(ago(7 * DAY), now()),
        acts,
        receipts: Vec::new(),
        entered: BTreeMap::new(),
        log_begins: Some(ago(30 * DAY)),
        spoken_of: BTreeSet::new(),
        events,
        tickets: None,
        logins: BTreeMap::from([("u1".into(), "ada@example.com".to_owned())]),
    }
}

fn joined(acts: Vec<OurAct>, events: Vec<Event>) -> Reconciliation {
    reconcile(books(acts, events))
}

fn events(joined: &Reconciliation) -> Vec<EventStanding> {
    joined.events.iter().map(|row| row.standing.clone()).collect()
}

/// How much differs, and how much nobody can tell.
fn counted(joined: &Reconciliation) -> (usize, usize) {
    let tally = joined.tally();
    (tally.differences, tally.open)
}

fn row(joined: &Reconciliation) -> &Standing {
    match &joined.acts[0].standing {
        ActStanding::Row(standing) => standing,
        ActStanding::DoneAllTheSame => panic!("it was noted as done"),
    }
}

#[test]
fn an_act_and_its_event_belong_together() {
    let fits = joined(vec![removal(60, "r1", &[("t1", "totp@okta")])], vec![gone("e1", 60, Some("r1"), "totp@okta")]);
    assert_eq!((row(&fits), events(&fits)), (&Standing::Known(By::Request), vec![EventStanding::Ours(0, By::Request)]));
    assert_eq!(counted(&fits), (0, 0));
}

#[test]
fn what_nobody_did_through_us_is_told() {
    let strange = gone("e2", 61, Some("r2"), "totp@okta");
    let told = joined(
        vec![removal(60, "r1", &[("t1", "totp@okta")])],
        vec![gone("e1", 60, Some("r1"), "totp@okta"), strange.clone()],
    );
    assert_eq!(events(&told)[1], EventStanding::Stranger, "a request of somebody else's, a minute before");
    let themselves = Event { actor: Some("Ada@example.com".to_owned()), ..strange.clone() };
    let sign_in = event("e4", 60, Some("r4"), Operation::Verify, "totp@okta");
    let failed = Event { id: "e5".to_owned(), outcome: Some(Outcome::Failure), ..strange.clone() };
    let old = Event { id: "e6".to_owned(), at: ago(7 * DAY + 1), ..strange };
    let told = events(&joined(Vec::new(), vec![themselves, sign_in, failed, old]));
    assert_eq!(told[0], EventStanding::Themselves);
    assert!(told[1..].iter().all(|standing| *standing == EventStanding::Aside), "{told:?}");
}

#[test]
fn before_our_log_begins_nobody_can_tell() {
    let mut late = books(Vec::new(), vec![gone("e1", 60, None, "totp@okta")]);
    late.log_begins = Some(ago(30));
    let told = reconcile(late);
    assert!(matches!(&events(&told)[0], EventStanding::CannotTell(why) if why == "our log begins later"));
    assert_eq!(counted(&told), (0, 1));
}

#[test]
fn a_removal_that_took_more_than_was_asked_for_is_told() {
    let asked = || vec![removal(60, "r1", &[("t1", "totp@okta")])];
    let same_request = [gone("e1", 60, Some("r1"), "push@okta"), gone("e2", 60, Some("r1"), "totp@okta")];
    assert_eq!(
        events(&joined(asked(), same_request.to_vec())),
        [EventStanding::More(0), EventStanding::Ours(0, By::Request)]
    );
    let twice = [gone("e1", 60, Some("r1"), "totp@okta"), gone("e2", 60, Some("r1"), "totp@okta")];
    assert_eq!(events(&joined(asked(), twice.to_vec()))[1], EventStanding::More(0), "one was asked for");
    let unnamed = [gone("e1", 60, None, "totp@okta"), gone("e2", 60, None, "push@okta")];
    assert_eq!(events(&joined(asked(), unnamed.to_vec())), [EventStanding::Ours(0, By::Time), EventStanding::More(0)]);
}

#[test]
fn what_was_known_to_go_along_is_not_more() {
    let family = removal(60, "r1", &[("p1", "push@okta"), ("t1", "totp@okta")]);
    let both = vec![gone("e1", 60, Some("r1"), "totp@okta"), gone("e2", 60, Some("r1"), "push@okta")];
    assert_eq!(counted(&joined(vec![family], both.clone())).0, 0);
    let reset = OurAct { operation: Operation::Reset, factors: Vec::new(), ..removal(60, "r1", &[]) };
    assert_eq!(counted(&joined(vec![reset], both)).0, 0);
}

#[test]
fn without_ids_person_kind_factor_and_time_have_to_fit() {
    let found = |minutes, is: &str, user: &str| {
        let event = Event { user: Some(user.into()), ..gone("e1", minutes, None, is) };
        row(&joined(vec![removal(60, "r1", &[("t1", "totp@okta")])], vec![event])).clone()
    };
    assert_eq!(found(64, "totp@okta", "u1"), Standing::Known(By::Time));
    assert_eq!(found(60, "", "u1"), Standing::Known(By::Time), "the provider does not say which");
    for (minutes, is, user) in [(66, "totp@okta", "u1"), (60, "sms@okta", "u1"), (60, "totp@okta", "u2")] {
        assert_eq!(found(minutes, is, user), Standing::Unknown, "{minutes} {is} {user}");
    }
}

#[test]
fn what_the_provider_does_not_know_is_told_unless_nobody_can_tell() {
    let other = || vec![gone("e9", 3000, Some("r9"), "totp@okta")];
    let of = |act: OurAct, events| row(&joined(vec![act], events)).clone();
    assert_eq!(of(removal(60, "r1", &[]), other()), Standing::Unknown);
    assert_eq!(of(removal(10, "r1", &[]), other()), Standing::NotYet);
    assert_eq!(of(removal(60, "r1", &[]), Vec::new()), Standing::NotTold);
    let open = OurAct { ending: Ending::Unknown, ..removal(60, "", &[]) };
    assert!(matches!(of(open, other()), Standing::CannotTell(_)));
    let failed = OurAct { ending: Ending::Failed, ..removal(60, "r1", &[]) };
    assert_eq!(of(failed, other()), Standing::Aside);
    let mut old = books(vec![removal(91 * DAY, "r1", &[])], other());
    old.period.since = ago(100 * DAY);
    assert!(matches!(row(&reconcile(old)), Standing::CannotTell(why) if why.contains("forgotten")));
}

#[test]
fn what_was_noted_as_failed_and_was_done_is_told() {
    let failed = OurAct { ending: Ending::Failed, ..removal(60, "r1", &[("t1", "totp@okta")]) };
    let told = joined(vec![failed.clone()], vec![gone("e1", 60, Some("r1"), "totp@okta")]);
    assert_eq!((&told.acts[0].standing, counted(&told).0), (&ActStanding::DoneAllTheSame, 1));
    let attempt = Event { outcome: Some(Outcome::Failure), ..gone("e1", 60, Some("r1"), "totp@okta") };
    assert_eq!(counted(&joined(vec![failed], vec![attempt])).0, 0);
}

#[test]
fn a_lost_answer_is_found_by_time() {
    let lost = OurAct { ending: Ending::Unknown, ..removal(60, "", &[("t1", "totp@okta")]) };
    let found = joined(vec![lost], vec![gone("e1", 59, Some("r7"), "totp@okta")]);
    assert_eq!((row(&found), counted(&found).0), (&Standing::Known(By::Time), 0));
}

#[test]
fn what_the_person_completes_was_enrolled_by_us() {
    let enroll = OurAct { operation: Operation::Enroll, ..removal(600, "r1", &[("f1", "push@okta")]) };
    let completed = event("e1", 60, Some("r7"), Operation::Activate, "push@okta");
    let found = joined(vec![enroll.clone()], vec![completed.clone()]);
    assert_eq!(events(&found), [EventStanding::Ours(0, By::Time)]);
    let other = Event { factor_type: Some(factor_type("sms@okta")), ..completed };
    assert_eq!(events(&joined(vec![enroll], vec![other])), [EventStanding::Stranger]);
}

#[test]
fn acts_and_tickets_belong_together() {
    let ticket = |number: &str, person: Option<&str>| Ticket {
        number: number.to_owned(),
        person: person.map(str::to_owned),
        state: None,
    };
    let without = OurAct { ticket: None, ..removal(60, "r2", &[]) };
    let bob = OurAct { ticket: Some("INC2".to_owned()), ..removal(60, "r3", &[]) };
    let lost = OurAct { ticket: Some("INC9".to_owned()), ..removal(60, "r4", &[]) };
    let mut all = books(vec![removal(60, "r1", &[]), without, bob, lost], Vec::new());
    all.tickets = Some(vec![
        ticket("inc1", Some("ADA@example.com")),
        ticket("INC2", Some("bob@example.com")),
        ticket("INC3", None),
        ticket("INC4", None),
    ]);
    all.spoken_of.insert("INC4".to_owned());
    let told = reconcile(all);
    let acts: Vec<_> = told.acts.iter().map(|row| row.ticket.clone()).collect();
    assert_eq!(
        acts,
        [TicketStanding::Fits, TicketStanding::NoTicket, TicketStanding::SomebodyElse, TicketStanding::NotListed]
    );
    let tickets: Vec<_> = told.tickets.iter().flatten().map(|row| row.standing.clone()).collect();
    assert_eq!(
        tickets,
        [TicketStanding::Fits, TicketStanding::Fits, TicketStanding::NoAct, TicketStanding::NothingDone]
    );
}

#[test]
fn a_receipt_needs_a_proof_that_the_provider_knows() {
    let receipt = OurReceipt {
        number: 2,
        id: "rc-1".to_owned(),
        at: ago(60),
        operator: "olga".to_owned(),
        user: "u1".into(),
        login: "ada@example.com".to_owned(),
        ticket: Some("INC1".to_owned()),
        transactions: vec!["tx1".to_owned()],
    };
    let told = |proofs: Vec<Event>| {
        let mut books = books(Vec::new(), proofs);
        books.receipts.push(receipt.clone());
        reconcile(books).receipts.remove(0).standing
    };
    let proof = |minutes, request| event("e1", minutes, request, Operation::Verify, "push@okta");
    assert_eq!(told(vec![proof(60, Some("tx1"))]), Standing::Known(By::Request));
    assert_eq!(told(vec![proof(62, Some("r1"))]), Standing::Known(By::Time));
    assert_eq!(told(vec![proof(90, Some("r1"))]), Standing::Unknown);
    let denied = Event { outcome: Some(Outcome::Failure), ..proof(60, Some("tx1")) };
    assert_eq!(told(vec![denied]), Standing::Unknown);
    assert_eq!(told(Vec::new()), Standing::NotTold);
}

#[test]
fn the_poll_that_was_answered_is_one_of_our_requests() {
    let poll = OurAct { operation: Operation::Poll, ..removal(61, "r5", &[("p1", "push@okta")]) };
    let receipt = OurReceipt {
        number: 2,
        id: "rc-1".to_owned(),
        at: ago(60),
        operator: "olga".to_owned(),
        user: "u1".into(),
        login: "ada@example.com".to_owned(),
        ticket: None,
        transactions: vec!["v2mst1".to_owned()],
    };
    let mut books = books(vec![poll], vec![event("e1", 61, Some("r5"), Operation::Verify, "push@okta")]);
    books.receipts.push(receipt);
    assert_eq!(reconcile(books).receipts[0].standing, Standing::Known(By::Request));
}

#[test]
fn an_act_rests_on_what_was_written_down_before_it() {
    let act = OurAct {
        number: 7,
        proofs: vec!["rc-1".to_owned(), "ap-1".to_owned()],
        ..removal(60, "r1", &[("t1", "totp@okta")])
    };
    let told = |entered: &[(&str, u64)]| {
        let event = gone("e1", 60, Some("r1"), "totp@okta");
        let mut books = books(vec![act.clone()], vec![event]);
        books.entered = entered.iter().map(|(id, number)| ((*id).to_owned(), *number)).collect();
        let found = reconcile(books).findings();
        found.into_iter().map(|finding| (finding.kind, finding.why)).collect::<Vec<_>>()
    };
    assert_eq!(told(&[("rc-1", 3), ("ap-1", 5)]), []);
    let missing = |ids: &str| vec![(FindingKind::ProofNotEntered, Some(ids.to_owned()))];
    assert_eq!(told(&[("ap-1", 5)]), missing("rc-1"));
    assert_eq!(told(&[("rc-1", 8), ("ap-1", 5)]), missing("rc-1"), "it was written down afterwards");
    assert_eq!(told(&[]), missing("rc-1, ap-1"));
}

#[test]
fn two_receipts_for_one_answer_are_told() {
    let receipt = |number, transaction: &str| OurReceipt {
        number,
        id: format!("rc-{number}"),
        at: ago(60),
        operator: "olga".to_owned(),
        user: "u1".into(),
        login: "ada@example.com".to_owned(),
        ticket: Some("INC1".to_owned()),
        transactions: vec![transaction.to_owned()],
    };
    let proof = |id: &str, transaction| event(id, 60, Some(transaction), Operation::Verify, "push@okta");
    let mut books = books(Vec::new(), vec![proof("e1", "tx1"), proof("e2", "tx2")]);
    books.receipts = vec![receipt(2, "tx1"), receipt(3, "tx2"), receipt(4, "tx1")];
    let found = reconcile(books).findings();
    let told: Vec<_> = found.iter().map(|finding| (finding.kind, finding.entry, finding.why.as_deref())).collect();
    assert_eq!(told, [(FindingKind::ProofTwice, Some(4), Some("rc-4, and before it rc-2"))]);
}
