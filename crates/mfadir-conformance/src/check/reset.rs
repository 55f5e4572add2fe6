//! All factors go at once.

use mfadir_core::{
    Applied, Done,
    ErrorKind::{Forbidden, Invalid, NotFound, Throttled, Timeout, Unavailable},
    Operation, ResetOptions, Result, UserId,
};

use super::Check;
use crate::{
    cast::{Person, cast_as},
    fault::{Lasting, Mishap},
    outcome::{Expect, Verdict, ensure},
    scene::{self, Shown},
    subject::Subject,
};

const RESET: &[Operation] = &[Operation::Reset];

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
    Check::new(
        "refused-reset-removes-nothing",
        "A reset that was refused is an error, and removes nothing.",
        RESET,
        |subject| Box::pin(refused_removes_nothing(subject)),
    ),
    Check::new(
        "lost-reset-is-not-claimed",
        "A reset whose answer is lost is done, or perhaps done.",
        RESET,
        |subject| Box::pin(lost_is_not_claimed(subject)),
    ),
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
    nothing_is_left(subject, person, scene::shown(subject, &user).await?)
}

/// Nothing but what is declared to return at once.
fn nothing_is_left(subject: &dyn Subject, person: &Person, left: Shown) -> Verdict {
    match left {
        Shown::Listed(mut more) => {
            more.retain(|(_, factor_type, _)| !scene::returns_at_once(subject, factor_type));
            ensure!(more.is_empty(), "{} still has {more:?}", person.login);
        }
        Shown::Told(told) => {
            let is_left = told == Some(true) && scene::returning_at_once(subject).is_empty();
            ensure!(!is_left, "{} still has factors", person.login);
        }
    }
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

/// Resets the person of one factor while something happens to the request.
async fn reset_amid(subject: &dyn Subject, mishap: Mishap, lasting: Lasting) -> Verdict<Result<Done>> {
    let user = scene::id(subject, &subject.cast().one).await?;
    subject.inject(mishap, lasting).await?;
    let answer = reset(subject, &user).await;
    subject.mend().await?;
    Ok(answer)
}

async fn refused_removes_nothing(subject: &dyn Subject) -> Verdict {
    let before = scene::everybody(subject).await?;
    for mishap in [Mishap::Throttled, Mishap::Status(403), Mishap::Status(503), Mishap::NoConnection] {
        let answer = reset_amid(subject, mishap, Lasting::Always).await?;
        answer.refused(format_args!("a reset after {mishap}"), &[Throttled, Forbidden, Unavailable, Timeout])?;
        let after = scene::everybody(subject).await?;
        ensure!(before == after, "after {mishap} there was {before:?}, and there is {after:?}");
    }
    Ok(())
}

async fn lost_is_not_claimed(subject: &dyn Subject) -> Verdict {
    let answer = reset_amid(subject, Mishap::LostAnswer, Lasting::Once).await?;
    let person = &subject.cast().one;
    let user = scene::id(subject, person).await?;
    nothing_is_left(subject, person, scene::shown(subject, &user).await?)?;
    if let Err(error) = answer {
        let told = error.applied() == Applied::Perhaps;
        ensure!(told, "the reset was carried out, and the error denies it: {error:?}");
    }
    Ok(())
}

async fn tells_the_request_id(subject: &dyn Subject) -> Verdict {
    subject.names_requests()?;
    let user = scene::id(subject, &subject.cast().one).await?;
    let done = reset(subject, &user).await.worked("the reset")?;
    ensure!(done.request_id.is_some(), "no request id came with the reset");
    Ok(())
}
