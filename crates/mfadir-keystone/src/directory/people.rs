//! People. Looking one up is a matter of safety: whoever comes back must be the one who was asked for, and of this
//! domain: the token shows people of others, too.

use mfadir_core::{Cursor, Error, ErrorKind, Page, PageRequest, Result, User, UserId, UserQuery, UserRef};
use mfadir_http::{Path, Request, Response, once};
use url::Url;

use super::client::Client;
use crate::{
    id::{is_id_shaped, nobody, person},
    wire::{OneUser, UserRow, Users},
};

const USERS: &str = "/v3/users";

/// The server's largest page is a setting of its own, a thousand where nobody changed it. Without any limit it cuts there
/// and does not say so.
const PAGE: u32 = 500;

impl Client {
    pub(super) async fn user(&self, who: &UserRef) -> Result<User> {
        match who {
            UserRef::Id(id) => self.user_row(id).await.map(User::from),
            UserRef::Login(login) => self.user_by_login(login).await,
        }
    }

    /// The person of that id, if they are in the domain.
    pub(super) async fn user_row(&self, id: &UserId) -> Result<UserRow> {
        let path = Path::new(USERS).segment(person(id)?)?;
        let row = self.ask(Request::get(&path)).await?.object::<OneUser>("a user")?.user;
        let domain = self.domain().await?;
        if row.id == id.as_str() && row.domain_id.as_ref() == Some(&domain) { Ok(row) } else { Err(nobody(id)) }
    }

    /// The filter for names that begin so is the only one that finds them in any case. It reads some marks as wildcards
    /// and so finds more people, whom nobody asked for; a backslash may hide somebody, so what comes before it is asked
    /// for.
    async fn user_by_login(&self, login: &str) -> Result<User> {
        let nobody = Error::new(ErrorKind::NotFound, format!("no user has the login {login:?}"));
        if login.trim().is_empty() {
            return Err(nobody);
        }
        let start = login.split('\\').next().unwrap_or_default();
        let all = Request::get(&Path::new(USERS)).query("name__istartswith", start);
        let (found, next) = self.rows(all, PAGE).await?;
        let users: Vec<_> = found.into_iter().map(User::from).filter(|user| user.has_login(login)).collect();
        match (the_one(users, login)?, next) {
            (Some(user), _) => Ok(user),
            (None, None) => Err(nobody),
            (None, Some(_)) => Err(Error::new(ErrorKind::Unexpected, format!("too many logins begin with {login:?}"))
                .with_hint("name the person by id")),
        }
    }

    pub(super) async fn users(&self, query: &UserQuery, wanted: &PageRequest) -> Result<Page<User>> {
        let Some(first) = first_page(query)? else { return Ok(Page::whole(Vec::new())) };
        let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE);
        let request = match &wanted.cursor {
            None => first,
            Some(cursor) => first.query("marker", marker(cursor)?),
        };
        let (rows, next) = self.rows(request, limit).await.map_err(|error| too_old(error, wanted))?;
        if next.is_some() && next == wanted.cursor {
            return Err(Error::new(ErrorKind::Unexpected, "Keystone goes on at the same page again"));
        }
        Ok(Page { items: rows.into_iter().map(User::from).filter(|user| fits(user, query)).collect(), next })
    }

    /// The rows of one page, and where the next one starts.
    async fn rows(&self, request: Request, limit: u32) -> Result<(Vec<UserRow>, Option<Cursor>)> {
        let domain = self.domain().await?;
        let response = self.ask(request.query("domain_id", &domain).query("limit", &limit.to_string())).await?;
        let page: Users = response.object("a list of users")?;
        let next = page.links.next.map(|link| next(&response, &link)).transpose()?;
        let rows = once(page.users, |row| &row.id).into_iter();
        Ok((rows.filter(|row| row.domain_id.as_ref() == Some(&domain)).collect(), next))
    }
}

/// Who has the login as it is written, or else in any case, where that is one.
fn the_one(users: Vec<User>, login: &str) -> Result<Option<User>> {
    if let Some(exact) = users.iter().find(|user| user.login == login) {
        return Ok(Some(exact.clone()));
    }
    let mut users = users.into_iter();
    match (users.next(), users.next()) {
        (Some(_), Some(_)) => Err(Error::new(ErrorKind::Conflict, "several logins differ from it in case alone")
            .with_hint("write the login as Keystone has it")),
        (one, _) => Ok(one),
    }
}

/// The request for a query; nothing for a text that would find everybody. The server has no filter for addresses, so
/// pages are looked through for them.
fn first_page(query: &UserQuery) -> Result<Option<Request>> {
    let all = Request::get(&Path::new(USERS));
    Ok(match query {
        UserQuery::Email(text) | UserQuery::Text(text) if text.trim().is_empty() => None,
        UserQuery::All | UserQuery::Email(_) => Some(all),
        UserQuery::Text(text) => Some(all.query("name__icontains", text)),
        UserQuery::Members(group) => {
            return Err(Error::new(ErrorKind::NotFound, format!("no group has the id {:?}", group.as_str()))
                .with_hint("groups of Keystone are not offered yet"));
        }
        UserQuery::Filter(_) => return Err(Error::new(ErrorKind::Invalid, "Keystone has no filter language")),
    })
}

fn fits(user: &User, query: &UserQuery) -> bool {
    match query {
        UserQuery::Email(address) => user.has_email(address),
        UserQuery::Text(text) => user.login.to_lowercase().contains(&text.to_lowercase()),
        _ => true,
    }
}

/// The link names another host where the server does not know its own: only what it goes on after is read.
fn next(response: &Response, link: &str) -> Result<Cursor> {
    let url = Url::parse(link).ok();
    let marker =
        url.and_then(|url| url.query_pairs().find(|(name, _)| name == "marker").map(|(_, id)| id.into_owned()));
    let marker = marker.filter(|marker| is_id_shaped(marker));
    marker.map(Cursor::from).ok_or_else(|| response.unexpected("a link that leads nowhere", "a list of users"))
}

fn marker(cursor: &Cursor) -> Result<&str> {
    let strange = || Error::new(ErrorKind::Invalid, "the cursor was not made for Keystone");
    is_id_shaped(cursor.as_str()).then_some(cursor.as_str()).ok_or_else(strange)
}

/// The person after whom the page begins is gone.
fn too_old(error: Error, wanted: &PageRequest) -> Error {
    if error.kind() != ErrorKind::NotFound || wanted.cursor.is_none() {
        return error;
    }
    Error::new(ErrorKind::Expired, "Keystone does not take the cursor any more")
        .with_request_id(error.request_id().cloned())
        .with_hint("start at the first page again")
}
