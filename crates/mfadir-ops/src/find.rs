//! A person by what somebody knows of them.

use std::{convert::Infallible, str::FromStr};

use futures_util::StreamExt;
use mfadir_core::{ErrorKind, MfaDirectory, MfaDirectoryExt, PageRequest, User, UserId, UserQuery, UserRef};

use crate::error::{Error, Result};

/// How many people an ambiguity names at most.
const CANDIDATES: usize = 10;

/// What somebody knows of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserSelector {
    /// A login, else a mail address.
    Any(String),
    /// A login, taken literally.
    Login(String),
    /// A mail address.
    Email(String),
    /// An id of the tenant.
    Id(UserId),
}

impl FromStr for UserSelector {
    type Err = Infallible;

    /// `login:…`, `email:…`, `id:…`, or a bare text.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.split_once(':') {
            Some(("login", login)) => Self::Login(login.to_owned()),
            Some(("email", address)) => Self::Email(address.to_owned()),
            Some(("id", id)) => Self::Id(id.into()),
            _ => Self::Any(text.to_owned()),
        })
    }
}

/// The one person who is meant. A login is one request; a mail address is looked for only where no login matches.
pub async fn find(directory: &dyn MfaDirectory, selector: &UserSelector) -> Result<User> {
    match selector {
        UserSelector::Id(id) => Ok(directory.user(&UserRef::Id(id.clone())).await?),
        UserSelector::Login(login) => Ok(directory.user(&UserRef::Login(login.clone())).await?),
        UserSelector::Email(address) => by_email(directory, address).await,
        UserSelector::Any(text) => by_login_or_email(directory, text).await,
    }
}

async fn by_login_or_email(directory: &dyn MfaDirectory, text: &str) -> Result<User> {
    match directory.user(&UserRef::Login(text.to_owned())).await {
        Err(error) if error.kind() == ErrorKind::NotFound && text.contains('@') => by_email(directory, text).await,
        Err(error) if error.kind() == ErrorKind::NotFound => Err(no_user(directory, text)),
        found => Ok(found?),
    }
}

async fn by_email(directory: &dyn MfaDirectory, address: &str) -> Result<User> {
    let query = UserQuery::Email(address.to_owned());
    let mut found = collect(directory, &query, CANDIDATES, |user| user.has_email(address)).await?.users;
    match found.len() {
        0 => Err(no_user(directory, address)),
        1 => Ok(found.remove(0)),
        _ => Err(Error::SeveralUsers {
            tenant: directory.profile().tenant.to_string(),
            text: address.to_owned(),
            candidates: found,
        }),
    }
}

fn no_user(directory: &dyn MfaDirectory, text: &str) -> Error {
    Error::NoUser { tenant: directory.profile().tenant.to_string(), text: text.to_owned() }
}

/// People that a search brought up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// In the provider's order.
    pub users: Vec<User>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// Up to `limit` people whose login, name or address matches the text as the provider searches.
pub async fn search(directory: &dyn MfaDirectory, text: &str, limit: usize) -> Result<Found> {
    collect(directory, &UserQuery::Text(text.to_owned()), limit, |_| true).await
}

async fn collect(
    directory: &dyn MfaDirectory,
    query: &UserQuery,
    limit: usize,
    wanted: impl Fn(&User) -> bool,
) -> Result<Found> {
    let mut users: Vec<User> = Vec::new();
    let mut pages = std::pin::pin!(directory.user_pages(query, PageRequest::default()));
    while users.len() <= limit
        && let Some(page) = pages.next().await
    {
        for user in page?.items.into_iter().filter(|user| wanted(user)) {
            if users.iter().all(|known| known.id != user.id) {
                users.push(user);
            }
        }
    }
    let more = users.len() > limit;
    users.truncate(limit);
    Ok(Found { users, more })
}

#[cfg(test)]
mod tests;
