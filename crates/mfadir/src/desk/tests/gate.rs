//! What was decided is asked again at the moment when it is sent.

use std::fs;

use futures_util::FutureExt;
use jiff::SignedDuration;
use mfadir_core::{Applied, Clock, Error, ErrorKind, Operation, Result};
use mfadir_journal::EntryKind;
use mfadir_ops::{Basis, Desk, DeskNote, Ended, Happened, Record};
use mfadir_policy::{Request, Verb};
use tokio::{runtime::Handle, task::JoinSet};

use super::proofs::{approval, receipt, strict};
use crate::desk::{
    LocalDesk,
    fixture::{Machine, target},
};

const PUSH: (&str, &str) = ("p1", "push@okta");

/// A strict machine on which Ada was verified a minute ago.
async fn verified() -> Machine {
    let machine = strict();
    machine.desk("ann").keep_receipt(&receipt(&machine, "rc-1", "ann")).await.expect("kept");
    machine.wait(SignedDuration::from_mins(1));
    machine
}

/// A write of a verb that rests on the receipt.
fn write(machine: &Machine, verb: Verb, operation: Operation) -> Record {
    let mut record = machine.record(&machine.request("ann", verb, "INC1"), operation, &[PUSH]);
    record.basis.receipt = Some("rc-1".to_owned());
    record
}

fn code(machine: &Machine) -> Record {
    write(machine, Verb::TemporaryCode, Operation::TemporaryCode)
}

fn push(machine: &Machine) -> Record {
    let mut request = machine.request("ann", Verb::Challenge, "INC1");
    request.factors = vec![target(PUSH.0, PUSH.1)];
    machine.record(&request, Operation::Challenge, &[PUSH])
}

/// One run of the command: it is about to send this.
async fn begins(desk: &LocalDesk, record: &Record) -> Result<()> {
    Ok(desk.recorder().before(record).await?)
}

/// The same, and it ends so.
async fn does(desk: &LocalDesk, record: &Record, failure: Option<(ErrorKind, Applied)>) -> Result<()> {
    begins(desk, record).await?;
    let ended = Ended { at: record.at, request_id: None, made: None, failure };
    desk.recorder().after(record, &ended).await
}

/// All of them at the same time, each on a thread of its own; why those failed that did.
async fn at_once(runs: Vec<(LocalDesk, Record)>) -> Vec<Error> {
    let mut set = JoinSet::new();
    for (desk, record) in runs {
        set.spawn_blocking(move || Handle::current().block_on(begins(&desk, &record)));
    }
    set.join_all().await.into_iter().filter_map(Result::err).collect()
}

fn intents(machine: &Machine) -> usize {
    machine.lines().iter().filter(|line| line.entry.kind == EntryKind::Intent).count()
}

fn refused(ended: Result<()>, rule: &str) {
    let error = ended.expect_err("a rule stands against it");
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.message().contains(&format!("(rule {rule})")), "{error}");
}

#[tokio::test]
async fn of_many_runs_at_once_one_rests_on_the_receipt() {
    let machine = verified().await;
    let runs = (0..8).map(|_| (machine.desk("ann"), code(&machine)));
    let errors = at_once(runs.collect()).await;
    assert_eq!((errors.len(), intents(&machine)), (7, 1));
    for error in errors {
        assert!(error.message().contains("the receipt was used already (rule receipt)"), "{error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("mfadir verify")), "{error:?}");
    }
    let refusals = machine.lines().into_iter().filter(|line| line.entry.kind == EntryKind::Refusal);
    assert_eq!(refusals.filter(|line| line.entry.verb.as_deref() == Some("temporary-code")).count(), 7);
}

#[tokio::test]
async fn of_many_runs_at_once_no_more_ask_than_the_limit_says() {
    let machine = strict();
    let runs = (0..8).map(|_| (machine.desk("ann"), push(&machine)));
    let errors = at_once(runs.collect()).await;
    assert_eq!((errors.len(), intents(&machine)), (5, 3));
    assert!(errors.iter().all(|error| error.message().contains("(rule push-limit)")), "{errors:?}");
}

#[tokio::test]
async fn what_happened_since_it_was_decided_stops_it() {
    let machine = verified().await;
    let reset = write(&machine, Verb::Reset, Operation::Reset);
    does(&machine.desk("ann"), &code(&machine), None).await.expect("nothing stands against it");
    refused(begins(&machine.desk("ann"), &reset).await, "receipt");

    let machine = verified().await;
    let denied =
        DeskNote::about(&push(&machine).request, machine.clock.now(), Happened::Denied(target(PUSH.0, PUSH.1)));
    machine.desk("ann").note(&denied).await.expect("written");
    refused(begins(&machine.desk("ann"), &reset).await, "denial");

    let machine = verified().await;
    machine.wait(SignedDuration::from_mins(10));
    refused(begins(&machine.desk("ann"), &reset).await, "receipt");

    let machine = verified().await;
    fs::remove_file(machine.path("state/desk/acme/receipts/rc-1.json")).expect("our own file");
    refused(begins(&machine.desk("ann"), &reset).await, "receipt");

    let machine = verified().await;
    let desk = machine.desk("ann");
    let text = fs::read_to_string(machine.path("operators.toml")).expect("readable").replace("\"ann\"", "\"anna\"");
    fs::write(machine.path("operators.toml"), text).expect("writable");
    refused(begins(&desk, &reset).await, "operator");
    fs::write(machine.path("operators.toml"), "[[operator").expect("writable");
    assert_eq!(begins(&desk, &reset).await.expect_err("unreadable").kind(), ErrorKind::Refused);
    assert_eq!(intents(&machine), 0);
}

#[tokio::test]
async fn an_approval_is_for_one_act_too() {
    let machine = verified().await;
    let request = machine.request("ann", Verb::Reset, "INC1");
    machine.desk("lea").approve(&approval(&machine, "ap-1", &request, "lea")).await.expect("kept");
    machine.wait(SignedDuration::from_secs(1));
    let on_it = |receipt: Option<&str>| {
        let mut record = machine.record(&request, Operation::Reset, &[PUSH]);
        record.basis = Basis { receipt: receipt.map(str::to_owned), approvals: vec!["ap-1".to_owned()] };
        record
    };
    does(&machine.desk("ann"), &on_it(Some("rc-1")), None).await.expect("nothing stands against it");
    refused(begins(&machine.desk("ann"), &on_it(None)).await, "approval");
}

#[tokio::test]
async fn the_rest_of_a_request_is_not_asked_again_and_the_same_act_once_more_is() {
    let machine = verified().await;
    let desk = machine.desk("ann");
    let removal = write(&machine, Verb::Reset, Operation::Remove);
    does(&desk, &removal, None).await.expect("the first");
    machine.wait(SignedDuration::from_mins(20));
    does(&desk, &removal, None).await.expect("the second, though the receipt has ended");
    let then =
        |verb, operation| Record { operation, request: Request { verb, ..removal.request.clone() }, ..removal.clone() };
    does(&desk, &then(Verb::EndSessions, Operation::EndSessions), None).await.expect("what follows");
    let coding = then(Verb::TemporaryCode, Operation::TemporaryCode);
    does(&desk, &coding, None).await.expect("a code too");
    refused(begins(&desk, &coding).await, "receipt");
    refused(begins(&machine.desk("ann"), &removal).await, "receipt");
}

#[tokio::test]
async fn where_nothing_came_of_the_first_write_what_follows_begins_the_act() {
    let machine = verified().await;
    let (one, other) = (machine.desk("ann"), machine.desk("ann"));
    let removal = write(&machine, Verb::Reset, Operation::Remove);
    does(&one, &removal, Some((ErrorKind::Unavailable, Applied::No))).await.expect("let through");
    does(&other, &write(&machine, Verb::Remove, Operation::Remove), None).await.expect("the receipt is free");
    refused(begins(&one, &removal).await, "receipt");
}

#[tokio::test]
async fn a_challenge_is_taken_back_whatever_stands_against_it() {
    let machine = strict();
    for _ in 0..3 {
        does(&machine.desk("ann"), &push(&machine), None).await.expect("within the limit");
    }
    refused(begins(&machine.desk("ann"), &push(&machine)).await, "push-limit");
    let back = Record { operation: Operation::Cancel, ..push(&machine) };
    does(&machine.desk("ann"), &back, None).await.expect("nothing stands against that");
}

#[tokio::test]
async fn the_open_policy_asks_nothing_and_holds_nobody_up() {
    let machine = Machine::new("open");
    let reset = machine.record(&machine.request("ann", Verb::Reset, "INC1"), Operation::Reset, &[PUSH]);
    does(&machine.desk("ann"), &reset, None).await.expect("written");
    assert!(!machine.path("state/turns").exists());
}

/// Another name of the same address, and a tenant elsewhere.
const NAMES: &str = "[desk]\noperators = \"operators.toml\"\n\
     [tenant.alias]\nprovider = \"okta\"\nurl = \"https://ACME.okta.com:443/\"\npolicy = \"strict\"\n\
     auth = { api_token = { env = \"T\" } }\n\
     [tenant.other]\nprovider = \"okta\"\nurl = \"https://other.okta.com\"\npolicy = \"strict\"\n\
     auth = { api_token = { env = \"T\" } }\n";

fn named(machine: &Machine, tenant: &str) -> LocalDesk {
    machine.opened_as(tenant, "ann", NAMES, None).expect("a desk")
}

fn push_on(machine: &Machine, tenant: &str) -> Record {
    let mut record = push(machine);
    (record.tenant, record.request.tenant) = (tenant.into(), tenant.into());
    record
}

#[tokio::test]
async fn a_tenant_has_one_past_under_all_its_names() {
    let machine = strict();
    let denied =
        DeskNote::about(&push(&machine).request, machine.clock.now(), Happened::Denied(target(PUSH.0, PUSH.1)));
    named(&machine, "acme").note(&denied).await.expect("written");
    let user = push(&machine).request.user;
    for (tenant, known) in [("acme", 1), ("alias", 1), ("other", 0)] {
        let history = named(&machine, tenant).history("ann", &user).await.expect("readable");
        assert_eq!(history.acts.iter().filter(|act| act.denied).count(), known, "{tenant}");
    }
    refused(begins(&named(&machine, "alias"), &push_on(&machine, "alias")).await, "denial");
    begins(&named(&machine, "other"), &push_on(&machine, "other")).await.expect("somebody else's tenant");
}

#[tokio::test]
async fn several_names_are_no_way_around_a_limit() {
    let machine = strict();
    let tenant = |number: usize| if number.is_multiple_of(2) { "acme" } else { "alias" };
    let runs = (0..8).map(|number| (named(&machine, tenant(number)), push_on(&machine, tenant(number))));
    let errors = at_once(runs.collect()).await;
    assert_eq!(errors.len(), 5);
}

#[tokio::test]
async fn a_tenant_is_known_by_its_id_where_its_address_is_another() {
    let machine = strict();
    for tenant in ["acme", "other"] {
        named(&machine, tenant).identity().see("00o1").expect("kept");
    }
    for _ in 0..3 {
        begins(&named(&machine, "acme"), &push(&machine)).await.expect("within the limit");
    }
    refused(begins(&named(&machine, "other"), &push_on(&machine, "other")).await, "push-limit");
    let turn = named(&machine, "acme").turns.mine().await.expect("free");
    assert!(named(&machine, "other").turns.mine().now_or_never().is_none());
    drop(turn);
}
