//! When things go wrong, the error says what, and nothing is claimed that was not seen.

use mfadir_core::{
    Applied, Done, ErrorKind,
    ErrorKind::{Forbidden, Throttled, Timeout, Unauthenticated, Unavailable, Unexpected},
    Operation, RemoveOptions, Result, Retry,
};

use super::Check;
use crate::{
    fault::{Lasting, Mishap},
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const USER: &[Operation] = &[Operation::User];
const REMOVE: &[Operation] = &[Operation::Factors, Operation::Remove];

pub(super) const CHECKS: &[Check] = &[
    Check::new("throttled-is-told", "Too many requests is Throttled, and says that waiting helps.", USER, |subject| {
        Box::pin(throttled_is_told(subject))
    }),
    Check::new("refused-credential-is-told", "401 is Unauthenticated and 403 is Forbidden.", USER, |subject| {
        Box::pin(refused_credential_is_told(subject))
    }),
    Check::new(
        "broken-provider-is-unavailable",
        "500, 502, 503 and a broken connection are Unavailable.",
        USER,
        |subject| Box::pin(broken_provider_is_unavailable(subject)),
    ),
    Check::new(
        "garbage-is-never-an-answer",
        "HTML, nothing, null and half a body are errors, never a list.",
        USER,
        |subject| Box::pin(garbage_is_never_an_answer(subject)),
    ),
    Check::new("passing-fault-never-misleads", "After a passing fault comes the truth or an error.", USER, |subject| {
        Box::pin(passing_fault_never_misleads(subject))
    }),
    Check::new(
        "refused-removal-removes-nothing",
        "A removal that was refused is an error, and removes nothing.",
        REMOVE,
        |subject| Box::pin(refused_removal_removes_nothing(subject)),
    ),
    Check::new("garbage-is-no-removal", "An HTML page after a removal is no success.", REMOVE, |subject| {
        Box::pin(garbage_is_no_removal(subject))
    }),
    Check::new(
        "lost-answer-is-not-claimed",
        "A removal whose answer is lost is done, or perhaps done.",
        REMOVE,
        |subject| Box::pin(lost_answer_is_not_claimed(subject)),
    ),
];

async fn listing(subject: &dyn Subject, mishap: Mishap, kinds: &[ErrorKind]) -> Verdict<mfadir_core::Error> {
    let user = scene::id(subject, &subject.cast().several).await?;
    subject.inject(mishap, Lasting::Always).await?;
    scene::show(subject, &user).await.refused(mishap, kinds)
}

async fn throttled_is_told(subject: &dyn Subject) -> Verdict {
    let error = listing(subject, Mishap::Throttled, &[Throttled]).await?;
    ensure!(error.retry() != Retry::Never, "the error says that trying again never helps: {error:?}");
    Ok(())
}

async fn refused_credential_is_told(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().several).await?;
    for (status, kind) in [(401, Unauthenticated), (403, Forbidden)] {
        subject.inject(Mishap::Status(status), Lasting::Always).await?;
        scene::show(subject, &user).await.refused(Mishap::Status(status), &[kind])?;
    }
    Ok(())
}

async fn broken_provider_is_unavailable(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().several).await?;
    for mishap in [Mishap::Status(500), Mishap::Status(502), Mishap::Status(503), Mishap::NoConnection] {
        subject.inject(mishap, Lasting::Always).await?;
        let error = scene::show(subject, &user).await.refused(mishap, &[Unavailable])?;
        ensure!(error.retry() != Retry::Never, "{mishap}: the error says that trying again never helps");
    }
    Ok(())
}

async fn garbage_is_never_an_answer(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().several).await?;
    for mishap in [Mishap::Page, Mishap::Nothing, Mishap::Null, Mishap::Cut] {
        subject.inject(mishap, Lasting::Always).await?;
        let shown = scene::show(subject, &user).await;
        shown.refused(format_args!("factors after {mishap}"), &[Unexpected, Unavailable])?;
        let found = subject.directory().user(&scene::login(&subject.cast().one.login)).await;
        found.refused(format_args!("a user after {mishap}"), &[Unexpected, Unavailable])?;
    }
    Ok(())
}

const PASSING: &[Mishap] = &[
    Mishap::Throttled,
    Mishap::Status(500),
    Mishap::Status(503),
    Mishap::NoConnection,
    Mishap::LostAnswer,
    Mishap::Cut,
    Mishap::Nothing,
];

async fn passing_fault_never_misleads(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().several).await?;
    let before = scene::shown(subject, &user).await?;
    for mishap in PASSING {
        subject.inject(*mishap, Lasting::Once).await?;
        if let Ok(shown) = scene::show(subject, &user).await {
            ensure!(shown == before, "after {mishap} there is {shown:?}");
        }
        let again = scene::shown(subject, &user).await?;
        ensure!(again == before, "when {mishap} is over there is {again:?}");
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn remove_one(subject: &dyn Subject, mishap: Mishap, lasting: Lasting) -> Verdict<Result<Done>> {
    let (user, factors) = scene::look(subject, &subject.cast().one).await?;
    subject.inject(mishap, lasting).await?;
    Ok(subject.directory().remove(&user, &factors[0].id, &RemoveOptions::default()).await)
}

async fn refused_removal_removes_nothing(subject: &dyn Subject) -> Verdict {
    let refusals = [Mishap::Throttled, Mishap::Status(403), Mishap::Status(503), Mishap::NoConnection];
    let kinds = [Throttled, Forbidden, Unavailable, Timeout];
    for mishap in refusals {
        let removed = remove_one(subject, mishap, Lasting::Always).await?;
        removed.refused(format_args!("a removal after {mishap}"), &kinds)?;
        still_there(subject, mishap).await?;
    }
    Ok(())
}

async fn still_there(subject: &dyn Subject, mishap: Mishap) -> Verdict {
    subject.mend().await?;
    let (_, factors) = scene::look(subject, &subject.cast().one).await?;
    ensure!(factors.len() == 1, "after {mishap} {} factors are left", factors.len());
    Ok(())
}

async fn garbage_is_no_removal(subject: &dyn Subject) -> Verdict {
    let removed = remove_one(subject, Mishap::Page, Lasting::Always).await?;
    let error = removed.refused("a removal answered with a page", &[Unexpected, Unavailable])?;
    ensure!(error.applied() == Applied::Perhaps, "a page proves neither: {error:?}");
    still_there(subject, Mishap::Page).await
}

async fn lost_answer_is_not_claimed(subject: &dyn Subject) -> Verdict {
    let removed = remove_one(subject, Mishap::LostAnswer, Lasting::Once).await?;
    subject.mend().await?;
    let (_, left) = scene::look(subject, &subject.cast().one).await?;
    ensure!(left.is_empty(), "the removal was carried out, yet {left:?} is left");
    if let Err(error) = removed {
        let told = error.applied() == Applied::Perhaps;
        ensure!(told, "the removal was carried out, and the error denies it: {error:?}");
    }
    Ok(())
}
