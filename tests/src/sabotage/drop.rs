//! Saboteurs that lose something, show it twice, or show what was not asked for.

use async_trait::async_trait;
use mfadir_core::{
    Event, EventQuery, Factor, FactorStatus, Group, GroupQuery, Kind, MfaDirectory, Page, PageRequest, Result, User,
    UserId, UserQuery,
};

use super::{Sabotage, Saboteur, saboteur};

pub(super) const ALL: &[Saboteur] = &[
    saboteur!("second-page-lost", "pages-cover-everyone-once", SecondPageLost),
    saboteur!("last-of-each-page-lost", "pages-match-the-longest", LastOfEachPageLost),
    saboteur!("cursor-ignored", "cursor-can-be-used-twice", CursorIgnored),
    saboteur!("strange-cursor-accepted", "strange-cursor-is-refused", StrangeCursorAccepted),
    saboteur!("group-by-its-beginning", "group-name-has-no-wildcards", GroupByBeginning),
    saboteur!("limit-ignored", "pages-keep-the-limit", LimitIgnored),
    saboteur!("group-page-repeated", "group-pages-hold-each-once", GroupRepeated),
    saboteur!("unknown-factor-dropped", "unknown-kind-is-kept", UnknownDropped),
    saboteur!("unknown-factor-renamed", "factors-as-they-are", UnknownRenamed),
    saboteur!("pending-factor-hidden", "pending-factor-is-listed", PendingHidden),
    saboteur!("rows-repeated", "factor-is-listed-once", RowsRepeated),
    saboteur!("event-order-ignored", "events-newest-first", EventOrderIgnored),
];

#[derive(Debug)]
struct EventOrderIgnored;

#[async_trait]
impl Sabotage for EventOrderIgnored {
    async fn events(&self, honest: &dyn MfaDirectory, query: &EventQuery, page: &PageRequest) -> Result<Page<Event>> {
        honest.events(&EventQuery { newest_first: false, ..query.clone() }, page).await
    }
}

#[derive(Debug)]
struct SecondPageLost;

#[async_trait]
impl Sabotage for SecondPageLost {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        Ok(Page { next: None, ..honest.users(query, page).await? })
    }
}

#[derive(Debug)]
struct LastOfEachPageLost;

#[async_trait]
impl Sabotage for LastOfEachPageLost {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        let mut people = honest.users(query, page).await?;
        people.items.pop_if(|_| people.next.is_some());
        Ok(people)
    }
}

#[derive(Debug)]
struct CursorIgnored;

#[async_trait]
impl Sabotage for CursorIgnored {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        honest.users(query, &PageRequest { limit: page.limit, cursor: None }).await
    }
}

#[derive(Debug)]
struct StrangeCursorAccepted;

#[async_trait]
impl Sabotage for StrangeCursorAccepted {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        let people = honest.users(query, page).await;
        people.or(honest.users(query, &PageRequest { limit: page.limit, cursor: None }).await)
    }
}

#[derive(Debug)]
struct GroupByBeginning;

#[async_trait]
impl Sabotage for GroupByBeginning {
    async fn groups(&self, honest: &dyn MfaDirectory, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        let GroupQuery::Named(name) = query else { return honest.groups(query, page).await };
        let mut groups = honest.groups(&GroupQuery::All, page).await?;
        groups.items.retain(|group| group.name.to_lowercase().starts_with(&name.to_lowercase()));
        Ok(groups)
    }
}

#[derive(Debug)]
struct LimitIgnored;

#[async_trait]
impl Sabotage for LimitIgnored {
    async fn users(&self, honest: &dyn MfaDirectory, query: &UserQuery, page: &PageRequest) -> Result<Page<User>> {
        honest.users(query, &PageRequest { limit: Some(10), cursor: page.cursor.clone() }).await
    }
}

#[derive(Debug)]
struct GroupRepeated;

#[async_trait]
impl Sabotage for GroupRepeated {
    async fn groups(&self, honest: &dyn MfaDirectory, query: &GroupQuery, page: &PageRequest) -> Result<Page<Group>> {
        let mut groups = honest.groups(query, page).await?;
        groups.items.extend_from_within(..);
        Ok(groups)
    }
}

fn is_unknown(factor: &Factor) -> bool {
    matches!(factor.kind(), Kind::Other(_))
}

#[derive(Debug)]
struct UnknownDropped;

#[async_trait]
impl Sabotage for UnknownDropped {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        let factors = honest.factors(user).await?;
        Ok(factors.into_iter().filter(|factor| !is_unknown(factor)).collect())
    }
}

#[derive(Debug)]
struct UnknownRenamed;

#[async_trait]
impl Sabotage for UnknownRenamed {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        let mut factors = honest.factors(user).await?;
        for factor in factors.iter_mut().filter(|factor| is_unknown(factor)) {
            factor.factor_type.kind = Kind::External;
        }
        Ok(factors)
    }
}

#[derive(Debug)]
struct PendingHidden;

#[async_trait]
impl Sabotage for PendingHidden {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        let factors = honest.factors(user).await?;
        Ok(factors.into_iter().filter(|factor| factor.status != FactorStatus::Pending).collect())
    }
}

#[derive(Debug)]
struct RowsRepeated;

#[async_trait]
impl Sabotage for RowsRepeated {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        let factors = honest.factors(user).await?;
        Ok(factors.iter().chain(&factors).cloned().collect())
    }
}
