//! The factors of a person, and one of them.

use std::{collections::BTreeSet, slice::from_ref};

use mfadir_core::{ErrorKind, FactorStatus, FactorType, Kind, Operation};

use super::Check;
use crate::{
    cast::{Person, cast_as},
    fault::{Lasting, Mishap},
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const FACTORS: &[Operation] = &[Operation::Factors];
const FACTOR: &[Operation] = &[Operation::Factors, Operation::Factor];

pub(super) const CHECKS: &[Check] = &[
    Check::new("factors-as-they-are", "Everybody's factors are listed with kind and issuer.", FACTORS, |subject| {
        Box::pin(as_they_are(subject))
    }),
    Check::new("no-factors-is-an-empty-list", "Who has no factor has an empty list.", FACTORS, |subject| {
        Box::pin(none_is_empty(subject))
    }),
    Check::new(
        "unknown-kind-is-kept",
        "A factor of an unknown type is listed under its own word.",
        FACTORS,
        |subject| Box::pin(unknown_kind_is_kept(subject)),
    ),
    Check::new("factor-is-listed-once", "No factor is listed twice.", FACTORS, |subject| {
        Box::pin(listed_once(subject))
    }),
    Check::new(
        "repeated-rows-are-one-factor",
        "A factor whose row the provider repeats is listed once.",
        FACTORS,
        |subject| Box::pin(repeated_rows(subject)),
    ),
    Check::new("two-phones-are-two-factors", "Two phones of one person are two factors.", FACTORS, |subject| {
        Box::pin(two_phones(subject))
    }),
    Check::new(
        "pending-factor-is-listed",
        "An enrollment that is not completed is listed as pending.",
        FACTORS,
        |subject| Box::pin(pending_is_listed(subject)),
    ),
    Check::new(
        "removal-takes-names-others",
        "What goes with a factor is among the person's others.",
        FACTORS,
        |subject| Box::pin(removal_takes_names_others(subject)),
    ),
    Check::new("factor-is-the-listed-one", "One factor looks as it does in the list.", FACTOR, |subject| {
        Box::pin(factor_is_the_listed_one(subject))
    }),
    Check::new("factor-of-another-is-not-found", "Another person's factor is not found.", FACTOR, |subject| {
        Box::pin(factor_of_another(subject))
    }),
];

async fn types(subject: &dyn Subject, person: &Person) -> Verdict<Vec<FactorType>> {
    let (_, factors) = scene::look(subject, person).await?;
    let mut types: Vec<_> = factors.into_iter().map(|factor| factor.factor_type).collect();
    types.sort();
    Ok(types)
}

async fn lists_as_seeded(subject: &dyn Subject, person: &Person) -> Verdict {
    let mut expected = person.factors.clone();
    expected.sort();
    let listed = types(subject, person).await?;
    ensure!(listed == expected, "{} has {listed:?}, not {expected:?}", person.login);
    Ok(())
}

async fn as_they_are(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        lists_as_seeded(subject, person).await?;
    }
    Ok(())
}

async fn none_is_empty(subject: &dyn Subject) -> Verdict {
    let listed = types(subject, &subject.cast().none).await?;
    ensure!(listed.is_empty(), "{} has {listed:?}", subject.cast().none.login);
    Ok(())
}

async fn unknown_kind_is_kept(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().unknown_kind.as_ref(), "has a factor of an unknown type")?;
    lists_as_seeded(subject, person).await?;
    let listed = types(subject, person).await?;
    let kept = listed.iter().any(|factor| matches!(factor.kind, Kind::Other(_)));
    ensure!(kept, "{} has {listed:?}, none under the provider's own word", person.login);
    Ok(())
}

async fn listed_once(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let (_, factors) = scene::look(subject, person).await?;
        let distinct: BTreeSet<_> = factors.iter().map(|factor| &factor.id).collect();
        ensure!(distinct.len() == factors.len(), "a factor of {} is listed twice", person.login);
    }
    Ok(())
}

async fn repeated_rows(subject: &dyn Subject) -> Verdict {
    let (user, before) = scene::look(subject, &subject.cast().several).await?;
    subject.inject(Mishap::RowsTwice, Lasting::Once).await?;
    let after = scene::factors(subject, &user).await?;
    ensure!(scene::seen(&after) == scene::seen(&before), "with every row twice, {} factors", after.len());
    Ok(())
}

async fn two_phones(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().two_phones.as_ref(), "has two phones")?;
    let (_, factors) = scene::look(subject, person).await?;
    let phones: BTreeSet<_> =
        factors.iter().filter(|factor| matches!(factor.kind(), Kind::Sms | Kind::Voice)).map(|f| &f.id).collect();
    ensure!(phones.len() >= 2, "{} has the phones {phones:?}", person.login);
    Ok(())
}

async fn pending_is_listed(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().pending.as_ref(), "has a pending factor that the directory shows")?;
    let (_, factors) = scene::look(subject, person).await?;
    let pending = factors.iter().any(|factor| factor.status == FactorStatus::Pending);
    ensure!(pending, "no factor of {} is pending", person.login);
    Ok(())
}

async fn removal_takes_names_others(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let (_, factors) = scene::look(subject, person).await?;
        let ids = scene::ids(&factors);
        for factor in &factors {
            let others = factor.removal_takes.iter().all(|id| *id != factor.id && ids.contains(id));
            ensure!(others, "{} of {} takes {:?}", factor.id, person.login, factor.removal_takes);
        }
    }
    Ok(())
}

async fn factor_is_the_listed_one(subject: &dyn Subject) -> Verdict {
    let (user, factors) = scene::look(subject, &subject.cast().several).await?;
    for listed in factors {
        let one = subject.directory().factor(&user, &listed.id).await.worked(&listed.id)?;
        ensure!(scene::seen(from_ref(&one)) == scene::seen(from_ref(&listed)), "{one:?} is listed as {listed:?}");
    }
    Ok(())
}

async fn factor_of_another(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().none).await?;
    let (_, others) = scene::look(subject, &subject.cast().one).await?;
    for factor in others.iter().map(|factor| &factor.id).chain([&"nothing".into(), &"..".into(), &"".into()]) {
        let found = subject.directory().factor(&user, factor).await;
        found.refused(format_args!("the factor {factor:?} of {user}"), &[ErrorKind::NotFound, ErrorKind::Invalid])?;
    }
    Ok(())
}
