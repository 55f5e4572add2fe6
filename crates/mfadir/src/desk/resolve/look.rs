//! What can be read about a write whose answer nobody saw.

use jiff::Timestamp;
use mfadir_core::{
    Error, ErrorKind, Factor, FactorStatus, FactorType, MfaDirectory, Operation, ReturnTime, User, UserId, UserRef,
    UserStatus,
};
use mfadir_journal::{Entry, Mention};

use super::Resolution;

/// What was read, and what it tells.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) resolution: Resolution,
    pub(super) detail: Option<String>,
    /// The factors that are listed now, where they were read.
    pub(super) after: Option<Vec<Mention>>,
}

impl Look {
    fn just(resolution: Resolution) -> Self {
        Self { resolution, detail: None, after: None }
    }

    fn unknown(detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::just(Resolution::Unknown) }
    }

    /// What may be otherwise a little later stays open.
    fn unread(error: &Error) -> Self {
        let later = matches!(
            error.kind(),
            ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Unauthenticated
        );
        let resolution = if later { Resolution::StillOpen } else { Resolution::Unknown };
        Self { resolution, detail: Some(error.to_string()), after: None }
    }

    fn with(self, listed: &[Factor]) -> Self {
        let mention =
            |factor: &Factor| Mention { id: Some(factor.id.clone()), factor_type: factor.factor_type.to_string() };
        Self { after: Some(listed.iter().map(mention).collect()), ..self }
    }
}

pub(super) async fn look(directory: &dyn MfaDirectory, intent: &Entry) -> Look {
    let Some(user) = intent.user.as_ref().map(|person| &person.id) else {
        return Look::unknown("the entry names nobody");
    };
    let lists = directory.profile().capabilities.offers(Operation::Factors);
    match operation(intent) {
        Some(Operation::Reset) if !lists => told(directory, user).await,
        Some(Operation::Unlock) => unlocked(directory, user).await,
        Some(Operation::Remove | Operation::Reset | Operation::RevokeCode) => {
            judged(directory, user, intent, gone).await
        }
        Some(Operation::Activate) => {
            judged(directory, user, intent, |_, intent, listed| activated(intent, listed)).await
        }
        Some(Operation::Enroll | Operation::TemporaryCode) => {
            judged(directory, user, intent, |_, intent, listed| made(intent, listed)).await
        }
        _ => Look::unknown("nothing that can be read tells"),
    }
}

fn operation(intent: &Entry) -> Option<Operation> {
    let word = intent.operation.as_deref().or(intent.verb.as_deref())?;
    Operation::ALL.iter().copied().find(|operation| operation.as_str() == word)
}

type Judge = fn(&dyn MfaDirectory, &Entry, &[Factor]) -> Look;

async fn judged(directory: &dyn MfaDirectory, user: &UserId, intent: &Entry, judge: Judge) -> Look {
    match listed(directory, user).await {
        Ok(listed) => judge(directory, intent, &listed).with(&listed),
        Err(error) => Look::unread(&error),
    }
}

/// The factors and, where the provider tells them apart, the devices.
async fn listed(directory: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>, Error> {
    let mut listed = directory.factors(user).await?;
    if directory.profile().capabilities.offers(Operation::Devices) {
        listed.extend(directory.devices(user).await?);
    }
    Ok(listed)
}

/// Whether all that was to go is gone. What the provider enrolls again by itself tells nothing.
fn gone(directory: &dyn MfaDirectory, intent: &Entry, listed: &[Factor]) -> Look {
    let returning = &directory.profile().capabilities.returning;
    let comes_back = |mention: &&Mention| {
        let Ok(factor_type) = mention.factor_type.parse::<FactorType>();
        returning.iter().any(|entry| entry.when == ReturnTime::AtOnce && entry.factor.covers(&factor_type))
    };
    let lasting = intent.factors.iter().filter(|mention| !comes_back(mention));
    let ids: Vec<_> = lasting.filter_map(|mention| mention.id.as_ref()).collect();
    let there = ids.iter().filter(|id| listed.iter().any(|factor| factor.id == ***id)).count();
    match (ids.len(), there) {
        (0, _) => Look::unknown("none of the factors that it takes would be missed"),
        (_, 0) => Look::just(Resolution::FoundDone),
        (all, there) if all == there => Look::just(Resolution::FoundNotDone),
        (all, there) => Look::unknown(format!("{} of {all} factors are gone", all - there)),
    }
}

fn activated(intent: &Entry, listed: &[Factor]) -> Look {
    let meant = |factor: &&Factor| intent.factors.iter().any(|mention| mention.id.as_ref() == Some(&factor.id));
    match listed.iter().find(meant).map(|factor| &factor.status) {
        Some(FactorStatus::Active) => Look::just(Resolution::FoundDone),
        Some(FactorStatus::Pending) => Look::just(Resolution::FoundNotDone),
        _ => Look::unknown("the factor is not listed as active or pending"),
    }
}

/// Only a factor that says when it was made shows anything; that none does proves nothing.
fn made(intent: &Entry, listed: &[Factor]) -> Look {
    let wanted = |factor: &&Factor| {
        let types = intent.factors.iter().map(|mention| mention.factor_type.parse::<FactorType>());
        types.into_iter().any(|wanted| wanted.is_ok_and(|wanted| wanted.covers(&factor.factor_type)))
    };
    // Providers tell whole seconds.
    let since = |created: Timestamp| created.as_second() >= intent.at.as_second();
    match listed.iter().filter(wanted).find(|factor| factor.created.is_some_and(since)) {
        Some(factor) => Look { detail: Some(format!("as {}", factor.id)), ..Look::just(Resolution::FoundDone) },
        None => Look::unknown("nothing that is listed shows it, which is no proof"),
    }
}

/// Where nobody's factors are listed, the provider may tell whether there are any.
async fn told(directory: &dyn MfaDirectory, user: &UserId) -> Look {
    match person(directory, user).await.map(|user| user.has_factors) {
        Ok(Some(false)) => Look::just(Resolution::FoundDone),
        Ok(Some(true)) => Look::just(Resolution::FoundNotDone),
        Ok(None) => Look::unknown("the provider does not tell whether factors are left"),
        Err(error) => Look::unread(&error),
    }
}

async fn unlocked(directory: &dyn MfaDirectory, user: &UserId) -> Look {
    match person(directory, user).await.map(|user| user.status) {
        Ok(UserStatus::Locked) => Look::just(Resolution::FoundNotDone),
        Ok(UserStatus::NotTold) => Look::unknown("the provider tells no state of accounts"),
        Ok(_) => Look::just(Resolution::FoundDone),
        Err(error) => Look::unread(&error),
    }
}

async fn person(directory: &dyn MfaDirectory, user: &UserId) -> Result<User, Error> {
    directory.user(&UserRef::Id(user.clone())).await
}
