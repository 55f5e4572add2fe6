//! What checks look at: one person, or everybody.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use mfadir_core::{
    Factor, FactorId, FactorStatus, FactorType, MfaDirectory, MfaDirectoryExt, Operation, PageRequest, Pages, Result,
    ReturnTime, Returning, User, UserId, UserQuery, UserRef,
};

use crate::{
    able::Cannot,
    call::Target,
    cast::Person,
    outcome::{Expect, Verdict, ensure},
    subject::{Request, Sent, Subject},
};

/// More pages than any subject has people.
const ENDLESS: usize = 10_000;

/// A factor as far as a check compares it.
pub(crate) type Seen = (FactorId, FactorType, FactorStatus);

/// What is shown of somebody's factors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Each of them.
    Listed(Vec<Seen>),
    /// Whether there are any, where the directory lists nobody's.
    Told(Option<bool>),
}

/// What is shown of everybody's factors, by login.
pub(crate) type Everybody = BTreeMap<String, Shown>;

/// The reference to a login.
pub(crate) fn login(text: impl Into<String>) -> UserRef {
    UserRef::Login(text.into())
}

/// The person as the directory shows them.
pub(crate) async fn user(subject: &dyn Subject, person: &Person) -> Verdict<User> {
    subject.directory().user(&login(&person.login)).await.worked(format_args!("finding {}", person.login))
}

/// The person's id.
pub(crate) async fn id(subject: &dyn Subject, person: &Person) -> Verdict<UserId> {
    Ok(user(subject, person).await?.id)
}

/// The person's factors.
pub(crate) async fn factors(subject: &dyn Subject, user: &UserId) -> Verdict<Vec<Factor>> {
    subject.directory().factors(user).await.worked(format_args!("listing the factors of {user}"))
}

/// The person's id and factors.
pub(crate) async fn look(subject: &dyn Subject, person: &Person) -> Verdict<(UserId, Vec<Factor>)> {
    let user = id(subject, person).await?;
    let factors = factors(subject, &user).await?;
    Ok((user, factors))
}

/// Whether the directory lists factors at all.
fn lists(subject: &dyn Subject) -> bool {
    subject.directory().profile().capabilities.offers(Operation::Factors)
}

/// What the directory shows of the person's factors, as it answers: the list, or where it lists nobody's, whether there
/// are any.
pub(crate) async fn show(subject: &dyn Subject, user: &UserId) -> Result<Shown> {
    let directory = subject.directory();
    if lists(subject) {
        return directory.factors(user).await.map(|factors| Shown::Listed(seen(&factors)));
    }
    directory.user(&UserRef::Id(user.clone())).await.map(|user| Shown::Told(user.has_factors))
}

/// The same, where it shows anything.
pub(crate) async fn shown(subject: &dyn Subject, user: &UserId) -> Verdict<Shown> {
    match show(subject, user).await.worked(format_args!("looking for factors of {user}"))? {
        Shown::Told(None) => Err(Cannot::because("the directory neither lists factors nor tells of any").into()),
        shown => Ok(shown),
    }
}

/// The person and one of their factors, or a word that is none where they have none or factors are not listed.
pub(crate) async fn target(subject: &dyn Subject, person: &Person) -> Verdict<Target> {
    let user = id(subject, person).await?;
    let factors = if lists(subject) { factors(subject, &user).await? } else { Vec::new() };
    let factor = factors.into_iter().next().map_or_else(|| "none".into(), |first| first.id);
    Ok(Target { user, factor })
}

/// The factors that the directory declares to come back by themselves as soon as they are removed.
pub(crate) fn returning_at_once(subject: &dyn Subject) -> Vec<Returning> {
    let directory = subject.directory();
    let declared = &directory.profile().capabilities.returning;
    declared.iter().filter(|returning| returning.when == ReturnTime::AtOnce).cloned().collect()
}

/// Whether such a factor is declared to come back by itself as soon as it is removed.
pub(crate) fn returns_at_once(subject: &dyn Subject, factor_type: &FactorType) -> bool {
    returning_at_once(subject).iter().any(|returning| returning.factor.covers(factor_type))
}

/// What a check compares of these factors, in the order of their ids.
pub(crate) fn seen(factors: &[Factor]) -> Vec<Seen> {
    let mut seen: Vec<_> =
        factors.iter().map(|factor| (factor.id.clone(), factor.factor_type.clone(), factor.status.clone())).collect();
    seen.sort();
    seen
}

/// The ids of these factors, in order.
pub(crate) fn ids(factors: &[Factor]) -> Vec<FactorId> {
    seen(factors).into_iter().map(|(id, _, _)| id).collect()
}

/// What is shown of the factors of the whole cast.
pub(crate) async fn everybody(subject: &dyn Subject) -> Verdict<Everybody> {
    let mut all = Everybody::new();
    for person in subject.cast().everybody() {
        let user = id(subject, person).await?;
        all.insert(person.login.clone(), shown(subject, &user).await?);
    }
    Ok(all)
}

/// The requests since the first `already`, without those for a credential.
pub(crate) async fn requests_since(subject: &dyn Subject, already: usize) -> Verdict<Vec<Request>> {
    let requests = subject.requests().await?;
    Ok(requests.into_iter().skip(already).filter(|request| request.sent != Sent::ForCredential).collect())
}

/// The items of every page, one after the other.
pub(crate) async fn items<T>(pages: impl Pages<T>) -> Verdict<Vec<T>> {
    let pages: Vec<_> = pages.take(ENDLESS).collect().await;
    ensure!(pages.len() < ENDLESS, "the pages never end");
    let mut items = Vec::new();
    for (number, page) in (1..).zip(pages) {
        items.extend(page.worked(format_args!("page {number}"))?.items);
    }
    Ok(items)
}

/// The logins on every page of a query, sorted, repeated ones as often as they came.
pub(crate) async fn logins(
    directory: &dyn MfaDirectory,
    query: &UserQuery,
    limit: Option<u32>,
) -> Verdict<Vec<String>> {
    let people = items(directory.user_pages(query, PageRequest { limit, cursor: None })).await?;
    let mut logins: Vec<_> = people.into_iter().map(|user| user.login).collect();
    logins.sort();
    Ok(logins)
}
