//! One factor goes, with those that it says it takes, and nothing else.

use futures_util::future::join;
use mfadir_core::{Factor, FactorId, Operation, RemoveOptions, Result, UserId};

use super::Check;
use crate::{
    cast::{Person, cast_as},
    outcome::{Expect, Stop, Verdict, ensure},
    scene::{self, Shown},
    subject::Subject,
};
use mfadir_core::ErrorKind::{Invalid, NotFound};

const REMOVE: &[Operation] = &[Operation::Factors, Operation::Remove];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "remove-takes-what-it-says",
        "A removal takes the factor and what removal_takes names.",
        REMOVE,
        |subject| Box::pin(takes_what_it_says(subject)),
    ),
    Check::new(
        "remove-takes-the-family",
        "The factor that takes most with it takes exactly those.",
        REMOVE,
        |subject| Box::pin(takes_the_family(subject)),
    ),
    Check::new("remove-leaves-others-alone", "Nobody else loses a factor.", REMOVE, |subject| {
        Box::pin(leaves_others_alone(subject))
    }),
    Check::new("remove-twice-is-not-found", "A factor that is gone cannot be removed again.", REMOVE, |subject| {
        Box::pin(twice_is_not_found(subject))
    }),
    Check::new(
        "remove-at-once-counts-once",
        "Of two removals at once, one is done and one finds nothing.",
        REMOVE,
        |subject| Box::pin(at_once_counts_once(subject)),
    ),
    Check::new(
        "remove-of-anothers-factor-is-not-found",
        "Another person's factor is not found, and stays.",
        REMOVE,
        |subject| Box::pin(of_anothers_factor(subject)),
    ),
    Check::new(
        "remove-of-odd-ids-takes-nothing",
        "Ids that an address would take apart remove nothing.",
        REMOVE,
        |subject| Box::pin(of_odd_ids(subject)),
    ),
    Check::new(
        "remove-for-odd-users-takes-nothing",
        "me, dots and separators are nobody to remove from.",
        REMOVE,
        |subject| Box::pin(for_odd_users(subject)),
    ),
    Check::new("remove-of-a-pending-factor", "A pending factor can be removed.", REMOVE, |subject| {
        Box::pin(of_a_pending_factor(subject))
    }),
    Check::new("remove-works-for-odd-logins", "Whoever can be found can lose a factor.", REMOVE, |subject| {
        Box::pin(works_for_odd_logins(subject))
    }),
    Check::new("remove-tells-the-request-id", "A removal tells the provider's id of its request.", REMOVE, |subject| {
        Box::pin(tells_the_request_id(subject))
    }),
];

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn remove(subject: &dyn Subject, user: &UserId, factor: &FactorId) -> Result<mfadir_core::Done> {
    subject.directory().remove(user, factor, &RemoveOptions::default()).await
}

/// Removes the factor and compares what is gone with what it announced.
async fn remove_as_announced(subject: &dyn Subject, person: &Person, user: &UserId, factor: &Factor) -> Verdict {
    let mut kept = scene::ids(&scene::factors(subject, user).await?);
    let removed = remove(subject, user, &factor.id).await;
    removed.worked(format_args!("removing {} of {}", factor.factor_type, person.login))?;
    let mut left = scene::factors(subject, user).await?;
    left.retain(|factor| kept.contains(&factor.id) || !scene::returns_at_once(subject, &factor.factor_type));
    kept.retain(|id| *id != factor.id && !factor.removal_takes.contains(id));
    let left = scene::ids(&left);
    ensure!(left == kept, "removing {} left {left:?}, not {kept:?}", factor.factor_type);
    Ok(())
}

async fn takes_what_it_says(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let (user, mut factors) = scene::look(subject, person).await?;
        factors.sort_by_key(|factor| factor.removal_takes.len());
        for factor in factors {
            let now = scene::factors(subject, &user).await?;
            if let Some(factor) = now.iter().find(|other| other.id == factor.id) {
                remove_as_announced(subject, person, &user, factor).await?;
            }
        }
    }
    Ok(())
}

async fn takes_the_family(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().family.as_ref(), "has a factor that takes others with it")?;
    let (user, factors) = scene::look(subject, person).await?;
    let most = factors.iter().max_by_key(|factor| factor.removal_takes.len());
    let most = most.filter(|factor| !factor.removal_takes.is_empty());
    let most = most.ok_or_else(|| Stop::Failed(format!("no factor of {} takes another", person.login)))?;
    remove_as_announced(subject, person, &user, most).await
}

async fn leaves_others_alone(subject: &dyn Subject) -> Verdict {
    let person = &subject.cast().several;
    let mut before = scene::everybody(subject).await?;
    let (user, factors) = scene::look(subject, person).await?;
    for factor in &factors {
        let _ = remove(subject, &user, &factor.id).await;
    }
    let mut after = scene::everybody(subject).await?;
    before.remove(&person.login);
    ensure!(
        after.remove(&person.login).is_some_and(|left| left == Shown::Listed(Vec::new())),
        "{} kept a factor",
        person.login
    );
    ensure!(before == after, "the others had {before:?}, and have {after:?}");
    Ok(())
}

async fn twice_is_not_found(subject: &dyn Subject) -> Verdict {
    let (user, factors) = scene::look(subject, &subject.cast().one).await?;
    for factor in &factors {
        remove(subject, &user, &factor.id).await.worked("the first removal")?;
        remove(subject, &user, &factor.id).await.refused("the second removal", &[NotFound])?;
    }
    Ok(())
}

/// Tries removals that must find nothing, and looks whether anything is gone.
async fn removes_nothing(subject: &dyn Subject, attempts: &[(UserId, FactorId)]) -> Verdict {
    let before = scene::everybody(subject).await?;
    for (user, factor) in attempts {
        let removed = remove(subject, user, factor).await;
        removed.refused(format_args!("removing {factor:?} of {user:?}"), &[NotFound, Invalid])?;
    }
    let after = scene::everybody(subject).await?;
    ensure!(before == after, "there was {before:?}, and there is {after:?}");
    Ok(())
}

async fn at_once_counts_once(subject: &dyn Subject) -> Verdict {
    subject.takes_turns()?;
    let (user, factors) = scene::look(subject, &subject.cast().one).await?;
    for factor in &factors {
        let (first, second) = join(remove(subject, &user, &factor.id), remove(subject, &user, &factor.id)).await;
        let done = usize::from(first.is_ok()) + usize::from(second.is_ok());
        ensure!(done <= 1, "both removals of {} were done", factor.id);
        for late in [first, second].into_iter().filter(Result::is_err) {
            late.refused("the later removal", &[NotFound])?;
        }
    }
    let left = scene::factors(subject, &user).await?;
    ensure!(left.is_empty(), "{left:?} is left");
    Ok(())
}

async fn of_anothers_factor(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().none).await?;
    let mut attempts = Vec::new();
    for person in [&subject.cast().several, &subject.cast().one] {
        let (_, factors) = scene::look(subject, person).await?;
        attempts.extend(factors.into_iter().map(|factor| (user.clone(), factor.id)));
    }
    removes_nothing(subject, &attempts).await
}

async fn of_odd_ids(subject: &dyn Subject) -> Verdict {
    let (user, factors) = scene::look(subject, &subject.cast().several).await?;
    let odd = ["nothing", "", ".", "..", "*", "/", "../..", "..%2f", "?", "#"].map(FactorId::from);
    let longer = factors.iter().flat_map(|factor| {
        [format!("{}/", factor.id), format!("{}?x=1", factor.id), format!("./{}", factor.id)].map(FactorId::from)
    });
    let attempts: Vec<_> = odd.into_iter().chain(longer).map(|factor| (user.clone(), factor)).collect();
    removes_nothing(subject, &attempts).await
}

async fn for_odd_users(subject: &dyn Subject) -> Verdict {
    let (user, factors) = scene::look(subject, &subject.cast().one).await?;
    let odd = ["nobody", "", ".", "..", "*", "me", "../users", "?"].map(UserId::from);
    let longer = [format!("{user}/"), format!("./{user}"), format!("{user}?x=1")].map(UserId::from);
    let users = odd.into_iter().chain(longer);
    let attempts: Vec<_> = users.map(|odd| (odd, factors[0].id.clone())).collect();
    removes_nothing(subject, &attempts).await
}

async fn of_a_pending_factor(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().pending.as_ref(), "has a pending factor that the directory shows")?;
    let (user, factors) = scene::look(subject, person).await?;
    for factor in factors.iter().filter(|factor| factor.status == mfadir_core::FactorStatus::Pending) {
        remove_as_announced(subject, person, &user, factor).await?;
    }
    Ok(())
}

async fn works_for_odd_logins(subject: &dyn Subject) -> Verdict {
    for person in &subject.cast().odd {
        let (user, factors) = scene::look(subject, person).await?;
        if let Some(factor) = factors.first() {
            remove_as_announced(subject, person, &user, factor).await?;
        }
    }
    Ok(())
}

async fn tells_the_request_id(subject: &dyn Subject) -> Verdict {
    subject.names_requests()?;
    let (user, factors) = scene::look(subject, &subject.cast().one).await?;
    for factor in &factors {
        let done = remove(subject, &user, &factor.id).await.worked("the removal")?;
        ensure!(done.request_id.is_some(), "no request id came with the removal");
    }
    Ok(())
}
