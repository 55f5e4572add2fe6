//! What acts owe whose run was cut off.

use std::sync::Arc;

use mfadir_core::{Error, ErrorKind, MockMfaDirectory, Operation, User};
use mfadir_ops::{Desk, Ended, Endless, Owed, Recorder, Telling};
use mfadir_policy::{Audience, Verb};

use crate::desk::{
    ToldLate,
    fixture::{Machine, ada, start},
    tell_owed,
};

fn directory(person: Result<User, ErrorKind>) -> MockMfaDirectory {
    let mut directory = MockMfaDirectory::new();
    directory.expect_user().returning(move |_| person.clone().map_err(|kind| Error::new(kind, "not now")));
    directory
}

/// A reset was done that owes this; the run still holds the recorder.
async fn done(machine: &Machine, failure: bool) -> Arc<dyn Recorder> {
    let owed = [Owed::Told(Audience::User, "mail".to_owned()), Owed::Ticket, Owed::Sessions];
    let recorder = machine.desk("ann").recorder_owing(&owed);
    let request = machine.request("ann", Verb::Reset, "INC1");
    let record = machine.record(&request, Operation::Reset, &[("p1", "push@okta")]);
    recorder.before(&record).await.expect("written");
    let failure = failure.then_some((ErrorKind::Forbidden, mfadir_core::Applied::No));
    let ended = Ended { at: start(), request_id: None, made: None, failure };
    recorder.after(&record, &ended).await.expect("written");
    recorder
}

async fn told(machine: &Machine, person: Result<User, ErrorKind>) -> Vec<ToldLate> {
    let desk = machine.desk("bob");
    tell_owed(&desk, &directory(person), &Telling::default(), &Endless).await.expect("readable")
}

#[tokio::test]
async fn what_follows_an_act_that_is_under_way_is_left_to_it() {
    let machine = Machine::new("open");
    let recorder = done(&machine, false).await;
    assert_eq!(told(&machine, Ok(ada())).await, []);
    drop(recorder);
    assert_eq!(told(&machine, Ok(ada())).await.len(), 1);
}

#[tokio::test]
async fn what_did_not_happen_owes_nothing() {
    let machine = Machine::new("open");
    drop(done(&machine, true).await);
    assert_eq!(told(&machine, Ok(ada())).await, []);
}

#[tokio::test]
async fn where_the_person_cannot_be_read_now_it_stays_owed() {
    let machine = Machine::new("open");
    drop(done(&machine, false).await);
    let lines = machine.lines().len();
    let [late] = &told(&machine, Err(ErrorKind::Unavailable)).await[..] else { panic!("one act") };
    assert!(late.still_owed.is_some() && late.notices.is_empty());
    assert_eq!(machine.lines().len(), lines);
}

#[tokio::test]
async fn what_cannot_be_made_up_for_is_written_down_once_by_who_looked() {
    let machine = Machine::new("open");
    drop(done(&machine, false).await);
    let [late] = &told(&machine, Err(ErrorKind::NotFound)).await[..] else { panic!("one act") };
    assert!(late.sessions_left && late.still_owed.is_none() && late.unrecorded.is_empty(), "{late:?}");
    let entries: Vec<_> = machine.lines().into_iter().map(|line| line.entry).collect();
    let notices = entries.iter().filter(|entry| entry.told.is_some());
    let noted: Vec<_> = notices.map(|entry| (entry.told.as_deref(), entry.operator.id.as_str())).collect();
    assert_eq!(noted, [(Some("user/mail"), "bob"), (Some("ticket"), "bob"), (Some("sessions"), "bob")]);
    assert_eq!(told(&machine, Ok(ada())).await, [], "and not looked for again");
}
