//! People.

use mfadir_core::{Error, ErrorKind, Page, PageRequest, Result, User, UserId, UserQuery, UserRef};
use mfadir_http::{Path, Request, once};

use super::client::{Client, user_path};
use crate::{
    id::is_id_shaped,
    wire::{Envelope, UserRow},
};

const USERS: &str = "/api/1/users";
const DUE: &str = "a list of users";

impl Client {
    pub(super) async fn user(&self, who: &UserRef) -> Result<User> {
        match who {
            UserRef::Id(id) => Ok(self.user_row(id).await?.into()),
            UserRef::Login(login) => self.user_by_login(login).await,
        }
    }

    /// The user with the id, and nobody else who might be in the answer.
    pub(super) async fn user_row(&self, id: &UserId) -> Result<UserRow> {
        let response = match self.ask(Request::get(&user_path(USERS, id)?)).await {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(no_id(id).with_request_id(error.request_id().cloned()).with_source(error));
            }
            response => response?,
        };
        let rows: Vec<UserRow> = Envelope::open(&response, "a user")?.rows()?;
        rows.into_iter()
            .find(|row| row.id == id.as_str())
            .ok_or_else(|| no_id(id).with_request_id(response.request_id()))
    }

    /// Looks among the user names, then among the addresses of those who have no user name.
    async fn user_by_login(&self, login: &str) -> Result<User> {
        let nobody = Error::new(ErrorKind::NotFound, format!("no user has the login {login:?}"));
        if !is_literal(login) {
            return Err(nobody.with_hint("OneLogin reads * and ! as wildcards; name such a user by id"));
        }
        if let Some(user) = self.user_filtered("username", login).await? {
            return Ok(user);
        }
        let by_address = if login.contains('@') { self.user_filtered("email", login).await? } else { None };
        by_address.ok_or(nobody)
    }

    /// Who passes the filter and has the login: the filter alone is not trusted.
    async fn user_filtered(&self, name: &str, login: &str) -> Result<Option<User>> {
        let page = self.page::<UserRow>(filtered(name, login), &PageRequest::default(), DUE).await?;
        Ok(page.items.into_iter().map(User::from).find(|user| user.has_login(login)))
    }

    pub(super) async fn users(&self, query: &UserQuery, wanted: &PageRequest) -> Result<Page<User>> {
        let Some(first) = users_request(query)? else { return Ok(Page::whole(Vec::new())) };
        let page = self.page::<UserRow>(first, wanted, DUE).await?;
        let users = once(page.items, |row| &row.id).into_iter().map(User::from);
        let wanted = |user: &User| !matches!(query, UserQuery::Email(address) if !user.has_email(address));
        Ok(Page { items: users.filter(wanted).collect(), next: page.next })
    }
}

/// The first page of a query; nothing for a text that the filter would misread.
fn users_request(query: &UserQuery) -> Result<Option<Request>> {
    Ok(Some(match query {
        UserQuery::All => Request::get(&Path::new(USERS)),
        UserQuery::Email(text) | UserQuery::Text(text) if !is_literal(text) => return Ok(None),
        UserQuery::Email(address) => filtered("email", address),
        UserQuery::Text(text) => filtered("email", &format!("*{text}*")),
        UserQuery::Members(role) if !is_id_shaped(role.as_str()) => {
            return Err(Error::new(ErrorKind::NotFound, format!("{:?} is no role's id", role.as_str())));
        }
        UserQuery::Members(role) => filtered("role_id", role.as_str()),
        UserQuery::Filter(filter) => in_own_language(filter),
    }))
}

fn filtered(name: &str, value: &str) -> Request {
    Request::get(&Path::new(USERS)).query(name, value)
}

/// Whether a filter would look for the text itself. `*` and `!` are wildcard and negation there and cannot be quoted,
/// and an empty filter finds everybody; so such texts are never sent, and nobody has them.
fn is_literal(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['*', '!'])
}

/// `firstname=A*&role_id=7`: the filters of the list, each with its value as it is.
fn in_own_language(filter: &str) -> Request {
    let pairs = filter.split('&').filter(|pair| !pair.is_empty());
    pairs.fold(Request::get(&Path::new(USERS)), |request, pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        request.query(name.trim(), value.trim())
    })
}

fn no_id(id: &UserId) -> Error {
    Error::new(ErrorKind::NotFound, format!("no user has the id {:?}", id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_literal;

    #[test]
    fn what_a_filter_would_not_take_as_it_is_is_not_sent() {
        for text in ["", " ", "*", "a*@example.com", "!", "!ada@example.com", "a!b"] {
            assert!(!is_literal(text), "{text}");
        }
        for text in ["me", "..", "heidi/ops@example.com", "7", "grace+lab@example.com"] {
            assert!(is_literal(text), "{text}");
        }
    }
}
