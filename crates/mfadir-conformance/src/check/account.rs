//! Locks and sessions.

use mfadir_core::{
    Done,
    ErrorKind::{Conflict, Invalid, NotFound},
    FactorStatus, Operation, Result, SessionOptions, UserId, UserStatus,
};

use super::Check;
use crate::{
    cast::cast_as,
    outcome::{Expect, Verdict, ensure},
    scene::{self, Everybody, Shown},
    subject::Subject,
};

const UNLOCK: &[Operation] = &[Operation::User, Operation::Unlock];
const SESSIONS: &[Operation] = &[Operation::User, Operation::EndSessions];

pub(super) const CHECKS: &[Check] = &[
    Check::new("unlock-lifts-the-lock", "A locked account that is unlocked is no longer locked.", UNLOCK, |subject| {
        Box::pin(unlock_lifts_the_lock(subject))
    }),
    Check::new(
        "unlock-of-an-open-account-is-conflict",
        "An account that is not locked answers Conflict.",
        UNLOCK,
        |subject| Box::pin(unlock_of_an_open_account(subject)),
    ),
    Check::new("unlock-keeps-factors", "Unlocking takes nobody's factors.", UNLOCK, |subject| {
        Box::pin(unlock_keeps_factors(subject))
    }),
    Check::new("unlock-of-nobody-is-not-found", "Nobody, however spelled, cannot be unlocked.", UNLOCK, |subject| {
        Box::pin(unlock_of_nobody(subject))
    }),
    Check::new("sessions-end", "Sessions of a person can be ended, again and again.", SESSIONS, |subject| {
        Box::pin(sessions_end(subject))
    }),
    Check::new("sessions-of-nobody-are-not-found", "Nobody, however spelled, has no sessions.", SESSIONS, |subject| {
        Box::pin(sessions_of_nobody(subject))
    }),
];

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn unlock(subject: &dyn Subject, user: &UserId) -> Result<Done> {
    subject.directory().unlock(user).await
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn end_sessions(subject: &dyn Subject, user: &UserId) -> Result<Done> {
    subject.directory().end_sessions(user, &SessionOptions::default()).await
}

async fn unlock_lifts_the_lock(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().locked.as_ref(), "is locked out")?;
    let user = scene::id(subject, person).await?;
    unlock(subject, &user).await.worked("unlocking")?;
    let status = scene::user(subject, person).await?.status;
    ensure!(status != UserStatus::Locked, "{} is still locked", person.login);
    unlock(subject, &user).await.refused("unlocking again", &[Conflict]).map(drop)
}

async fn unlock_of_an_open_account(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().one).await?;
    unlock(subject, &user).await.refused("unlocking an account that is not locked", &[Conflict]).map(drop)
}

async fn unlock_keeps_factors(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().locked.as_ref(), "is locked out")?;
    let user = scene::id(subject, person).await?;
    let before = factors_of_everybody(subject).await?;
    unlock(subject, &user).await.worked("unlocking")?;
    let after = factors_of_everybody(subject).await?;
    ensure!(before == after, "there was {before:?}, and there is {after:?}");
    Ok(())
}

/// Without their states: where it is factors that are locked, unlocking changes them.
async fn factors_of_everybody(subject: &dyn Subject) -> Verdict<Everybody> {
    let mut all = scene::everybody(subject).await?;
    for shown in all.values_mut() {
        if let Shown::Listed(factors) = shown {
            for (_, _, status) in factors {
                *status = FactorStatus::Active;
            }
        }
    }
    Ok(all)
}

const NOBODY: &[&str] = &["00000000000000000000", "99999999", "nobody", "", ".", "..", "*", "me", "../users"];

async fn unlock_of_nobody(subject: &dyn Subject) -> Verdict {
    for id in NOBODY {
        let unlocked = unlock(subject, &UserId::from(*id)).await;
        unlocked.refused(format_args!("unlocking {id:?}"), &[NotFound, Invalid])?;
    }
    Ok(())
}

async fn sessions_end(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().several).await?;
    end_sessions(subject, &user).await.worked("ending the sessions")?;
    end_sessions(subject, &user).await.worked("ending the sessions again").map(drop)
}

async fn sessions_of_nobody(subject: &dyn Subject) -> Verdict {
    for id in NOBODY {
        let ended = end_sessions(subject, &UserId::from(*id)).await;
        ended.refused(format_args!("ending the sessions of {id:?}"), &[NotFound, Invalid])?;
    }
    Ok(())
}
