//! Every write is in the log before it is sent.

use std::{fs, path::PathBuf, sync::Arc};

use mfadir_core::{
    Applied, Bucket, Capabilities, Done, Error, ErrorKind, Factor, MockMfaDirectory, Operation, Profile,
};
use mfadir_journal::EntryKind;
use mfadir_ops::{
    Desk, DeskNote, Ended, FactorSelector, Facts, Guard, Happened, Known, Listing, Mandate, NoRecorder, Recorder,
    RemoveRequest, Report, Verdict, apply, plan_remove,
};
use mfadir_policy::{Refusal, Rule, Verb};

use crate::desk::fixture::{Machine, ada, factor, lines, operator, target};

fn profile() -> Profile {
    let offers = [Operation::User, Operation::Factors, Operation::Remove].map(|act| (act, Bucket::new("all")));
    Profile {
        provider: "okta".into(),
        tenant: "acme".into(),
        capabilities: Capabilities::of(offers),
        budget_share: 1.0,
        aliases: Vec::new(),
    }
}

fn adas() -> Vec<Factor> {
    vec![factor("s1", "sms@okta"), factor("g1", "totp@google")]
}

/// A directory that looks at the log when it is written to.
fn watching(log: PathBuf) -> MockMfaDirectory {
    let mut directory = MockMfaDirectory::new();
    directory.expect_profile().return_const(profile());
    directory.expect_remove().times(1).returning(move |_, factor, _| {
        let last = lines(&log).pop().expect("the intent is on the disk").entry;
        assert_eq!((last.kind, last.factors[0].id.as_ref()), (EntryKind::Intent, Some(factor)));
        Ok(done())
    });
    directory.expect_factors().returning(|_| Ok(vec![factor("g1", "totp@google")]));
    directory
}

/// Removes Ada's phone number.
async fn remove(machine: &Machine, directory: &MockMfaDirectory, recorder: Arc<dyn Recorder>) -> Report {
    let facts = Facts {
        profile: profile(),
        user: ada(),
        factors: adas(),
        devices: Vec::new(),
        listing: Listing::Shown,
        roles: Known::NotAsked,
        groups: Known::NotAsked,
        read_at: crate::desk::fixture::start(),
    };
    let mandate = Mandate::of(operator("ann")).because(None, Some("INC1".to_owned()));
    let selectors: Vec<FactorSelector> = vec!["sms".parse().expect("a selector")];
    let request = RemoveRequest { remove: selectors, ..RemoveRequest::default() };
    let plan = plan_remove(&facts, &request, &mandate, &Guard::default()).expect("a plan");
    apply(directory, plan.admit().expect("nothing stands against it"), &*machine.clock, &*recorder).await
}

fn done() -> Done {
    Done { request_id: Some("r1".into()) }
}

#[tokio::test]
async fn intent_write_outcome_and_read_back_follow_each_other() {
    let machine = Machine::new("open");
    let directory = watching(machine.path("state/audit/acme"));
    let report = remove(&machine, &directory, machine.desk("ann").recorder()).await;
    assert_eq!((report.verdict, report.unrecorded), (Verdict::Done, Vec::new()));
    let [intent, outcome, read_back] = &machine.lines()[..] else { panic!("three entries") };
    assert_eq!(intent.entry.verb.as_deref(), Some("remove"));
    assert_eq!(intent.entry.ticket.as_deref(), Some("INC1"));
    assert_eq!(intent.entry.origin.as_deref(), Some("https://acme.okta.com"));
    assert_eq!(intent.entry.user.as_ref().map(|person| person.login.as_str()), Some("ada@example.com"));
    assert_eq!((outcome.entry.kind, outcome.entry.of), (EntryKind::Outcome, Some(1)));
    assert_eq!(
        (outcome.entry.result.as_deref(), &outcome.entry.request_ids[..]),
        (Some("done"), &["r1".to_owned()][..])
    );
    let listed = |mentions: &Option<Vec<mfadir_journal::Mention>>| mentions.as_ref().map(Vec::len);
    assert_eq!((listed(&read_back.entry.before), listed(&read_back.entry.after)), (Some(2), Some(1)));
    assert_eq!(read_back.entry.request, intent.entry.request);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_unknown_and_one_that_says_no_is_failed() {
    for (applied, word) in [(Applied::Perhaps, "unknown"), (Applied::No, "failed")] {
        let machine = Machine::new("open");
        let recorder = machine.desk("ann").recorder();
        let request = machine.request("ann", Verb::Remove, "INC1");
        let record = machine.record(&request, Operation::Remove, &[("s1", "sms@okta")]);
        recorder.before(&record).await.expect("written");
        let failure = Some((ErrorKind::Timeout, applied));
        let ended = Ended { at: record.at, request_id: None, made: None, failure };
        recorder.after(&record, &ended).await.expect("written");
        let outcome = machine.lines().pop().expect("an outcome").entry;
        assert_eq!((outcome.result.as_deref(), outcome.detail.as_deref()), (Some(word), Some("timeout")));
    }
}

/// A machine whose log cannot be written: a file lies where its folder would be.
fn full() -> Machine {
    let machine = Machine::new("open");
    fs::create_dir_all(machine.path("state")).expect("writable");
    fs::write(machine.path("state/audit"), "").expect("writable");
    machine
}

#[tokio::test]
async fn nothing_is_sent_where_the_intent_cannot_be_written() {
    let machine = full();
    let mut directory = MockMfaDirectory::new();
    directory.expect_profile().return_const(profile());
    directory.expect_remove().never();
    directory.expect_factors().returning(|_| Ok(adas()));
    let report = remove(&machine, &directory, machine.desk("ann").recorder()).await;
    assert_eq!(report.verdict, Verdict::Failed);
    assert_eq!(report.cause().map(Error::kind), Some(ErrorKind::Refused));
    // The same plan is sent where nobody keeps account: it was the log that stopped it.
    let mut directory = MockMfaDirectory::new();
    directory.expect_profile().return_const(profile());
    directory.expect_remove().times(1).returning(|_, _, _| Ok(done()));
    directory.expect_factors().returning(|_| Ok(vec![factor("g1", "totp@google")]));
    assert_eq!(remove(&machine, &directory, Arc::new(NoRecorder)).await.verdict, Verdict::Done);
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_sent_where_the_folder_of_the_log_is_read_only() {
    use std::os::unix::fs::PermissionsExt;
    let machine = Machine::new("open");
    let recorder = machine.desk("ann").recorder();
    let folder = machine.path("state/audit/acme");
    fs::create_dir_all(&folder).expect("writable");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).expect("our own folder");
    // Nothing is read only for root.
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    let request = machine.request("ann", Verb::Remove, "INC1");
    let written = recorder.before(&machine.record(&request, Operation::Remove, &[("s1", "sms@okta")])).await;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("our own folder");
    assert_eq!(written.is_ok(), is_root, "{written:?}");
}

#[tokio::test]
async fn a_log_that_was_cut_is_not_written_on() {
    let machine = Machine::new("open");
    let recorder = machine.desk("ann").recorder();
    let request = machine.request("ann", Verb::Remove, "INC1");
    let record = machine.record(&request, Operation::Remove, &[("s1", "sms@okta")]);
    recorder.before(&record).await.expect("written");
    fs::write(machine.path("state/audit/acme/2026-03.jsonl"), "").expect("our own file");
    let error = Error::from(recorder.before(&record).await.expect_err("cut"));
    assert!(error.hint().is_some_and(|hint| hint.contains("mfadir audit verify")), "{error:?}");
}

#[tokio::test]
async fn polls_are_no_writes_until_they_complete_something() {
    let machine = Machine::new("open");
    let recorder = machine.desk("ann").recorder();
    let request = machine.request("ann", Verb::Enroll, "INC1");
    let mut record = machine.record(&request, Operation::PollEnrollment, &[]);
    record.makes = Some("push@okta".parse().expect("a factor type"));
    let mut ended = Ended { at: record.at, request_id: Some("r1".into()), made: None, failure: None };
    recorder.before(&record).await.expect("nothing to write");
    recorder.after(&record, &ended).await.expect("nothing to write");
    assert_eq!(machine.lines(), []);
    ended.made = Some("p1".into());
    recorder.before(&record).await.expect("nothing to write");
    recorder.after(&record, &ended).await.expect("written");
    let outcome = machine.lines().pop().expect("an outcome").entry;
    assert_eq!((outcome.of, outcome.factors[0].id.clone()), (None, Some("p1".into())));
}

#[tokio::test]
async fn what_is_no_write_is_an_entry_too() {
    let machine = Machine::new("open");
    let desk = machine.desk("ann");
    let request = machine.request("ann", Verb::Reset, "INC1");
    let happened = [
        Happened::Refused(vec![Refusal::new(Rule::Ticket, "a reset needs a ticket")]),
        Happened::Denied(target("p1", "push@okta")),
        Happened::Revealed("the phone number".to_owned()),
    ];
    for what in happened {
        desk.note(&DeskNote::about(&request, request.at, what)).await.expect("written");
    }
    let [refusal, denial, reveal] = &machine.lines()[..] else { panic!("three entries") };
    assert_eq!(refusal.entry.detail.as_deref(), Some("ticket: a reset needs a ticket"));
    assert_eq!((denial.entry.kind, denial.entry.factors.len()), (EntryKind::Denial, 1));
    assert_eq!((reveal.entry.kind, reveal.entry.detail.as_deref()), (EntryKind::Reveal, Some("the phone number")));
    assert!(desk.head().await.is_some_and(|head| head.len() == 64));
}

#[tokio::test]
async fn the_head_is_signed_by_the_operator_who_has_a_key() {
    let machine = Machine::new("open");
    machine.employ(&[("ann", "agent")]);
    let note = |id: &str| {
        let request = machine.request(id, Verb::Reset, "INC1");
        DeskNote::about(&request, request.at, Happened::Revealed("the phone number".to_owned()))
    };
    let folder = machine.path("state/audit/acme");
    let signed = || {
        let verified = mfadir_journal::verify(&folder, &|_, _, _| Ok(())).expect("whole");
        (verified.lines, verified.signed.map(|signed| (signed.by, signed.lines)))
    };
    let by_ann = |lines| Some(("ann".to_owned(), lines));
    machine.desk("ann").note(&note("ann")).await.expect("written");
    assert_eq!(signed(), (1, by_ann(1)));
    machine.desk("bob").note(&note("bob")).await.expect("written");
    assert_eq!(signed(), (2, by_ann(1)), "what she signed stays signed");
    machine.desk("ann").note(&note("ann")).await.expect("written");
    assert_eq!(signed(), (3, by_ann(3)));
}
