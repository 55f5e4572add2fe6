//! What could be enrolled, and what many people have.

use std::collections::BTreeMap;

use mfadir_core::{ErrorKind, FactorId, Operation, PageRequest, UserRef};

use super::Check;
use crate::{
    outcome::{Expect, Stop, Verdict, ensure},
    scene,
    subject::Subject,
};

/// More pages than any subject has factors.
const ENDLESS: usize = 10_000;

const AVAILABLE: &[Operation] = &[Operation::AvailableFactors];
const QUESTIONS: &[Operation] = &[Operation::Questions];
const INVENTORY: &[Operation] = &[Operation::Inventory];

pub(super) const CHECKS: &[Check] = &[
    Check::new("available-factors-are-offered", "Who has no factor is offered some to enroll.", AVAILABLE, |subject| {
        Box::pin(available_are_offered(subject))
    }),
    Check::new("available-factors-of-nobody", "Nobody's available factors are not found.", AVAILABLE, |subject| {
        Box::pin(available_of_nobody(subject))
    }),
    Check::new(
        "questions-have-keys-and-texts",
        "Each security question has a key of its own and a text.",
        QUESTIONS,
        |subject| Box::pin(questions_have_keys_and_texts(subject)),
    ),
    Check::new(
        "inventory-holds-every-factor",
        "The inventory holds each person's factors once.",
        INVENTORY,
        |subject| Box::pin(inventory_holds_every_factor(subject)),
    ),
];

async fn available_are_offered(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().none).await?;
    let offered = subject.directory().available_factors(&user).await.worked("the available factors")?;
    ensure!(!offered.is_empty(), "{} is offered nothing", subject.cast().none.login);
    Ok(())
}

async fn available_of_nobody(subject: &dyn Subject) -> Verdict {
    for id in ["00000000000000000000", "me", ".."] {
        let offered = subject.directory().available_factors(&id.into()).await;
        offered.refused(format_args!("{id:?}"), &[ErrorKind::NotFound, ErrorKind::Invalid])?;
    }
    Ok(())
}

async fn questions_have_keys_and_texts(subject: &dyn Subject) -> Verdict {
    let user = scene::id(subject, &subject.cast().none).await?;
    let questions = subject.directory().questions(&user).await.worked("the questions")?;
    let texts: BTreeMap<_, _> = questions.iter().map(|question| (&question.key, &question.text)).collect();
    ensure!(!questions.is_empty(), "there are no questions");
    ensure!(texts.len() == questions.len(), "two questions share a key");
    ensure!(texts.values().all(|text| !text.is_empty()), "a question has no text");
    Ok(())
}

async fn inventory_holds_every_factor(subject: &dyn Subject) -> Verdict {
    let stock = inventory(subject).await?;
    for person in subject.cast().everybody() {
        let (user, factors) = scene::look(subject, person).await?;
        let mut owned = stock.get(user.as_str()).or_else(|| stock.get(&person.login)).cloned().unwrap_or_default();
        owned.sort();
        let listed = scene::ids(&factors);
        ensure!(owned == listed, "the inventory gives {} {owned:?}, the list {listed:?}", person.login);
    }
    Ok(())
}

async fn inventory(subject: &dyn Subject) -> Verdict<BTreeMap<String, Vec<FactorId>>> {
    let directory = subject.directory();
    let mut request = PageRequest { limit: Some(5), cursor: None };
    let mut owned: BTreeMap<String, Vec<FactorId>> = BTreeMap::new();
    for _ in 0..ENDLESS {
        let page = directory.inventory(&request).await.worked("the inventory")?;
        for (user, factor) in page.items {
            owned.entry(user.map(owner).unwrap_or_default()).or_default().push(factor.id);
        }
        let Some(cursor) = page.next else { return Ok(owned) };
        request = request.at(cursor);
    }
    Err(Stop::Failed("the pages never end".to_owned()))
}

fn owner(user: UserRef) -> String {
    match user {
        UserRef::Id(id) => id.to_string(),
        UserRef::Login(login) => login,
    }
}
