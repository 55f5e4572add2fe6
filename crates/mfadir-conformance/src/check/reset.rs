//! All factors go at once.

use mfadir_core::{
    Done,
    ErrorKind::{Invalid, NotFound},
    Operation, ResetOptions, Result, UserId,
};

use super::Check;
use crate::{
    cast::{Person, cast_as},
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const RESET: &[Operation] = &[Operation::Factors, Operation::Reset];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "reset-removes-all",
        "After a reset nothing is left but what is declared to return at once.",
        RESET,
        |subject| Box::pin(removes_all(subject)),
    ),
    Check::new("reset-removes-pending", "A reset takes enrollments that are not completed, too.", RESET, |subject| {
        Box::pin(removes_pending(subject))
    }),
    Check::new("reset-leaves-others-alone", "Nobody else loses a factor.", RESET, |subject| {
        Box::pin(leaves_others_alone(subject))
    }),
    Check::new("reset-of-no-factors-works", "Who has no factor can be reset.", RESET, |subject| {
        Box::pin(of_no_factors(subject))
    }),
    Check::new("reset-of-nobody-is-not-found", "Nobody, however spelled, cannot be reset.", RESET, |subject| {
        Box::pin(of_nobody(subject))
    }),
    Check::new("reset-tells-the-request-id", "A reset tells the provider's id of its request.", RESET, |subject| {
        Box::pin(tells_the_request_id(subject))
    }),
];

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn reset(subject: &dyn Subject, user: &UserId) -> Result<Done> {
    subject.directory().reset(user, &ResetOptions::default()).await
}

async fn leaves_nothing(subject: &dyn Subject, person: &Person) -> Verdict {
    let user = scene::id(subject, person).await?;
    reset(subject, &user).await.worked(format_args!("resetting {}", person.login))?;
    let mut more = scene::factors(subject, &user).await?;
    more.retain(|factor| !scene::returns_at_once(subject, factor));
    ensure!(more.is_empty(), "{} still has {more:?}", person.login);
    Ok(())
}

async fn removes_all(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        leaves_nothing(subject, person).await?;
    }
    Ok(())
}

async fn removes_pending(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().pending.as_ref(), "has a pending factor that the directory shows")?;
    leaves_nothing(subject, person).await
}

async fn leaves_others_alone(subject: &dyn Subject) -> Verdict {
    let person = &subject.cast().several;
    let mut before = scene::everybody(subject).await?;
    reset(subject, &scene::id(subject, person).await?).await.worked("the reset")?;
    let mut after = scene::everybody(subject).await?;
    before.remove(&person.login);
    after.remove(&person.login);
    ensure!(before == after, "the others had {before:?}, and have {after:?}");
    Ok(())
}

async fn of_no_factors(subject: &dyn Subject) -> Verdict {
    leaves_nothing(subject, &subject.cast().none).await
}

async fn of_nobody(subject: &dyn Subject) -> Verdict {
    let before = scene::everybody(subject).await?;
    for id in ["00000000000000000000", "nobody", "", ".", "..", "*", "me", "../users"] {
        let reset = reset(subject, &id.into()).await;
        reset.refused(format_args!("resetting {id:?}"), &[NotFound, Invalid])?;
    }
    let after = scene::everybody(subject).await?;
    ensure!(before == after, "there was {before:?}, and there is {after:?}");
    Ok(())
}

async fn tells_the_request_id(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().one).await?;
    let done = reset(subject, &user).await.worked("the reset")?;
    ensure!(done.request_id.is_some(), "no request id came with the reset");
    Ok(())
}
