//! What the log does not tell of counts for nothing, and what it tells of a second operator's list.

use jiff::SignedDuration;
use mfadir_core::{Applied, Clock, ErrorKind, Operation};
use mfadir_ops::{Basis, Desk, DeskNote, Ended, Happened, ask};
use mfadir_policy::{Approval, Evidence, Receipt, Request, Spent, Target, Verb};

use super::proofs::{act, approved, handed_in, receipt, strict, verified};
use crate::desk::{
    KeyStore,
    fixture::{Machine, operator},
};

#[tokio::test]
async fn a_receipt_that_nobody_wrote_down_is_not_handed_in() {
    let machine = strict();
    let reset = || machine.request("ann", Verb::Reset, "INC1");
    machine.desk("ann").keep_receipt(&receipt(&machine, "rc-0", "ann")).await.expect("kept");
    assert_eq!(handed_in(&machine, &reset()).await, None, "truly signed, and in no entry");
    verified(&machine, "rc-1", "ann").await;
    assert_eq!(handed_in(&machine, &reset()).await.as_deref(), Some("rc-1"));
}

#[tokio::test]
async fn a_receipt_that_says_more_than_was_written_down_is_not_handed_in() {
    let more: [fn(&mut Receipt); 5] = [
        |receipt| receipt.until += SignedDuration::from_hours(1),
        |receipt| receipt.at += SignedDuration::from_mins(1),
        |receipt| receipt.operator = operator("bob"),
        |receipt| receipt.ticket = Some("INC2".to_owned()),
        |receipt| {
            receipt.evidence =
                Evidence::Factor { id: "w1".into(), factor_type: "webauthn".to_owned(), transaction: None }
        },
    ];
    for change in more {
        let machine = strict();
        verified(&machine, "rc-1", "ann").await;
        machine.wait(SignedDuration::from_mins(2));
        let mut other = receipt(&machine, "rc-1", "ann");
        (other.at, other.until) = (other.at - SignedDuration::from_mins(2), other.until - SignedDuration::from_mins(2));
        change(&mut other);
        std::fs::remove_file(machine.path("state/desk/acme/receipts/rc-1.json")).expect("there");
        machine.desk(&other.operator.id).keep_receipt(&other).await.expect("truly signed");
        let request = Request { ticket: other.ticket.clone(), ..machine.request("ann", Verb::Reset, "INC1") };
        assert_eq!(handed_in(&machine, &request).await, None, "{other:?}");
    }
}

#[tokio::test]
async fn an_approval_that_nobody_wrote_down_is_not_handed_in() {
    let machine = strict();
    let request = machine.request("ann", Verb::Reset, "INC1");
    let id = approved(&machine, &request).await;
    let signed = machine.desk("ann").proofs(&request).await.expect("readable").approvals.remove(0);
    let other = Approval { id: "ap-0".to_owned(), ..signed.read().expect("an approval") };
    machine.desk("lea").approve(&other).await.expect("kept");
    let handed_in = machine.desk("ann").proofs(&request).await.expect("readable").approvals;
    assert_eq!(handed_in.iter().map(|one| one.read::<Approval>().expect("one").id).collect::<Vec<_>>(), [id]);
}

#[tokio::test]
async fn one_answer_gives_one_receipt() {
    let machine = strict();
    verified(&machine, "rc-1", "ann").await;
    let request = machine.request("bob", Verb::Challenge, "INC2");
    let noted = |receipt: Receipt| {
        let note = DeskNote::about(&request, receipt.at, Happened::Verified(receipt));
        let desk = machine.desk("bob");
        async move { desk.note(&note).await }
    };
    let evidence = receipt(&machine, "rc-1", "bob").evidence;
    let again = Receipt { evidence, ..receipt(&machine, "rc-2", "bob") };
    let error = noted(again).await.expect_err("the same tap");
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::WrongProof, "what the caller answered was taken for rc-1 already")
    );
    noted(receipt(&machine, "rc-3", "bob")).await.expect("another tap");
}

/// Does an act on Ada that rests on the receipt, and that makes this.
async fn done(machine: &Machine, verb: Verb, operation: Operation, made: Option<&str>) {
    let recorder = machine.desk("ann").recorder();
    let mut record = machine.record(&machine.request("ann", verb, "INC1"), operation, &[]);
    record.basis = Basis { receipt: Some("rc-1".to_owned()), approvals: Vec::new() };
    record.makes = Some("push@okta".parse().expect("a type"));
    recorder.before(&record).await.expect("written");
    let ended = Ended { at: machine.clock.now(), request_id: None, made: made.map(Into::into), failure: None };
    recorder.after(&record, &ended).await.expect("written");
}

#[tokio::test]
async fn what_an_enrollment_made_is_what_is_activated_under_its_receipt() {
    for (made, id, rests) in [
        (Some("f1"), Some("f1"), Ok(())),
        (Some("f1"), Some("f2"), Err(Spent::OtherFactor)),
        (None, None, Ok(())),
        (None, Some("f2"), Err(Spent::OtherFactor)),
    ] {
        let machine = strict();
        verified(&machine, "rc-1", "ann").await;
        done(&machine, Verb::Enroll, Operation::Enroll, made).await;
        let factors = vec![Target { id: id.map(Into::into), factor_type: "push@okta".to_owned() }];
        let activate = Request { factors, ..machine.request("ann", Verb::Activate, "INC1") };
        let proofs = machine.desk("ann").proofs(&activate).await.expect("readable");
        assert_eq!(proofs.used.rest("rc-1", None, &activate), rests, "{made:?} {id:?}");
    }
}

/// Whether the request is done, and who approves it.
async fn listed(machine: &Machine) -> Vec<(bool, Vec<String>)> {
    let told = machine.desk("lea").requests().await.expect("readable").into_iter();
    told.map(|one| (one.done, one.approvals.into_iter().map(|approval| approval.by).collect())).collect()
}

#[tokio::test]
async fn what_was_done_waits_for_nobody() {
    let machine = strict();
    let request = machine.request("ann", Verb::Reset, "INC1");
    ask(&machine.desk("ann"), &*machine.clock, &request).await.expect("asked");
    assert_eq!(listed(&machine).await, [(false, Vec::new())]);
    let approval = approved(&machine, &request).await;
    assert_eq!(listed(&machine).await, [(false, vec!["lea".to_owned()])]);
    verified(&machine, "rc-1", "ann").await;
    let failed = Some((ErrorKind::Unavailable, Applied::No));
    act(&machine, &request, ("rc-1", &approval), failed).await;
    assert_eq!(listed(&machine).await, [(false, vec!["lea".to_owned()])], "it did not happen");
    act(&machine, &request, ("rc-1", &approval), None).await;
    assert_eq!(listed(&machine).await, [(true, Vec::new())]);
    machine.wait(SignedDuration::from_mins(1));
    let again = machine.request("ann", Verb::Reset, "INC1");
    ask(&machine.desk("ann"), &*machine.clock, &again).await.expect("asked again");
    assert_eq!(listed(&machine).await, [(false, Vec::new())], "the old approval is used");
}

#[tokio::test]
async fn a_removed_approver_approves_nothing() {
    let machine = strict();
    let request = machine.request("ann", Verb::Reset, "INC1");
    ask(&machine.desk("ann"), &*machine.clock, &request).await.expect("asked");
    approved(&machine, &request).await;
    let path = machine.path("operators.toml");
    let text = std::fs::read_to_string(&path).expect("readable");
    std::fs::write(
        &path,
        text.split("[[operator]]").filter(|entry| !entry.contains("\"lea\"")).collect::<Vec<_>>().join("[[operator]]"),
    )
    .expect("writable");
    assert_eq!(listed(&machine).await, [(false, Vec::new())]);
}

#[tokio::test]
async fn a_key_that_is_not_the_one_of_the_file_signs_nothing() {
    let machine = strict();
    assert!(machine.desk("ann").signs().is_ok() && machine.desk("eve").signs().is_ok(), "eve is no operator");
    let keys = KeyStore::new(machine.path("state/keys"));
    std::fs::remove_file(keys.path("ann")).expect("there");
    let error = machine.desk("ann").signs().expect_err("no key");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Invalid, "ann has no signing key on this machine"));
    keys.new_key("ann").expect("another key");
    let error = machine.desk("ann").signs().expect_err("another key");
    assert!(error.message().ends_with("is not the one of ann in the operators file"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("mfadir operator check")));
    let kept = machine.desk("ann").keep_receipt(&receipt(&machine, "rc-1", "ann")).await;
    assert_eq!(kept.expect_err("it counts nowhere").kind(), ErrorKind::Invalid);
}
