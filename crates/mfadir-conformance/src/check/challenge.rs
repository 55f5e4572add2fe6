//! Factors that are asked, and what counts as an answer.

use std::time::Duration;

use mfadir_core::{
    Asked, Challenge, ChallengeRequest, ChallengeState,
    ErrorKind::{Conflict, Expired, Invalid, NotFound, WrongProof},
    FactorId, FactorStatus, Kind, Operation, Proof, Result, UserId, Verification,
};

use super::Check;
use crate::{
    outcome::{Expect, Stop, Verdict, ensure},
    scene,
    subject::{Answer, Subject},
};

const BY_POLL: &[Operation] = &[Operation::Factors, Operation::Challenge, Operation::Poll];
const BY_CODE: &[Operation] = &[Operation::Factors, Operation::Challenge, Operation::Verify];
const VERIFY: &[Operation] = &[Operation::Factors, Operation::Verify];
const CANCEL: &[Operation] = &[Operation::Challenge, Operation::Poll, Operation::Cancel];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "challenge-approved",
        "A challenge waits until the user agrees, and is approved then.",
        BY_POLL,
        |subject| Box::pin(approved(subject)),
    ),
    Check::new("challenge-denied", "A challenge that the user denies is denied, not approved.", BY_POLL, |subject| {
        Box::pin(denied(subject))
    }),
    Check::new("challenge-expires", "A challenge that nobody answers ends by itself.", BY_POLL, |subject| {
        Box::pin(expires(subject))
    }),
    Check::new(
        "challenge-by-code",
        "The code that was sent is accepted, a wrong one is WrongProof.",
        BY_CODE,
        |subject| Box::pin(by_code(subject)),
    ),
    Check::new("challenge-code-counts-once", "A code that was accepted is not accepted again.", BY_CODE, |subject| {
        Box::pin(code_counts_once(subject))
    }),
    Check::new(
        "challenge-of-nothing-is-not-found",
        "A factor that is not the user's cannot be asked.",
        BY_POLL,
        |subject| Box::pin(of_nothing(subject)),
    ),
    Check::new("challenge-taken-back", "A challenge that was taken back is never approved.", CANCEL, |subject| {
        Box::pin(taken_back(subject))
    }),
    Check::new("verify-without-challenge", "A code that the app shows needs no challenge.", VERIFY, |subject| {
        Box::pin(without_challenge(subject))
    }),
];

/// A factor that is being asked.
struct Open {
    user: UserId,
    factor: FactorId,
    challenge: Challenge,
}

/// Somebody's active factor of one of these kinds.
async fn someones(subject: &dyn Subject, kinds: &[Kind]) -> Verdict<(UserId, FactorId)> {
    for person in subject.cast().everybody() {
        let (user, factors) = scene::look(subject, person).await?;
        let fits = |f: &&mfadir_core::Factor| f.status == FactorStatus::Active && kinds.contains(f.kind());
        if let Some(factor) = factors.iter().find(fits) {
            return Ok((user, factor.id.clone()));
        }
    }
    Err(Stop::Ignored(format!("nobody has one of {kinds:?}")))
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn ask(subject: &dyn Subject, user: &UserId, factor: &FactorId) -> Result<Challenge> {
    subject.directory().challenge(user, factor, &ChallengeRequest::default()).await
}

async fn open(subject: &dyn Subject, kinds: &[Kind]) -> Verdict<Open> {
    let (user, factor) = someones(subject, kinds).await?;
    let challenge = ask(subject, &user, &factor).await.worked("asking the factor")?;
    ensure!(challenge.factor == factor, "{factor} was asked, {} answers", challenge.factor);
    Ok(Open { user, factor, challenge })
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn poll(subject: &dyn Subject, open: &Open) -> Result<ChallengeState> {
    subject.directory().poll(&open.user, &open.challenge.handle).await
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn verify(subject: &dyn Subject, user: &UserId, asked: &Asked, code: Proof) -> Result<Verification> {
    subject.directory().verify(user, asked, &code).await
}

async fn approved(subject: &dyn Subject) -> Verdict {
    let open = open(subject, &[Kind::Push]).await?;
    let waiting = poll(subject, &open).await.worked("asking how far it is")?;
    ensure!(matches!(waiting, ChallengeState::Waiting { .. }), "before the answer it is {waiting:?}");
    subject.answer(&open.user, &open.factor, Answer::Approve).await?;
    let approved = poll(subject, &open).await.worked("asking again")?;
    ensure!(matches!(approved, ChallengeState::Approved(_)), "after a yes it is {approved:?}");
    Ok(())
}

async fn denied(subject: &dyn Subject) -> Verdict {
    let open = open(subject, &[Kind::Push]).await?;
    subject.answer(&open.user, &open.factor, Answer::Deny).await?;
    let denied = poll(subject, &open).await.worked("asking how far it is")?;
    ensure!(denied == ChallengeState::Denied, "after a no it is {denied:?}");
    Ok(())
}

async fn expires(subject: &dyn Subject) -> Verdict {
    let open = open(subject, &[Kind::Push]).await?;
    subject.advance(Duration::from_hours(1)).await?;
    let late = poll(subject, &open).await.worked("asking how far it is")?;
    ensure!(late == ChallengeState::Expired, "after an hour it is {late:?}");
    Ok(())
}

const SENT: &[Kind] = &[Kind::Sms, Kind::Voice];

async fn by_code(subject: &dyn Subject) -> Verdict {
    let open = open(subject, SENT).await?;
    let asked = Asked::Challenge(open.challenge.handle.clone());
    let wrong = verify(subject, &open.user, &asked, Proof::Code("no code".into())).await;
    wrong.refused("a wrong code", &[WrongProof])?;
    let code = subject.code(&open.user, &open.factor).await?;
    verify(subject, &open.user, &asked, Proof::Code(code)).await.worked("the right code").map(drop)
}

async fn code_counts_once(subject: &dyn Subject) -> Verdict {
    let open = open(subject, SENT).await?;
    let asked = Asked::Challenge(open.challenge.handle.clone());
    let code = subject.code(&open.user, &open.factor).await?;
    verify(subject, &open.user, &asked, Proof::Code(code.clone())).await.worked("the right code")?;
    let again = verify(subject, &open.user, &asked, Proof::Code(code)).await;
    again.refused("the same code again", &[WrongProof, NotFound, Expired]).map(drop)
}

async fn of_nothing(subject: &dyn Subject) -> Verdict {
    let (_, anothers) = someones(subject, &[Kind::Push]).await?;
    let user = scene::id(subject, &subject.cast().none).await?;
    for factor in [anothers, "nothing".into(), "..".into(), "".into()] {
        let asked = ask(subject, &user, &factor).await;
        asked.refused(format_args!("asking {factor:?} of {user}"), &[NotFound, Invalid])?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn taken_back(subject: &dyn Subject) -> Verdict {
    let open = open(subject, &[Kind::Push]).await?;
    subject.directory().cancel(&open.user, &open.challenge.handle).await.worked("taking it back")?;
    let _ = subject.answer(&open.user, &open.factor, Answer::Approve).await;
    match poll(subject, &open).await {
        Ok(state) => ensure!(!matches!(state, ChallengeState::Approved(_)), "it is {state:?}"),
        gone => drop(gone.refused("a challenge that was taken back", &[NotFound, Expired, Conflict])?),
    }
    Ok(())
}

async fn without_challenge(subject: &dyn Subject) -> Verdict {
    let (user, factor) = someones(subject, &[Kind::Totp]).await?;
    let asked = Asked::Factor(factor.clone());
    let wrong = verify(subject, &user, &asked, Proof::Code("no code".into())).await;
    wrong.refused("a wrong code", &[WrongProof])?;
    let code = subject.code(&user, &factor).await?;
    verify(subject, &user, &asked, Proof::Code(code)).await.worked("the right code").map(drop)
}
