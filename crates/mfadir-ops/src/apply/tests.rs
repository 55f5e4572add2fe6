//! What is told after faults, lost answers and surprises.

use std::sync::Mutex;

use async_trait::async_trait;
use futures_util::FutureExt;
use mfadir_core::{
    Applied, Done, Error, ErrorKind, Factor, FactorId, Left, MockMfaDirectory, Operation, RequestId, Result, UserStatus,
};
use mockall::{Sequence, predicate::eq};

use super::{apply, unlock};
use crate::{
    facts::Facts,
    fixture::{ada, adas, clock, coarse, directory, factor, facts, facts_without_reset, mandate, profile, selectors},
    guard::Guard,
    outcome::{Outcome, Report, Verdict},
    plan::{Admitted, RemoveRequest, plan_remove, plan_reset, plan_unlock},
    record::{Ended, NoRecorder, Record, Recorder},
    stopped::Stopped,
};

fn removal(facts: &Facts, remove: &[&str], keep: &[&str]) -> Admitted {
    let request = RemoveRequest { remove: selectors(remove), keep: selectors(keep), ..RemoveRequest::default() };
    let plan = plan_remove(facts, &request, &mandate(), &Guard::default()).expect("a plan");
    plan.admit().expect("no rule stands against it")
}

fn reset(facts: &Facts) -> Admitted {
    plan_reset(facts, &mandate(), &Guard::default()).expect("a plan").admit().expect("no rule stands against it")
}

fn run(directory: &MockMfaDirectory, plan: Admitted) -> Report {
    apply(directory, plan, &clock(), &NoRecorder).now_or_never().expect("nothing waits")
}

fn then_lists(directory: &mut MockMfaDirectory, factors: Vec<Factor>) {
    directory.expect_factors().times(1).return_once(|_| Ok(factors));
}

fn without(ids: &[&str]) -> Vec<Factor> {
    adas().into_iter().filter(|factor| !ids.contains(&factor.id.as_str())).collect()
}

fn outcomes(report: &Report) -> Vec<(&str, Outcome)> {
    report.results.iter().map(|result| (result.factor.id.as_str(), result.outcome)).collect()
}

fn accepted() -> Done {
    Done { request_id: Some(RequestId::from("r1")) }
}

fn three() -> Vec<Factor> {
    vec![factor("1", "sms@onelogin"), factor("2", "totp@google"), factor("3", "push@onelogin")]
}

#[test]
fn a_removal_is_one_request_and_one_read_back() {
    let mut directory = directory();
    directory
        .expect_remove()
        .times(1)
        .withf(|user, id, _| user.as_str() == "u1" && id.as_str() == "t1")
        .return_once(|_, _, _| Ok(accepted()));
    then_lists(&mut directory, without(&["t1"]));
    let report = run(&directory, removal(&facts(adas()), &["totp@okta"], &["push"]));
    assert_eq!(outcomes(&report), [("t1", Outcome::Done)]);
    assert_eq!(report.verdict, Verdict::Done);
    assert_eq!(report.answers[0].request_id(), Some(&RequestId::from("r1")));
}

#[test]
fn implied_removals_have_results_of_their_own() {
    let mut directory = directory();
    directory.expect_remove().times(1).return_once(|_, _, _| Ok(accepted()));
    then_lists(&mut directory, without(&["p1", "t1"]));
    let report = run(&directory, removal(&facts(adas()), &["push"], &[]));
    assert_eq!(outcomes(&report), [("p1", Outcome::Done), ("t1", Outcome::Done), ("d1", Outcome::Failed)]);
    assert_eq!(report.verdict, Verdict::Partly);
}

#[test]
fn an_accepted_removal_of_what_is_still_listed_is_no_success() {
    let mut directory = directory();
    directory.expect_remove().return_once(|_, _, _| Ok(accepted()));
    then_lists(&mut directory, adas());
    let report = run(&directory, removal(&facts(adas()), &["totp@okta"], &[]));
    assert_eq!(outcomes(&report), [("t1", Outcome::Failed)]);
    assert_eq!(report.verdict, Verdict::Failed);
}

#[test]
fn what_was_gone_already_is_absent() {
    let mut directory = directory();
    directory.expect_remove().return_once(|_, _, _| Err(Error::new(ErrorKind::NotFound, "no such factor")));
    then_lists(&mut directory, without(&["t1"]));
    let report = run(&directory, removal(&facts(adas()), &["totp@okta"], &[]));
    assert_eq!(outcomes(&report), [("t1", Outcome::Absent)]);
    assert_eq!(report.verdict, Verdict::NothingToDo);
}

#[test]
fn a_repeated_removal_that_finds_nothing_was_done_by_the_first_attempt() {
    let mut directory = directory();
    let repeated = Error::new(ErrorKind::NotFound, "no such factor").with_applied(Applied::Perhaps);
    directory.expect_remove().return_once(|_, _, _| Err(repeated));
    then_lists(&mut directory, without(&["t1"]));
    let report = run(&directory, removal(&facts(adas()), &["totp@okta"], &[]));
    assert_eq!(outcomes(&report), [("t1", Outcome::Done)]);
    assert_eq!(report.verdict, Verdict::Done);
}

fn lost_answer() -> Error {
    Error::new(ErrorKind::Unavailable, "the connection broke").with_applied(Applied::Perhaps)
}

#[test]
fn after_a_lost_answer_the_read_back_decides() {
    for (after, outcome, verdict) in
        [(without(&["t1"]), Outcome::Done, Verdict::Done), (adas(), Outcome::Failed, Verdict::Failed)]
    {
        let mut directory = directory();
        directory.expect_remove().return_once(|_, _, _| Err(lost_answer()));
        then_lists(&mut directory, after);
        let report = run(&directory, removal(&facts(adas()), &["totp@okta"], &[]));
        assert_eq!(outcomes(&report), [("t1", outcome)]);
        assert_eq!(report.verdict, verdict);
    }
}

#[test]
fn nothing_is_claimed_where_the_read_back_fails() {
    for answer in [Ok(accepted()), Err(lost_answer())] {
        let mut directory = directory();
        directory.expect_remove().return_once(|_, _, _| answer);
        directory.expect_factors().return_once(|_| Err(Error::new(ErrorKind::Unavailable, "no answer")));
        let report = run(&directory, removal(&facts(adas()), &["totp@okta"], &[]));
        assert_eq!(outcomes(&report), [("t1", Outcome::Unconfirmed)]);
        assert_eq!(report.verdict, Verdict::Unknown);
        assert_eq!(report.left, None);
    }
}

#[test]
fn a_kept_factor_that_vanished_is_told_loudly() {
    let mut directory = directory();
    directory.expect_remove().return_once(|_, _, _| Ok(accepted()));
    then_lists(&mut directory, without(&["t1", "p1"]));
    let report = run(&directory, removal(&facts(adas()), &["totp@okta"], &["push"]));
    assert_eq!(report.broken_keep().iter().map(|factor| factor.id.as_str()).collect::<Vec<_>>(), ["p1"]);
    assert_eq!(report.verdict, Verdict::Partly);
}

#[test]
fn what_comes_back_by_itself_is_told_and_is_no_failure_where_it_was_foretold() {
    let mut directory = directory();
    directory.expect_reset().times(1).return_once(|_, _| Ok(accepted()));
    then_lists(&mut directory, vec![factor("e2", "email@okta")]);
    let report = run(&directory, reset(&facts(vec![factor("s1", "sms@okta"), factor("e1", "email@okta")])));
    assert_eq!(outcomes(&report), [("s1", Outcome::Done), ("e1", Outcome::Reappeared)]);
    assert_eq!(report.verdict, Verdict::Done);
}

#[test]
fn what_comes_back_although_nobody_foretold_it_is_not_done() {
    let mut directory = directory();
    directory.expect_remove().return_once(|_, _, _| Ok(accepted()));
    let mut after = without(&["s1"]);
    after.push(factor("s2", "sms@okta"));
    then_lists(&mut directory, after);
    let report = run(&directory, removal(&facts(adas()), &["sms"], &[]));
    assert_eq!(outcomes(&report), [("s1", Outcome::Reappeared)]);
    assert_eq!(report.results[0].reappeared_as, Some(FactorId::from("s2")));
    assert_eq!(report.verdict, Verdict::Partly);
}

#[test]
fn a_reset_one_by_one_goes_on_after_a_failure() {
    let mut directory = directory();
    let mut order = Sequence::new();
    for (id, answer) in
        [("1", Ok(accepted())), ("2", Err(Error::new(ErrorKind::Conflict, "busy"))), ("3", Ok(accepted()))]
    {
        let id = FactorId::from(id);
        directory
            .expect_remove()
            .times(1)
            .in_sequence(&mut order)
            .withf(move |_, factor, _| *factor == id)
            .return_once(|_, _, _| answer);
    }
    then_lists(&mut directory, vec![factor("2", "totp@google")]);
    let report = run(&directory, reset(&facts_without_reset(three())));
    assert_eq!(outcomes(&report), [("1", Outcome::Done), ("2", Outcome::Failed), ("3", Outcome::Done)]);
    assert_eq!(report.verdict, Verdict::Partly);
}

#[test]
fn what_would_fail_for_the_same_reason_is_skipped() {
    for kind in [ErrorKind::Unauthenticated, ErrorKind::Forbidden, ErrorKind::Throttled] {
        let mut directory = directory();
        directory.expect_remove().times(1).return_once(move |_, _, _| Err(Error::new(kind, "no")));
        then_lists(&mut directory, three());
        let report = run(&directory, reset(&facts_without_reset(three())));
        assert_eq!(outcomes(&report), [("1", Outcome::Failed), ("2", Outcome::Skipped), ("3", Outcome::Skipped)]);
        assert_eq!(report.verdict, Verdict::Failed);
        assert_eq!(report.cause().map(Error::kind), Some(kind));
    }
}

#[test]
fn an_empty_plan_sends_nothing() {
    let report = run(&directory(), reset(&facts(Vec::new())));
    assert_eq!(report.verdict, Verdict::NothingToDo);
}

#[derive(Debug, Default)]
struct Book {
    lines: Mutex<Vec<String>>,
    full: bool,
}

#[async_trait]
impl Recorder for Book {
    async fn before(&self, record: &Record) -> Result<(), Stopped> {
        if self.full {
            return Err(Error::new(ErrorKind::Unavailable, "the disk is full").into());
        }
        let factors: Vec<&str> = record.factors.iter().map(|(id, _)| id.as_str()).collect();
        let line = format!("before {} {} {}", record.operation, record.login, factors.join(","));
        self.lines.lock().expect("no test panics with the lock").push(line);
        Ok(())
    }

    async fn after(&self, record: &Record, ended: &Ended) -> Result<()> {
        let line = format!("after {} {:?}", record.operation, ended.request_id.as_ref().map(RequestId::as_str));
        self.lines.lock().expect("no test panics with the lock").push(line);
        Ok(())
    }
}

#[test]
fn a_write_is_recorded_before_and_after() {
    let mut directory = directory();
    directory.expect_remove().return_once(|_, _, _| Ok(accepted()));
    then_lists(&mut directory, without(&["p1", "t1", "d1"]));
    let book = Book::default();
    let plan = removal(&facts(adas()), &["push"], &[]);
    apply(&directory, plan, &clock(), &book).now_or_never().expect("nothing waits");
    let lines = book.lines.lock().expect("no test panics with the lock");
    assert_eq!(*lines, ["before remove ada@example.com p1,t1,d1", "after remove Some(\"r1\")"]);
}

#[test]
fn what_cannot_be_recorded_is_not_sent() {
    let mut directory = directory();
    directory.expect_remove().never();
    let book = Book { full: true, ..Book::default() };
    let plan = reset(&facts_without_reset(three()));
    let report = apply(&directory, plan, &clock(), &book).now_or_never().expect("nothing waits");
    assert_eq!(outcomes(&report), [("1", Outcome::Failed), ("2", Outcome::Skipped), ("3", Outcome::Skipped)]);
    assert_eq!(report.verdict, Verdict::Failed, "and nothing is read again where nothing was sent");
}

#[test]
fn unlocking_is_done_when_the_account_says_so() {
    let not_locked = || Error::new(ErrorKind::Conflict, "not locked");
    let unclear = || Error::new(ErrorKind::Timeout, "no answer").with_applied(Applied::Perhaps);
    for (answer, after, verdict) in [
        (Ok(accepted()), UserStatus::NotTold, Verdict::Done),
        (Err(unclear()), UserStatus::NotTold, Verdict::Unknown),
        (Err(unclear()), UserStatus::Active, Verdict::Done),
        (Err(not_locked().with_applied(Applied::Perhaps)), UserStatus::NotTold, Verdict::Done),
        (Err(not_locked()), UserStatus::NotTold, Verdict::NothingToDo),
        (Ok(accepted()), UserStatus::Active, Verdict::Done),
        (Ok(accepted()), UserStatus::Locked, Verdict::Failed),
        (Err(not_locked()), UserStatus::Active, Verdict::NothingToDo),
        (Err(Error::new(ErrorKind::Forbidden, "no right")), UserStatus::Active, Verdict::Failed),
    ] {
        let mut directory = directory();
        directory.expect_unlock().with(eq(ada().id)).times(1).return_once(|_| answer);
        directory.expect_user().times(1).return_once(|_| Ok(mfadir_core::User { status: after, ..ada() }));
        let facts = Facts { profile: profile(&[Operation::Unlock]), ..facts(Vec::new()) };
        let plan = plan_unlock(&facts, &mandate(), &Guard::default());
        let clock = clock();
        let report = unlock(&directory, plan.expect("no rule stands against it"), &clock, &NoRecorder);
        assert_eq!(report.now_or_never().expect("nothing waits").verdict, verdict);
    }
}

#[test]
fn a_device_goes_and_the_devices_are_read_back_with_the_factors() {
    let device = |id: &str| factor(id, "push@okta");
    let facts = Facts { devices: vec![device("dev/1"), device("dev/2")], ..facts(adas()) };
    let mut directory = directory();
    directory.expect_remove().times(1).withf(|_, id, _| id.as_str() == "dev/1").return_once(|_, _, _| Ok(accepted()));
    then_lists(&mut directory, adas());
    directory.expect_devices().times(1).return_once(|_| Ok(vec![factor("dev/2", "push@okta")]));
    let report = run(&directory, removal(&facts, &["id:dev/1"], &["push"]));
    assert_eq!(outcomes(&report), [("dev/1", Outcome::Done)]);
    assert_eq!((report.verdict, report.lost.len()), (Verdict::Done, 0));
}

fn then_tells(directory: &mut MockMfaDirectory, told: Result<Option<bool>>) {
    directory.expect_factors().never();
    directory
        .expect_user()
        .times(1)
        .return_once(|_| told.map(|has_factors| mfadir_core::User { has_factors, ..ada() }));
}

#[test]
fn where_nothing_is_listed_the_yes_or_no_decides_and_silence_confirms_nothing() {
    let unavailable = || Error::new(ErrorKind::Unavailable, "no answer");
    let refused = || Error::new(ErrorKind::Forbidden, "no right");
    for (answer, told, outcome, verdict, left) in [
        (Ok(accepted()), Ok(Some(false)), Outcome::Done, Verdict::Done, Some(Left::No)),
        (Ok(accepted()), Ok(Some(true)), Outcome::Failed, Verdict::Failed, Some(Left::CannotTell)),
        (Ok(accepted()), Ok(None), Outcome::Unconfirmed, Verdict::Unknown, Some(Left::CannotTell)),
        (Ok(accepted()), Err(unavailable()), Outcome::Unconfirmed, Verdict::Unknown, None),
        (Err(lost_answer()), Ok(Some(false)), Outcome::Done, Verdict::Done, Some(Left::No)),
        (Err(lost_answer()), Ok(Some(true)), Outcome::Failed, Verdict::Failed, Some(Left::CannotTell)),
        (Err(lost_answer()), Ok(None), Outcome::Unconfirmed, Verdict::Unknown, Some(Left::CannotTell)),
        (Err(refused()), Ok(Some(true)), Outcome::Failed, Verdict::Failed, Some(Left::CannotTell)),
        (Err(refused()), Ok(Some(false)), Outcome::Absent, Verdict::NothingToDo, Some(Left::No)),
    ] {
        let mut directory = directory();
        directory.expect_reset().times(1).return_once(|_, _| answer);
        then_tells(&mut directory, told);
        let report = run(&directory, reset(&coarse(Some(true))));
        assert_eq!(report.whole.map(|whole| whole.outcome), Some(outcome));
        assert_eq!((report.verdict, report.left), (verdict, left));
        assert!(report.results.is_empty());
    }
}

#[test]
fn where_the_provider_says_that_there_is_nothing_nothing_is_sent() {
    let report = run(&directory(), reset(&coarse(Some(false))));
    assert_eq!((report.verdict, report.left), (Verdict::NothingToDo, Some(Left::No)));
    assert_eq!(report.whole, None);
}

#[test]
fn what_may_have_come_back_is_no_failure_and_no_success() {
    let mut facts = coarse(None);
    facts.profile = profile(&[Operation::Reset]);
    let mut directory = directory();
    directory.expect_reset().times(1).return_once(|_, _| Ok(accepted()));
    then_tells(&mut directory, Ok(Some(true)));
    assert_eq!(run(&directory, reset(&facts)).verdict, Verdict::Unknown);
}
