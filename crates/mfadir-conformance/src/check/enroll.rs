//! New factors, from the start to the proof that completes them.

use std::time::Duration;

use mfadir_core::{
    Activation, EnrollRequest, EnrollWith, Enrollment, EnrollmentHandle,
    ErrorKind::{Conflict, Expired, Invalid, NotFound, WrongProof},
    Expects, FactorId, FactorStatus, FactorType, Kind, Operation, Proof, Result, UserId,
};

use super::Check;
use crate::{
    outcome::{Expect, Stop, Verdict, ensure},
    scene,
    subject::{Answer, Subject},
};

const ENROLL: &[Operation] = &[Operation::Factors, Operation::Enroll];
const BY_CODE: &[Operation] = &[Operation::Factors, Operation::Enroll, Operation::Activate];
const BY_POLL: &[Operation] = &[Operation::Factors, Operation::Enroll, Operation::PollEnrollment];
const RESEND: &[Operation] = &[Operation::Enroll, Operation::Resend, Operation::Activate];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "enrollment-by-code",
        "A new factor is pending until its code comes, then active.",
        BY_CODE,
        |subject| Box::pin(by_code(subject)),
    ),
    Check::new("enrollment-by-wrong-code", "A wrong code is WrongProof, and activates nothing.", BY_CODE, |subject| {
        Box::pin(by_wrong_code(subject))
    }),
    Check::new(
        "enrollment-too-late",
        "An enrollment ends by itself, and cannot be completed then.",
        BY_CODE,
        |subject| Box::pin(too_late(subject)),
    ),
    Check::new(
        "enrollment-by-approval",
        "An enrollment on a device waits until the user answers.",
        BY_POLL,
        |subject| Box::pin(by_approval(subject)),
    ),
    Check::new("enrollment-refused", "An enrollment that the user refuses is refused.", BY_POLL, |subject| {
        Box::pin(refused(subject))
    }),
    Check::new("enrollment-sent-again", "What is sent again completes the enrollment.", RESEND, |subject| {
        Box::pin(sent_again(subject))
    }),
    Check::new("enrollment-of-another", "Nobody completes another person's enrollment.", BY_CODE, |subject| {
        Box::pin(of_another(subject))
    }),
    Check::new("enrollment-for-nobody", "Nobody, however spelled, can be enrolled.", BY_CODE, |subject| {
        Box::pin(for_nobody(subject))
    }),
    Check::new(
        "enrollment-at-once",
        "A new factor that needs no proof is there at once, and nobody's factor is made.",
        ENROLL,
        |subject| Box::pin(at_once(subject)),
    ),
];

/// An enrollment that has begun for the person who has no factor.
struct Begun {
    user: UserId,
    factor: FactorId,
    enrollment: Enrollment,
}

impl Begun {
    /// Whether the directory shows the factor before it is active.
    fn is_shown(&self) -> bool {
        self.enrollment.factor.is_some()
    }
}

fn request(factor_type: FactorType) -> EnrollRequest {
    let with = match factor_type.kind {
        Kind::Sms | Kind::Voice => {
            EnrollWith::Phone { number: "+15555550177".to_owned(), extension: None, replace: false }
        }
        Kind::Email => EnrollWith::Email { address: "new@example.com".to_owned() },
        _ => EnrollWith::Nothing,
    };
    EnrollRequest { with, ..EnrollRequest::new(factor_type) }
}

fn enrollable(subject: &dyn Subject, kinds: &[Kind]) -> Verdict<FactorType> {
    let directory = subject.directory();
    let mut offered = directory.profile().capabilities.enrollable.iter();
    let found = offered.find(|offered| kinds.contains(&offered.kind)).cloned();
    found.ok_or_else(|| Stop::Ignored(format!("none of {kinds:?} can be enrolled")))
}

/// Where a provider sends to the user's own number or address alone, none is given.
#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn enroll(subject: &dyn Subject, user: &UserId, wanted: &FactorType) -> Result<Enrollment> {
    match subject.directory().enroll(user, &request(wanted.clone())).await {
        Err(refused) if refused.kind() == Invalid => {
            subject.directory().enroll(user, &EnrollRequest::new(wanted.clone())).await
        }
        begun => begun,
    }
}

async fn begin(subject: &dyn Subject, kinds: &[Kind]) -> Verdict<Begun> {
    let wanted = enrollable(subject, kinds)?;
    let user = scene::id(subject, &subject.cast().none).await?;
    let enrollment = enroll(subject, &user, &wanted).await.worked(&wanted)?;
    let factor = match &enrollment.factor {
        Some(factor) => factor.clone(),
        None => subject.enrolling(&user).await?,
    };
    Ok(Begun { user, factor, enrollment })
}

const SENT: &[Kind] = &[Kind::Sms, Kind::Voice, Kind::Email];
const CODE: &[Kind] = &[Kind::Sms, Kind::Voice, Kind::Totp, Kind::Email];
const TAP: &[Kind] = &[Kind::Push];

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn activate(subject: &dyn Subject, user: &UserId, handle: &EnrollmentHandle, code: Proof) -> Result<Activation> {
    subject.directory().activate(user, handle, &code).await
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn poll(subject: &dyn Subject, begun: &Begun) -> Verdict<Activation> {
    subject.directory().poll_enrollment(&begun.user, &begun.enrollment.handle).await.worked("asking how far it is")
}

async fn has_status(subject: &dyn Subject, user: &UserId, factor: &FactorId, status: &FactorStatus) -> Verdict {
    let mut listed = scene::factors(subject, user).await?.into_iter().filter(|listed| listed.id == *factor);
    let found = listed.next().map(|factor| factor.status);
    ensure!(found.as_ref() == Some(status), "{factor} is {found:?}, not {status}");
    Ok(())
}

/// What is not complete is pending, or not shown at all.
async fn is_pending(subject: &dyn Subject, begun: &Begun) -> Verdict {
    if begun.is_shown() {
        return has_status(subject, &begun.user, &begun.factor, &FactorStatus::Pending).await;
    }
    let listed = scene::factors(subject, &begun.user).await?;
    ensure!(listed.is_empty(), "before the proof {} has {listed:?}", begun.user);
    Ok(())
}

async fn is_active(subject: &dyn Subject, begun: &Begun, activation: &Activation) -> Verdict {
    let Activation::Active(factor) = activation else { return Err(Stop::Failed(format!("it is {activation:?}"))) };
    let same = !begun.is_shown() || *factor == begun.factor;
    ensure!(same, "{} was begun, {factor} is active", begun.factor);
    has_status(subject, &begun.user, factor, &FactorStatus::Active).await
}

async fn complete(subject: &dyn Subject, begun: &Begun, handle: &EnrollmentHandle) -> Verdict {
    let code = subject.code(&begun.user, &begun.factor).await?;
    let done = activate(subject, &begun.user, handle, Proof::Code(code)).await.worked("the right code")?;
    is_active(subject, begun, &done).await
}

async fn by_code(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, CODE).await?;
    ensure!(begun.enrollment.expects == Expects::Code, "it expects {:?}", begun.enrollment.expects);
    ensure!(!begun.enrollment.active, "it is active before the code came");
    is_pending(subject, &begun).await?;
    complete(subject, &begun, &begun.enrollment.handle).await
}

async fn by_wrong_code(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, CODE).await?;
    let wrong = Proof::Code("no code".into());
    let refused = activate(subject, &begun.user, &begun.enrollment.handle, wrong).await;
    refused.refused("a wrong code", &[WrongProof])?;
    is_pending(subject, &begun).await?;
    complete(subject, &begun, &begun.enrollment.handle).await
}

async fn too_late(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, SENT).await?;
    let code = subject.code(&begun.user, &begun.factor).await?;
    subject.advance(Duration::from_hours(24)).await?;
    match activate(subject, &begun.user, &begun.enrollment.handle, Proof::Code(code)).await {
        Ok(Activation::Expired) => Ok(()),
        late => late.refused("a code that comes a day late", &[Expired, NotFound]).map(drop),
    }
}

async fn by_approval(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, TAP).await?;
    let waiting = poll(subject, &begun).await?;
    ensure!(matches!(waiting, Activation::Waiting { .. }), "before the answer it is {waiting:?}");
    subject.answer(&begun.user, &begun.factor, Answer::Approve).await?;
    let active = poll(subject, &begun).await?;
    is_active(subject, &begun, &active).await
}

async fn refused(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, TAP).await?;
    subject.answer(&begun.user, &begun.factor, Answer::Deny).await?;
    let refused = poll(subject, &begun).await?;
    ensure!(refused == Activation::Refused, "after a no it is {refused:?}");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn sent_again(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, SENT).await?;
    subject.advance(Duration::from_mins(1)).await?;
    let again = subject.directory().resend(&begun.user, &begun.enrollment.handle).await.worked("sending again")?;
    complete(subject, &begun, &again.handle).await
}

async fn of_another(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, CODE).await?;
    let code = subject.code(&begun.user, &begun.factor).await?;
    let other = scene::id(subject, &subject.cast().one).await?;
    let done = activate(subject, &other, &begun.enrollment.handle, Proof::Code(code)).await;
    done.refused("another person's enrollment", &[NotFound, Invalid, Conflict])?;
    is_pending(subject, &begun).await
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn for_nobody(subject: &dyn Subject) -> Verdict {
    let wanted = request(enrollable(subject, CODE)?);
    for id in ["00000000000000000000", "nobody", "", ".", "..", "me"] {
        let begun = subject.directory().enroll(&id.into(), &wanted).await;
        begun.refused(format_args!("enrolling {id:?}"), &[NotFound, Invalid])?;
    }
    Ok(())
}

/// Whether it is used depends on what the provider asks of its owner, so any state will do but one that waits.
async fn at_once(subject: &dyn Subject) -> Verdict {
    let begun = begin(subject, CODE).await?;
    if !begun.enrollment.active {
        return Err(Stop::Ignored("a new factor needs a proof".to_owned()));
    }
    ensure!(begun.enrollment.expects == Expects::Nothing, "it is active, and expects {:?}", begun.enrollment.expects);
    let listed = scene::factors(subject, &begun.user).await?;
    ensure!(scene::ids(&listed) == [begun.factor.clone()], "{} was made, and {listed:?} is listed", begun.factor);
    ensure!(listed[0].status != FactorStatus::Pending, "{} is active, and listed as pending", begun.factor);
    for_nobody(subject).await
}
