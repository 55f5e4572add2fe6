//! Plan files that a second operator looks at.

use jiff::SignedDuration;
use mfadir_core::{Clock, Operation};
use mfadir_ops::{Basis, Desk, Ended, Mandate, PlanFile, approve_change, ask_change, change_request};
use mfadir_policy::{ChangeApproval, ChangeRequest, Digest, Request, Spent, Verb};

use crate::desk::fixture::{Machine, operator};

fn strict() -> Machine {
    let machine = Machine::new("strict");
    machine.employ(&[("ann", "agent"), ("lea", "approver")]);
    machine
}

fn plan(text: &str) -> PlanFile {
    PlanFile { name: "june.json".to_owned(), size: 7, digest: Digest::of(text.as_bytes()) }
}

async fn asked(machine: &Machine, text: &str) -> ChangeRequest {
    let request = change_request(&"acme".into(), &plan(text), &Mandate::of(operator("ann")), machine.clock.now());
    ask_change(&machine.desk("ann"), &*machine.clock, &request).await.expect("asked");
    request
}

async fn approved(machine: &Machine, request: &ChangeRequest, text: &str) -> ChangeApproval {
    let read = (request, &plan(text));
    approve_change(&machine.desk("lea"), &*machine.clock, &operator("lea"), read).await.expect("approved").0
}

fn step(machine: &Machine, text: &str) -> Request {
    Request { change: Some(plan(text).digest), ticket: None, ..machine.request("ann", Verb::Remove, "INC1") }
}

#[tokio::test]
async fn it_is_asked_for_listed_and_approved_and_each_is_in_the_log() {
    let machine = strict();
    let request = asked(&machine, "june").await;
    asked(&machine, "june").await;
    let listed = machine.desk("lea").changes().await.expect("readable");
    assert_eq!((listed.len(), &listed[0].request, listed[0].approvals.len()), (1, &request, 0));
    let approval = approved(&machine, &request, "june").await;
    let listed = machine.desk("ann").changes().await.expect("readable");
    assert_eq!(listed[0].approvals[0].read::<ChangeApproval>().expect("an approval"), approval);
    assert_eq!(machine.desk("lea").requests().await.expect("readable"), [], "it is no request for one act");
    let told = |line: &mfadir_journal::Line| {
        let entry = &line.entry;
        (entry.kind.to_string(), entry.operator.id.clone(), entry.change.clone())
    };
    let digest = Some(request.change.to_string());
    let lines: Vec<_> = machine.lines().iter().map(told).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], ("request".to_owned(), "ann".to_owned(), digest.clone()));
    assert_eq!(lines[2], ("approval".to_owned(), "lea".to_owned(), digest));
    assert_eq!(machine.lines()[0].entry.detail.as_deref(), Some("june.json, 7 bytes"));
}

#[tokio::test]
async fn a_forged_request_is_not_shown() {
    let machine = strict();
    let request = asked(&machine, "june").await;
    let file = machine.path(&format!("state/desk/acme/requests/{}.json", request.id));
    let text = std::fs::read_to_string(&file).expect("readable").replace("june.json", "july.json");
    std::fs::write(file, text).expect("writable");
    assert_eq!(machine.desk("lea").changes().await.expect("readable"), []);
}

/// Does a step that rests on the approval.
async fn done(machine: &Machine, request: &Request, approval: &ChangeApproval) {
    let recorder = machine.desk("ann").recorder();
    let mut record = machine.record(request, Operation::Remove, &[("s1", "sms@okta")]);
    record.basis = Basis { receipt: None, approvals: vec![approval.id.clone()] };
    recorder.before(&record).await.expect("written");
    let ended = Ended { at: machine.clock.now(), request_id: None, made: None, failure: None };
    recorder.after(&record, &ended).await.expect("written");
}

#[tokio::test]
async fn every_step_of_the_plan_rests_on_it_and_nothing_else_does() {
    let machine = strict();
    let request = asked(&machine, "june").await;
    let approval = approved(&machine, &request, "june").await;
    machine.wait(SignedDuration::from_mins(1));
    done(&machine, &step(&machine, "june"), &approval).await;
    let proofs = machine.desk("ann").proofs(&step(&machine, "june")).await.expect("readable");
    assert_eq!(proofs.approvals.len(), 1);
    assert!(!proofs.used.up_for_steps(&approval.id, request.change));
    let act = machine.request("ann", Verb::Remove, "INC1");
    assert_eq!(proofs.used.rest(&approval.id, None, &act), Err(Spent::Used));
    for other in [step(&machine, "july"), machine.request("ann", Verb::Remove, "INC1")] {
        assert_eq!(machine.desk("ann").proofs(&other).await.expect("readable").approvals, []);
    }
    assert_eq!(machine.lines().last().expect("a line").entry.change, Some(request.change.to_string()));
}

#[tokio::test]
async fn an_old_approval_is_forgotten() {
    let machine = strict();
    let request = asked(&machine, "june").await;
    approved(&machine, &request, "june").await;
    machine.wait(SignedDuration::from_hours(10 * 24));
    let july = asked(&machine, "july").await;
    approved(&machine, &july, "july").await;
    let listed = machine.desk("lea").changes().await.expect("readable");
    assert_eq!(listed.iter().map(|asked| &asked.request).collect::<Vec<_>>(), [&july]);
    let left = std::fs::read_dir(machine.path("state/desk/acme/approvals")).expect("a folder").count();
    assert_eq!(left, 1);
}
