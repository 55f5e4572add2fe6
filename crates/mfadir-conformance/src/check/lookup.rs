//! A person is found by id or by exactly their login.

use mfadir_core::{ErrorKind, Operation, UserRef, UserStatus};

use super::Check;
use crate::{
    able::{Able, Cannot},
    cast::{Person, cast_as},
    outcome::{Expect, Verdict, ensure},
    scene::{self, login},
    subject::Subject,
};

const USER: &[Operation] = &[Operation::User];

pub(super) const CHECKS: &[Check] = &[
    Check::new("user-by-login", "A login finds exactly the person who has it.", USER, |subject| {
        Box::pin(by_login(subject))
    }),
    Check::new("user-by-login-in-any-case", "The case of a login does not matter.", USER, |subject| {
        Box::pin(by_login_in_any_case(subject))
    }),
    Check::new("user-by-id", "An id finds the same person as their login.", USER, |subject| Box::pin(by_id(subject))),
    Check::new(
        "odd-logins-are-found",
        "Slashes, plus signs and the like in a login change nothing.",
        USER,
        |subject| Box::pin(odd_logins(subject)),
    ),
    Check::new("deactivated-user-is-found", "Who has left is found and shown as deactivated.", USER, |subject| {
        Box::pin(deactivated(subject))
    }),
    Check::new("locked-user-is-shown-locked", "Who is locked out is shown as locked.", USER, |subject| {
        Box::pin(locked(subject))
    }),
    Check::new("user-of-unknown-id-is-not-found", "An id that nobody has finds nobody.", USER, |subject| {
        Box::pin(unknown_id(subject))
    }),
];

async fn by_login(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        found_as(subject, person, &person.login).await?;
    }
    Ok(())
}

async fn by_login_in_any_case(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        found_as(subject, person, &person.login.to_uppercase()).await?;
    }
    Ok(())
}

async fn found_as(subject: &dyn Subject, person: &Person, spelling: &str) -> Verdict {
    let user = subject.directory().user(&login(spelling)).await.worked(format_args!("finding {spelling}"))?;
    ensure!(user.login == person.login, "{spelling} found {}, not {}", user.login, person.login);
    Ok(())
}

async fn by_id(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let user = scene::user(subject, person).await?;
        let same = subject.directory().user(&UserRef::Id(user.id.clone())).await.worked(&user.id)?;
        ensure!(same == user, "{} by id is {same:?}, by login {user:?}", user.id);
    }
    Ok(())
}

async fn odd_logins(subject: &dyn Subject) -> Verdict {
    cast_as(subject.cast().odd.first(), "has an odd login")?;
    for person in &subject.cast().odd {
        found_as(subject, person, &person.login).await?;
        found_as(subject, person, &person.login.to_uppercase()).await?;
    }
    Ok(())
}

/// The state of an account, where the directory tells any.
fn told(status: UserStatus) -> Able<UserStatus> {
    if status == UserStatus::NotTold {
        return Err(Cannot::because("the directory tells no state of accounts"));
    }
    Ok(status)
}

async fn deactivated(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().deactivated.as_ref(), "has left")?;
    let status = told(scene::user(subject, person).await?.status)?;
    ensure!(status == UserStatus::Deactivated, "{} is shown as {status}", person.login);
    Ok(())
}

async fn locked(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().locked.as_ref(), "is locked out")?;
    let status = told(scene::user(subject, person).await?.status)?;
    ensure!(status == UserStatus::Locked, "{} is shown as {status}", person.login);
    Ok(())
}

async fn unknown_id(subject: &dyn Subject) -> Verdict {
    for id in ["00000000000000000000", "99999999", "nobody"] {
        let found = subject.directory().user(&UserRef::Id(id.into())).await;
        found.refused(format_args!("the id {id}"), &[ErrorKind::NotFound])?;
    }
    Ok(())
}
