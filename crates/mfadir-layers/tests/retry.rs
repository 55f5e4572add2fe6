//! What is repeated, what is not, and what is known afterwards.
#![expect(clippy::disallowed_methods, reason = "the layer's behaviour around writes is what is tested")]

use std::{sync::Arc, time::Duration};

use futures_util::FutureExt;
use jiff::Timestamp;
use mfadir_core::{
    Applied, Bucket, Capabilities, CodeRequest, Done, Error, ErrorKind, Layered, ManualClock, MfaDirectory,
    MockMfaDirectory, Operation, Profile, RemoveOptions, Result, Retry as Again,
};
use mfadir_layers::{Patience, Retry};
use mockall::Sequence;

const LONG: Duration = Duration::from_hours(1);

fn mock() -> MockMfaDirectory {
    let mut mock = MockMfaDirectory::new();
    mock.expect_profile().return_const(Profile {
        provider: "test".into(),
        tenant: "acme".into(),
        capabilities: Capabilities::of(Operation::ALL.iter().map(|operation| (*operation, Bucket::new("all")))),
        budget_share: 1.0,
        aliases: Vec::new(),
    });
    mock
}

/// A directory whose removals answer these, one after the other, and nothing more.
fn removals(answers: Vec<Result<Done>>) -> MockMfaDirectory {
    let (mut mock, mut order) = (mock(), Sequence::new());
    for answer in answers {
        mock.expect_remove().times(1).in_sequence(&mut order).return_once(move |_, _, _| answer);
    }
    mock
}

fn stack(mock: MockMfaDirectory, longest: Duration) -> (Layered<Retry>, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::jumping(Timestamp::UNIX_EPOCH));
    (Layered::new(Retry::new(clock.clone(), Patience::silent(longest)), Arc::new(mock)), clock)
}

fn remove(directory: &dyn MfaDirectory) -> Result<Done> {
    let options = RemoveOptions::default();
    directory.remove(&"u".into(), &"f".into(), &options).now_or_never().expect("a jumping clock never waits")
}

fn lost() -> Error {
    Error::new(ErrorKind::Unavailable, "connection reset").with_applied(Applied::Perhaps)
}

fn throttled(after: Duration) -> Error {
    Error::new(ErrorKind::Throttled, "slow down").with_retry(Again::After(after))
}

#[test]
fn a_passing_failure_is_repeated_with_growing_pauses() {
    let (directory, clock) = stack(removals(vec![Err(lost()), Err(lost()), Ok(Done::default())]), LONG);
    assert!(remove(&directory).is_ok());
    let slept = clock.slept();
    assert!(matches!(slept[..], [first, second] if first < second), "{slept:?}");
}

#[test]
fn the_pause_that_the_provider_asks_for_is_kept() {
    let pause = Duration::from_secs(48);
    let (directory, clock) = stack(removals(vec![Err(throttled(pause)), Ok(Done::default())]), LONG);
    assert!(remove(&directory).is_ok());
    assert_eq!(clock.slept(), [pause]);
}

#[test]
fn four_attempts_are_enough() {
    let (directory, _) = stack(removals((0..4).map(|_| Err(lost())).collect()), LONG);
    let error = remove(&directory).unwrap_err();
    assert_eq!(
        (error.kind(), error.retry(), error.applied()),
        (ErrorKind::Unavailable, Again::Exhausted, Applied::Perhaps)
    );
}

#[test]
fn a_lost_answer_is_not_forgotten() {
    let clean = Error::new(ErrorKind::Forbidden, "not yours");
    let (directory, _) = stack(removals(vec![Err(lost()), Err(clean)]), LONG);
    let error = remove(&directory).unwrap_err();
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Forbidden, Applied::Perhaps));
}

#[test]
fn gone_after_a_lost_answer_may_have_been_us() {
    let gone = || Error::new(ErrorKind::NotFound, "no such factor");
    let (directory, _) = stack(removals(vec![Err(lost()), Err(gone())]), LONG);
    let error = remove(&directory).unwrap_err();
    assert_eq!((error.kind(), error.applied()), (ErrorKind::NotFound, Applied::Perhaps));
    let (directory, _) = stack(removals(vec![Err(throttled(Duration::ZERO)), Err(gone())]), LONG);
    assert_eq!(remove(&directory).unwrap_err().applied(), Applied::No);
}

#[test]
fn what_will_not_change_is_not_repeated() {
    for kind in [ErrorKind::NotFound, ErrorKind::Forbidden, ErrorKind::Unauthenticated, ErrorKind::Invalid] {
        let (directory, clock) = stack(removals(vec![Err(Error::new(kind, "no"))]), LONG);
        assert_eq!(remove(&directory).unwrap_err().kind(), kind);
        assert!(clock.slept().is_empty());
    }
}

#[test]
fn a_pause_beyond_the_patience_is_not_begun() {
    let need = Duration::from_secs(48);
    let (directory, clock) = stack(removals(vec![Err(throttled(need))]), Duration::from_secs(47));
    let error = remove(&directory).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Throttled, Again::After(need)));
    assert!(clock.slept().is_empty());
}

#[test]
fn pauses_of_one_call_add_up() {
    let pause = Duration::from_secs(30);
    let (directory, clock) =
        stack(removals(vec![Err(throttled(pause)), Err(throttled(pause))]), Duration::from_secs(59));
    assert_eq!(remove(&directory).unwrap_err().retry(), Again::After(pause));
    assert_eq!(clock.slept(), [pause]);
}

fn issue_codes(answers: Vec<Error>) -> (Error, Vec<Duration>) {
    let (mut mock, mut order) = (mock(), Sequence::new());
    for answer in answers {
        mock.expect_temporary_code().times(1).in_sequence(&mut order).return_once(move |_, _| Err(answer));
    }
    let (directory, clock) = stack(mock, LONG);
    let request = CodeRequest { lifetime: LONG, reusable: false };
    let answer = directory.temporary_code(&"u".into(), &request).now_or_never().expect("a jumping clock never waits");
    (answer.expect_err("every answer is an error"), clock.slept())
}

#[test]
fn a_write_that_adds_up_is_repeated_only_where_it_surely_did_not_start() {
    let refused = Error::new(ErrorKind::Invalid, "no");
    let (error, slept) = issue_codes(vec![throttled(Duration::from_secs(1)), refused]);
    assert_eq!((error.kind(), slept.len()), (ErrorKind::Invalid, 1));
    let (error, slept) = issue_codes(vec![lost()]);
    assert_eq!((error.kind(), error.applied(), slept.len()), (ErrorKind::Unavailable, Applied::Perhaps, 0));
}
