//! Receipts, requests and approvals.

use jiff::SignedDuration;
use mfadir_core::{Applied, Clock, ErrorKind, Operation};
use mfadir_ops::{AskedAct, Basis, Desk, DeskNote, Ended, Happened, approve};
use mfadir_policy::{APPROVAL_SCHEMA, Approval, Evidence, RECEIPT_SCHEMA, Receipt, Request, Signed, Verb};

use crate::desk::fixture::{Machine, operator};

pub(super) fn receipt(machine: &Machine, id: &str, by: &str) -> Receipt {
    let at = machine.clock.now();
    let transaction = Some(format!("tx-{id}"));
    let evidence = Evidence::Factor { id: "p1".into(), factor_type: "push@okta".to_owned(), transaction };
    Receipt {
        schema: RECEIPT_SCHEMA.to_owned(),
        id: id.to_owned(),
        tenant: "acme".into(),
        user: "u1".into(),
        evidence,
        operator: operator(by),
        ticket: Some("INC1".to_owned()),
        purpose: None,
        at,
        until: at + SignedDuration::from_mins(10),
    }
}

pub(super) fn approval(machine: &Machine, id: &str, request: &Request, by: &str) -> Approval {
    let at = machine.clock.now();
    Approval {
        schema: APPROVAL_SCHEMA.to_owned(),
        id: id.to_owned(),
        request: request.id.clone(),
        tenant: request.tenant.clone(),
        user: request.user.id.clone(),
        verb: request.verb,
        factors: request.factors.clone(),
        ticket: request.ticket.clone(),
        by: by.to_owned(),
        at,
        until: at + SignedDuration::from_hours(4),
    }
}

pub(super) fn strict() -> Machine {
    let machine = Machine::new("strict");
    machine.employ(&[("ann", "agent"), ("bob", "agent"), ("lea", "approver")]);
    machine
}

/// Writes a receipt down and keeps it, as a verification does.
pub(super) async fn verified(machine: &Machine, id: &str, by: &str) -> Signed {
    let (desk, receipt) = (machine.desk(by), receipt(machine, id, by));
    let request = machine.request(by, Verb::Challenge, "INC1");
    desk.note(&DeskNote::about(&request, receipt.at, Happened::Verified(receipt.clone()))).await.expect("written");
    desk.keep_receipt(&receipt).await.expect("kept")
}

/// Lea agrees.
pub(super) async fn approved(machine: &Machine, request: &Request) -> String {
    let agreed = approve(&machine.desk("lea"), &*machine.clock, &operator("lea"), request).await;
    agreed.expect("an approval").0.id
}

/// The id of the receipt that is handed in for the request.
pub(super) async fn handed_in(machine: &Machine, request: &Request) -> Option<String> {
    let proofs = machine.desk("ann").proofs(request).await.expect("readable");
    proofs.receipt.map(|signed| signed.read::<Receipt>().expect("a receipt").id)
}

#[tokio::test]
async fn a_receipt_is_found_for_its_person_and_ticket_and_the_youngest_counts() {
    let machine = strict();
    let desk = machine.desk("ann");
    for id in ["rc-1", "rc-2"] {
        let signed = verified(&machine, id, "ann").await;
        assert!(desk.operators().signer(&signed, &"acme".into(), machine.clock.now()).is_ok());
        machine.wait(SignedDuration::from_mins(1));
    }
    assert_eq!(handed_in(&machine, &machine.request("ann", Verb::Reset, "INC1")).await.as_deref(), Some("rc-2"));
    assert_eq!(handed_in(&machine, &machine.request("ann", Verb::Reset, "INC2")).await, None);
    let mut other = machine.request("ann", Verb::Reset, "INC1");
    other.user.id = "u2".into();
    assert_eq!(handed_in(&machine, &other).await, None);
}

#[tokio::test]
async fn a_file_that_somebody_put_there_does_not_take_the_place_of_a_signed_one() {
    let machine = strict();
    verified(&machine, "rc-1", "ann").await;
    machine.wait(SignedDuration::from_mins(1));
    let mut forged = verified(&machine, "rc-2", "bob").await;
    forged.by = "ann".to_owned();
    let path = machine.path("state/desk/acme/receipts/rc-2.json");
    std::fs::write(path, serde_json::to_string(&forged).expect("JSON")).expect("our own file");
    assert_eq!(handed_in(&machine, &machine.request("ann", Verb::Reset, "INC1")).await.as_deref(), Some("rc-1"));
}

#[tokio::test]
async fn nobody_signs_as_somebody_else_and_nobody_without_a_key() {
    let machine = strict();
    let error = machine.desk("ann").keep_receipt(&receipt(&machine, "rc-1", "bob")).await.expect_err("bob's");
    assert_eq!(error.message(), "ann cannot sign as bob");
    let error = machine.desk("eve").keep_receipt(&receipt(&machine, "rc-1", "eve")).await.expect_err("no key");
    assert!(error.hint().is_some_and(|hint| hint.contains("mfadir operator new")));
    let request = machine.request("ann", Verb::Reset, "INC1");
    let open = Machine::new("open");
    open.desk("ann").keep_receipt(&receipt(&open, "rc-1", "ann")).await.expect("kept without a signature");
    let error = open.desk("ann").approve(&approval(&open, "ap-1", &request, "ann")).await.expect_err("no key");
    assert_eq!(error.kind(), ErrorKind::Refused);
}

/// Sends a write that rests on the receipt, and ends it so.
pub(super) async fn act(
    machine: &Machine,
    request: &Request,
    (receipt, approval): (&str, &str),
    failure: Option<(ErrorKind, Applied)>,
) {
    let recorder = machine.desk("ann").recorder();
    let mut record = machine.record(request, Operation::Reset, &[("p1", "push@okta")]);
    record.basis = Basis { receipt: Some(receipt.to_owned()), approvals: vec![approval.to_owned()] };
    recorder.before(&record).await.expect("written");
    let ended = Ended { at: machine.clock.now(), request_id: None, made: None, failure };
    recorder.after(&record, &ended).await.expect("written");
}

#[tokio::test]
async fn what_an_act_rests_on_is_used_unless_the_act_surely_did_not_happen() {
    for (failure, is_used) in [
        (None, true),
        (Some((ErrorKind::Timeout, Applied::Perhaps)), true),
        (Some((ErrorKind::Unavailable, Applied::No)), false),
    ] {
        let machine = strict();
        let request = machine.request("ann", Verb::Reset, "INC1");
        verified(&machine, "rc-1", "ann").await;
        let approval = approved(&machine, &request).await;
        machine.wait(SignedDuration::from_mins(1));
        act(&machine, &request, ("rc-1", &approval), failure).await;
        let proofs = machine.desk("ann").proofs(&request).await.expect("readable");
        let code = Request { verb: Verb::TemporaryCode, ..request.clone() };
        for id in ["rc-1", approval.as_str()] {
            let spent = proofs.used.rest(id, Some(Verb::Reset), &request).is_err();
            assert_eq!(spent, is_used, "{id} {failure:?}");
            let carries = proofs.used.rest(id, Some(Verb::Reset), &code).is_ok();
            assert_eq!(carries, failure.is_none(), "a code follows what was done: {id} {failure:?}");
        }
        assert_eq!(proofs.approvals.len(), 1);
    }
}

#[tokio::test]
async fn a_receipt_that_was_not_used_comes_before_a_younger_one_that_was() {
    let machine = strict();
    let request = machine.request("ann", Verb::Reset, "INC1");
    for id in ["rc-1", "rc-2"] {
        verified(&machine, id, "ann").await;
        machine.wait(SignedDuration::from_mins(1));
    }
    let agreed = approved(&machine, &request).await;
    act(&machine, &request, ("rc-2", &agreed), None).await;
    let now = machine.request("ann", Verb::Reset, "INC1");
    assert_eq!(handed_in(&machine, &now).await.as_deref(), Some("rc-1"));
}

#[tokio::test]
async fn the_rest_of_an_act_rests_on_its_receipt_though_the_caller_was_verified_since() {
    let machine = strict();
    let request = machine.request("ann", Verb::Reset, "INC1");
    verified(&machine, "rc-1", "ann").await;
    let agreed = approved(&machine, &request).await;
    machine.wait(SignedDuration::from_mins(1));
    act(&machine, &request, ("rc-1", &agreed), None).await;
    verified(&machine, "rc-2", "ann").await;
    for (verb, id) in [(Verb::TemporaryCode, "rc-1"), (Verb::Enroll, "rc-2")] {
        assert_eq!(handed_in(&machine, &machine.request("ann", verb, "INC1")).await.as_deref(), Some(id), "{verb}");
    }
}

#[tokio::test]
async fn a_request_waits_for_a_second_person_and_a_forged_one_is_not_shown() {
    let machine = strict();
    let request = machine.request("ann", Verb::Reset, "INC1");
    machine.desk("ann").ask(&request).await.expect("kept");
    machine.desk("ann").ask(&request).await.expect("asked again");
    let folder = machine.path("state/desk/acme/requests");
    assert_eq!(machine.desk("lea").requests().await.expect("readable").len(), 1);
    let file = std::fs::read_dir(&folder).expect("a folder").next().expect("a file").expect("readable").path();
    let text = std::fs::read_to_string(&file).expect("readable").replace("INC1", "INC2");
    std::fs::write(folder.join("other.json"), text).expect("writable");
    let told = machine.desk("lea").requests().await.expect("readable");
    assert_eq!(told, [AskedAct { request, approvals: Vec::new(), done: false }]);
}

#[tokio::test]
async fn what_ended_long_ago_is_forgotten() {
    let machine = strict();
    verified(&machine, "rc-1", "ann").await;
    machine.wait(SignedDuration::from_hours(8 * 24));
    machine.desk("ann").keep_receipt(&receipt(&machine, "rc-2", "ann")).await.expect("kept");
    let left = std::fs::read_dir(machine.path("state/desk/acme/receipts")).expect("a folder").count();
    assert_eq!(left, 1);
}
