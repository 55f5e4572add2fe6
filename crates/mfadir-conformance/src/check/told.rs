//! What a person's record tells of factors: whether there are any.

use mfadir_core::{MfaDirectoryExt, Operation, PageRequest, ResetOptions, UserQuery};

use super::Check;
use crate::{
    able::Cannot,
    cast::Person,
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const USER: &[Operation] = &[Operation::User];
const USERS: &[Operation] = &[Operation::User, Operation::Users];
const RESET: &[Operation] = &[Operation::User, Operation::Reset];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "factors-are-told-truly",
        "Where a person's record tells whether there are factors, that is true.",
        USER,
        |subject| Box::pin(told_truly(subject)),
    ),
    Check::new(
        "factors-are-told-alike",
        "A list of people tells of factors what a lookup tells, or nothing.",
        USERS,
        |subject| Box::pin(told_alike(subject)),
    ),
    Check::new(
        "reset-is-told-of-the-person",
        "After a reset the person's record tells of no factors.",
        RESET,
        |subject| Box::pin(reset_is_told(subject)),
    ),
];

async fn told(subject: &dyn Subject, person: &Person) -> Verdict<Option<bool>> {
    Ok(scene::user(subject, person).await?.has_factors)
}

fn untold() -> Cannot {
    Cannot::because("the directory does not tell with a person whether they have factors")
}

async fn told_truly(subject: &dyn Subject) -> Verdict {
    let cast = subject.cast();
    let mut seen = false;
    for person in [&cast.several, &cast.one, &cast.none] {
        let told = told(subject, person).await?;
        let has = !person.factors.is_empty();
        ensure!(told.is_none_or(|told| told == has), "of {} it tells {told:?}", person.login);
        seen |= told.is_some();
    }
    if seen { Ok(()) } else { Err(untold().into()) }
}

async fn told_alike(subject: &dyn Subject) -> Verdict {
    let directory = subject.directory();
    let people = scene::items(directory.user_pages(&UserQuery::All, PageRequest::default())).await?;
    let listed: Vec<_> = people.into_iter().filter(|user| user.has_factors.is_some()).collect();
    for person in subject.cast().everybody() {
        let alone = scene::user(subject, person).await?;
        if let Some(among) = listed.iter().find(|user| user.id == alone.id) {
            let (among, alone) = (among.has_factors, alone.has_factors);
            ensure!(among == alone, "of {} a list tells {among:?}, a lookup {alone:?}", person.login);
        }
    }
    if listed.is_empty() {
        Err(Cannot::because("no list of people tells whether they have factors").into())
    } else {
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn reset_is_told(subject: &dyn Subject) -> Verdict {
    let person = &subject.cast().several;
    told(subject, person).await?.ok_or_else(untold)?;
    if !scene::returning_at_once(subject).is_empty() {
        return Err(Cannot::because("some factors come back by themselves at once").into());
    }
    let user = scene::id(subject, person).await?;
    subject.directory().reset(&user, &ResetOptions::default()).await.worked("the reset")?;
    let after = told(subject, person).await?;
    ensure!(after == Some(false), "after the reset it tells {after:?} of {}", person.login);
    Ok(())
}
