//! Writes that are not idempotent: sent once, recorded, and looked for where the answer is lost.

use std::time::Duration;

use jiff::SignedDuration;
use mfadir_core::{
    Asked, ChallengeRequest, CodeRequest, EnrollRequest, Enrollment, EnrollmentHandle, Error, ErrorKind, Expects,
    Factor, FactorStatus, Result,
};

use super::{Notebook, clock, directory, done, leave, lost_answer, tools};
use crate::{
    fixture::{adas, factor, factor_type, now},
    flow::{OpenEnrollment, challenge, enroll, issue_code, resend, verify},
    once::{Once, Seen, Sent},
    said::code,
};

fn started() -> Enrollment {
    Enrollment {
        handle: EnrollmentHandle::pack("h"),
        factor: Some("n1".into()),
        active: false,
        expects: Expects::Code,
        secret: None,
        to_sign: None,
        expires_at: None,
        poll_after: None,
        request_id: Some("r1".into()),
    }
}

fn pending(id: &str, is: &str) -> Factor {
    Factor::new(id, factor_type(is), FactorStatus::Pending)
}

/// Enrolls a phone number; the provider answers `answer`, and lists `after` where it is asked again.
fn enrolled(answer: Result<Enrollment>, after: Option<Result<Vec<Factor>>>, notebook: &Notebook) -> Once<Enrollment> {
    let mut directory = directory();
    let sent = usize::from(!notebook.refuses_before);
    directory.expect_enroll().times(sent).return_once(|_, _| answer);
    directory.expect_factors().times(usize::from(after.is_some())).return_once(|_| after.expect("asked once"));
    let clock = clock();
    let request = EnrollRequest::new(factor_type("sms@okta"));
    done(enroll(&tools(&directory, &clock, notebook), &leave(), &request))
}

#[test]
fn what_was_accepted_is_recorded_before_and_after_and_not_looked_for() {
    let notebook = Notebook::default();
    let once = enrolled(Ok(started()), None, &notebook);
    assert!(once.sent.answer().is_some() && once.unrecorded.is_empty());
    let told = notebook.told();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].0.makes, Some(factor_type("sms@okta")));
    let ended = told[1].1.as_ref().expect("the second one tells the end");
    assert_eq!((ended.made.clone(), ended.request_id.clone()), (Some("n1".into()), Some("r1".into())));
}

#[test]
fn a_sure_failure_is_not_looked_for() {
    let refused = Error::new(ErrorKind::Conflict, "there is one already");
    let once = enrolled(Err(refused), None, &Notebook::default());
    assert!(once.sent.failed_as(ErrorKind::Conflict));
}

#[test]
fn a_lost_answer_is_told_with_what_reading_back_shows() {
    let seen = |after| match enrolled(Err(lost_answer()), Some(after), &Notebook::default()).sent {
        Sent::Unknown { seen, .. } => seen,
        other => panic!("nobody can know: {other:?}"),
    };
    let with = |new: Factor| Ok(adas().into_iter().chain([new]).collect());
    assert!(matches!(seen(with(pending("n1", "sms@okta"))), Seen::Yes(found) if found.id == "n1".into()));
    assert!(matches!(seen(with(pending("n1", "email@okta"))), Seen::No), "another factor is new");
    assert!(matches!(seen(Ok(adas())), Seen::No), "an old factor of the type is not the new one");
    assert!(matches!(seen(Err(lost_answer())), Seen::Unread(_)));
}

#[test]
fn what_cannot_be_recorded_is_not_sent() {
    let notebook = Notebook { refuses_before: true, ..Notebook::default() };
    let once = enrolled(Ok(started()), None, &notebook);
    assert!(once.sent.failed_as(ErrorKind::Refused));
    let notebook = Notebook { refuses_after: true, ..Notebook::default() };
    let once = enrolled(Ok(started()), None, &notebook);
    assert!(once.sent.answer().is_some());
    assert_eq!(once.unrecorded.len(), 1);
}

#[test]
fn a_later_use_of_the_factor_tells_that_a_lost_proof_was_taken() {
    let seen = |used: SignedDuration| {
        let mut directory = directory();
        directory.expect_verify().times(1).return_once(|_, _, _| Err(lost_answer()));
        let mut after = factor("s1", "sms@okta");
        after.last_verified = Some(now() - used);
        directory.expect_factors().times(1).return_once(|_| Ok(vec![after]));
        let (clock, notebook) = (clock(), Notebook::default());
        let proof = code("123456").expect("a code");
        let tools = tools(&directory, &clock, &notebook);
        let factor = factor("s1", "sms@okta");
        let once = done(verify(&tools, &leave(), &factor, &Asked::Factor("s1".into()), &proof));
        match once.sent {
            Sent::Unknown { seen, .. } => seen,
            other => panic!("nobody can know: {other:?}"),
        }
    };
    assert!(matches!(seen(SignedDuration::ZERO), Seen::Yes(_)));
    assert!(matches!(seen(SignedDuration::from_hours(24)), Seen::No));
}

#[test]
fn what_leaves_no_trace_is_not_looked_for() {
    let mut directory = directory();
    directory.expect_challenge().times(1).return_once(|_, _, _| Err(lost_answer()));
    directory.expect_resend().times(1).return_once(|_, _| Err(lost_answer()));
    directory.expect_factors().never();
    let (clock, notebook) = (clock(), Notebook::default());
    let (tools, leave) = (tools(&directory, &clock, &notebook), leave());
    let asked = done(challenge(&tools, &leave, &factor("s1", "sms@okta"), &ChallengeRequest::default()));
    assert!(matches!(asked.sent, Sent::Unknown { seen: Seen::CannotTell, .. }));
    let handle = EnrollmentHandle::pack("h");
    let open = OpenEnrollment { handle, factor_type: factor_type("sms@okta"), factor: None };
    let again = done(resend(&tools, &leave, &open));
    assert!(matches!(again.sent, Sent::Unknown { seen: Seen::CannotTell, .. }));
}

#[test]
fn a_listed_temporary_code_tells_that_a_lost_one_was_issued() {
    let mut directory = directory();
    directory.expect_temporary_code().times(1).return_once(|_, _| Err(lost_answer()));
    directory.expect_factors().times(1).return_once(|_| Ok(vec![factor("c1", "temporary-code")]));
    let (clock, notebook) = (clock(), Notebook::default());
    let request = CodeRequest { lifetime: Duration::from_hours(1), reusable: false };
    let once = done(issue_code(&tools(&directory, &clock, &notebook), &leave(), &request));
    assert!(matches!(once.sent, Sent::Unknown { seen: Seen::Yes(found), .. } if found.id == "c1".into()));
}
