//! Writes that were left behind.

use mfadir_core::{
    Bucket, Capabilities, Error, ErrorKind, Factor, FactorStatus, FactorType, MockMfaDirectory, Operation, Profile,
    ReturnTime, Returning, User, UserStatus,
};
use mfadir_journal::EntryKind;
use mfadir_ops::{Desk, Ended};
use mfadir_policy::Verb;

use crate::desk::{
    LocalDesk, Resolution,
    fixture::{Machine, ada, factor, start},
    resolve_open,
};

fn directory(listed: Result<Vec<Factor>, ErrorKind>, user: User) -> MockMfaDirectory {
    let mut directory = MockMfaDirectory::new();
    let offers = [Operation::Factors, Operation::Reset, Operation::Remove].map(|act| (act, Bucket::new("all")));
    let mut capabilities = Capabilities::of(offers);
    let email: FactorType = "email@okta".parse().expect("a factor type");
    capabilities.returning = vec![Returning { factor: email, when: ReturnTime::AtOnce }];
    directory.expect_profile().return_const(Profile {
        provider: "okta".into(),
        tenant: "acme".into(),
        capabilities,
        budget_share: 1.0,
        aliases: Vec::new(),
    });
    directory.expect_factors().returning(move |_| listed.clone().map_err(|kind| Error::new(kind, "not now")));
    directory.expect_user().returning(move |_| Ok(user.clone()));
    directory
}

/// A write begins, and the machine dies before its outcome is written down.
async fn dies(machine: &Machine, verb: Verb, operation: Operation, factors: &[(&str, &str)]) {
    let request = machine.request("ann", verb, "INC1");
    let mut record = machine.record(&request, operation, factors);
    if matches!(operation, Operation::Enroll) {
        record.makes = Some("totp@okta".parse().expect("a factor type"));
    }
    machine.desk("ann").recorder().before(&record).await.expect("written");
}

async fn resolved(desk: &LocalDesk, directory: &MockMfaDirectory) -> Vec<Resolution> {
    let left = resolve_open(desk, directory).await.expect("readable");
    left.into_iter().map(|left| left.resolution).collect()
}

/// Factors by id and type.
type Named = [(&'static str, &'static str)];

const PUSH: (&str, &str) = ("p1", "push@okta");
const SMS: (&str, &str) = ("s1", "sms@okta");
const EMAIL: (&str, &str) = ("e1", "email@okta");

#[tokio::test]
async fn a_removal_is_done_where_everything_that_lasts_is_gone() {
    let cases: [(&Named, &Named, Resolution); 5] = [
        (&[PUSH, SMS], &[], Resolution::FoundDone),
        (&[PUSH, EMAIL], &[EMAIL], Resolution::FoundDone),
        (&[PUSH, SMS], &[PUSH, SMS], Resolution::FoundNotDone),
        (&[PUSH, SMS], &[SMS], Resolution::Unknown),
        (&[EMAIL], &[EMAIL], Resolution::Unknown),
    ];
    for (taken, left, expected) in cases {
        let machine = Machine::new("open");
        dies(&machine, Verb::Reset, Operation::Reset, taken).await;
        let listed = left.iter().map(|(id, is)| factor(id, is)).collect();
        assert_eq!(resolved(&machine.desk("bob"), &directory(Ok(listed), ada())).await, [expected]);
        let outcome = machine.lines().pop().expect("an outcome").entry;
        assert_eq!((outcome.kind, outcome.of, outcome.operator.id.as_str()), (EntryKind::Outcome, Some(1), "bob"));
        assert_eq!(outcome.result.as_deref(), expected.as_str());
        assert_eq!(outcome.after.map(|after| after.len()), Some(left.len()));
        assert_eq!(resolved(&machine.desk("bob"), &directory(Ok(Vec::new()), ada())).await, []);
    }
}

#[tokio::test]
async fn a_factor_that_was_made_since_shows_its_enrollment_and_none_proves_nothing() {
    let mut made = factor("t1", "totp@okta");
    let mut older = made.clone();
    made.created = Some(start());
    older.created = Some(start() - jiff::SignedDuration::from_secs(1));
    for (listed, expected) in [(made, Resolution::FoundDone), (older, Resolution::Unknown)] {
        let machine = Machine::new("open");
        dies(&machine, Verb::Enroll, Operation::Enroll, &[]).await;
        assert_eq!(resolved(&machine.desk("ann"), &directory(Ok(vec![listed]), ada())).await, [expected]);
    }
}

#[tokio::test]
async fn states_that_can_be_read_tell_and_others_do_not() {
    let locked = User { status: UserStatus::Locked, ..ada() };
    let mut pending = factor("p1", "push@okta");
    pending.status = FactorStatus::Pending;
    let cases = [
        (Verb::Unlock, Operation::Unlock, ada(), factor("p1", "push@okta"), Resolution::FoundDone),
        (Verb::Unlock, Operation::Unlock, locked, factor("p1", "push@okta"), Resolution::FoundNotDone),
        (Verb::Activate, Operation::Activate, ada(), factor("p1", "push@okta"), Resolution::FoundDone),
        (Verb::Activate, Operation::Activate, ada(), pending, Resolution::FoundNotDone),
        (Verb::EndSessions, Operation::EndSessions, ada(), factor("p1", "push@okta"), Resolution::Unknown),
    ];
    for (verb, operation, user, listed, expected) in cases {
        let machine = Machine::new("open");
        dies(&machine, verb, operation, &[PUSH]).await;
        assert_eq!(resolved(&machine.desk("ann"), &directory(Ok(vec![listed]), user)).await, [expected], "{verb}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_now_stays_open() {
    let machine = Machine::new("open");
    dies(&machine, Verb::Reset, Operation::Reset, &[PUSH]).await;
    let down = directory(Err(ErrorKind::Unavailable), ada());
    assert_eq!(resolved(&machine.desk("ann"), &down).await, [Resolution::StillOpen]);
    assert_eq!(machine.lines().len(), 1);
    let gone = directory(Err(ErrorKind::NotFound), ada());
    assert_eq!(resolved(&machine.desk("ann"), &gone).await, [Resolution::Unknown]);
}

#[tokio::test]
async fn a_write_that_is_under_way_is_not_one_that_was_left_behind() {
    let machine = Machine::new("open");
    let recorder = machine.desk("ann").recorder();
    let request = machine.request("ann", Verb::Reset, "INC1");
    let record = machine.record(&request, Operation::Reset, &[PUSH]);
    recorder.before(&record).await.expect("written");
    assert_eq!(resolved(&machine.desk("bob"), &directory(Ok(Vec::new()), ada())).await, []);
    let ended = Ended { at: start(), request_id: None, made: None, failure: None };
    recorder.after(&record, &ended).await.expect("written");
    assert_eq!(machine.lines().len(), 2);
}
