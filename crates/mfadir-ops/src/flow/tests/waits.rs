//! Polling: at the provider's pace, as long as there is time, and told each second.

use std::{collections::VecDeque, sync::Mutex, time::Duration};

use mfadir_core::{
    Activation, ChallengeHandle, ChallengeState, Clock, EnrollmentHandle, Error, ErrorKind, Result, Verification,
};

use super::{Notebook, clock, directory, done, leave, tools};
use crate::{
    fixture::{factor, factor_type, now},
    flow::{OpenEnrollment, Pace, await_answer, await_enrollment},
    once::{Once, Sent},
    progress::{Progress, Tick},
};

/// Counts what it is told.
#[derive(Debug, Default)]
struct Watcher {
    ticks: Mutex<Vec<Tick>>,
    over: Mutex<usize>,
}

impl Progress for Watcher {
    fn waiting(&self, tick: &Tick) {
        self.ticks.lock().expect("one thread").push(*tick);
    }

    fn over(&self) {
        *self.over.lock().expect("one thread") += 1;
    }
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn pace(poll_after: Option<u64>, ends_after: Option<u64>, longest: Option<u64>) -> Pace {
    Pace {
        poll_after: poll_after.map(seconds),
        expires_at: ends_after.map(|length| now() + seconds(length)),
        longest: longest.map(seconds),
    }
}

/// What a wait came to, how long it took, how often was asked, and what was shown.
struct Waited<T> {
    once: Once<T>,
    took: Duration,
    polls: usize,
    ticks: Vec<Tick>,
    records: usize,
}

/// Waits for an enrollment that the provider answers about with `answers`, and from then on that it waits.
fn wait(pace: Pace, answers: Vec<Result<Activation>>) -> Waited<Activation> {
    let polls = std::sync::Arc::new(Mutex::new((0, VecDeque::from(answers))));
    let mut directory = directory();
    let asked = polls.clone();
    directory.expect_poll_enrollment().returning(move |_, _| {
        let mut asked = asked.lock().expect("one thread");
        asked.0 += 1;
        asked.1.pop_front().unwrap_or(Ok(Activation::Waiting { poll_after: None }))
    });
    let (clock, notebook, watcher) = (clock(), Notebook::default(), Watcher::default());
    let handle = EnrollmentHandle::pack("h");
    let open = OpenEnrollment { handle, factor_type: factor_type("push@okta"), factor: None };
    let once = done(await_enrollment(&tools(&directory, &clock, &notebook), &leave(), &open, pace, &watcher));
    assert_eq!(*watcher.over.lock().expect("one thread"), 1);
    let polls = polls.lock().expect("one thread").0;
    let ticks = watcher.ticks.lock().expect("one thread").clone();
    Waited { once, took: clock.elapsed(), polls, ticks, records: notebook.told().len() }
}

fn waiting(poll_after: Duration) -> Activation {
    Activation::Waiting { poll_after: Some(poll_after) }
}

#[test]
fn the_provider_sets_the_pace_and_nobody_asks_more_often_than_once_a_second() {
    let answers = vec![Ok(waiting(seconds(7))), Ok(waiting(Duration::ZERO)), Ok(Activation::Active("n1".into()))];
    let waited = wait(pace(Some(2), Some(300), None), answers);
    assert!(matches!(waited.once.sent, Sent::Accepted(Activation::Active(_))));
    assert_eq!((waited.took, waited.polls), (seconds(2 + 7 + 1), 3));
    assert_eq!(waited.records, 2, "one wait is one act");
}

#[test]
fn a_second_is_told_once_and_the_time_left_only_falls() {
    let waited = wait(pace(Some(4), Some(300), None), vec![Ok(Activation::Active("n1".into()))]);
    let left: Vec<Duration> = waited.ticks.iter().map(|tick| tick.left).collect();
    assert_eq!(left, [300, 299, 298, 297].map(seconds));
}

#[test]
fn the_last_question_comes_when_the_time_is_over_and_not_after_it() {
    let waited = wait(pace(Some(4), Some(10), None), Vec::new());
    assert!(matches!(waited.once.sent, Sent::Accepted(Activation::Expired)));
    assert_eq!((waited.took, waited.polls), (seconds(10), 3));
}

#[test]
fn who_ran_out_of_patience_leaves_it_waiting() {
    let waited = wait(pace(Some(4), Some(300), Some(5)), Vec::new());
    assert!(matches!(waited.once.sent, Sent::Accepted(Activation::Waiting { .. })));
    assert_eq!((waited.took, waited.polls), (seconds(5), 2));
    let looked = wait(pace(Some(4), Some(300), Some(0)), Vec::new());
    assert_eq!((looked.took, looked.polls), (Duration::ZERO, 1), "no patience is one look");
}

#[test]
fn what_has_ended_already_is_asked_about_once() {
    let waited = wait(pace(Some(4), Some(0), None), Vec::new());
    assert!(matches!(waited.once.sent, Sent::Accepted(Activation::Expired)));
    assert_eq!(waited.polls, 1);
}

#[test]
fn a_wait_of_which_nobody_says_how_long_it_is_ends_all_the_same() {
    let waited = wait(pace(None, None, None), Vec::new());
    assert!(matches!(waited.once.sent, Sent::Accepted(Activation::Waiting { .. })));
    assert_eq!((waited.took, waited.polls), (seconds(300), 75));
}

#[test]
fn a_failure_ends_the_wait() {
    let waited = wait(pace(Some(4), Some(300), None), vec![Err(Error::new(ErrorKind::NotFound, "no such thing"))]);
    assert!(waited.once.sent.failed_as(ErrorKind::NotFound));
    assert_eq!(waited.polls, 1);
}

#[test]
fn an_answer_to_a_challenge_ends_the_wait_for_it() {
    let verification = Verification { factor: Some("p1".into()), transaction: None, request_id: None };
    for state in [ChallengeState::Approved(verification), ChallengeState::Denied, ChallengeState::Answered] {
        let mut directory = directory();
        let answer = state.clone();
        directory.expect_poll().times(1).return_once(|_, _| Ok(answer));
        let (clock, notebook, watcher) = (clock(), Notebook::default(), Watcher::default());
        let (tools, handle) = (tools(&directory, &clock, &notebook), ChallengeHandle::pack("h"));
        let pace = pace(Some(4), Some(300), None);
        let push = factor("p1", "push@okta");
        let once = done(await_answer(&tools, &leave(), &push, &handle, pace, &watcher));
        assert_eq!(once.sent.answer(), Some(&state));
    }
}
