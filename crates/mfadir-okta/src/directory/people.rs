//! People, groups and roles.

use mfadir_core::{
    Error, ErrorKind, Group, GroupQuery, Page, PageRequest, Result, Role, User, UserId, UserQuery, UserRef,
};
use mfadir_http::{Path, Request, once};

use super::api::{Api, user_path};
use crate::{
    id::is_id_shaped,
    profile::bucket,
    wire::{GroupRow, RoleRow, UserRow},
};

const USERS: &str = "/api/v1/users";
const GROUPS: &str = "/api/v1/groups";

impl Api {
    pub(super) async fn user(&self, who: &UserRef) -> Result<User> {
        match who {
            UserRef::Id(id) => self.user_at(who, user_path(id)?).await,
            UserRef::Login(login) if login.is_empty() => Err(nobody(who)),
            UserRef::Login(login) if is_misread_in_a_path(login) => self.user_by_search(who, login).await,
            UserRef::Login(login) => self.user_at(who, Path::new(USERS).segment(login)?).await,
        }
    }

    async fn user_at(&self, who: &UserRef, path: Path) -> Result<User> {
        let response = match self.ask(Request::get(&path).bucket(bucket::USER)).await {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(nobody(who).with_request_id(error.request_id().cloned()).with_source(error));
            }
            response => response?,
        };
        let user: User = response.object::<UserRow>("a user")?.into();
        if is_meant(&user, who) { Ok(user) } else { Err(nobody(who).with_request_id(response.request_id())) }
    }

    async fn user_by_search(&self, who: &UserRef, login: &str) -> Result<User> {
        let search = format!("profile.login eq {}", quoted(login));
        let request = Request::get(&Path::new(USERS)).query("search", &search).bucket(bucket::USERS);
        let response = self.ask(request).await?;
        let users = response.list::<UserRow>("a list of users")?.into_iter().map(User::from);
        users
            .into_iter()
            .find(|user| is_meant(user, who))
            .ok_or_else(|| nobody(who).with_request_id(response.request_id()))
    }

    pub(super) async fn users(&self, query: &UserQuery, wanted: &PageRequest) -> Result<Page<User>> {
        let Some(first) = users_request(query)? else { return Ok(Page::whole(Vec::new())) };
        let response = self.page(first, wanted).await?;
        let rows = once(response.list::<UserRow>("a list of users")?, |row| &row.id);
        let mut users: Vec<_> = rows.into_iter().map(User::from).collect();
        if let UserQuery::Email(address) = query {
            users.retain(|user| user.has_email(address));
        }
        self.paged(&response, wanted, users)
    }

    pub(super) async fn groups(&self, query: &GroupQuery, wanted: &PageRequest) -> Result<Page<Group>> {
        let Some(first) = groups_request(query)? else { return Ok(Page::whole(Vec::new())) };
        let response = self.page(first, wanted).await?;
        let rows = response.list::<GroupRow>("a list of groups")?;
        let mut groups = once(rows.into_iter().map(Group::from).collect(), |group: &Group| group.id.as_str());
        if let GroupQuery::Named(name) = query {
            groups.retain(|group| group.name.to_lowercase() == name.to_lowercase());
        }
        self.paged(&response, wanted, groups)
    }

    pub(crate) async fn roles(&self, user: &UserId) -> Result<Vec<Role>> {
        let request = Request::get(&user_path(user)?.fixed("/roles")).bucket(bucket::REST);
        let response = self.ask(request).await?;
        Ok(response.list::<RoleRow>("a list of roles")?.into_iter().map(Role::from).collect())
    }
}

/// The first page of a query; nothing for an empty text, which would find everybody.
fn users_request(query: &UserQuery) -> Result<Option<Request>> {
    let all = Request::get(&Path::new(USERS)).bucket(bucket::USERS);
    Ok(Some(match query {
        UserQuery::Email(text) | UserQuery::Text(text) if text.trim().is_empty() => return Ok(None),
        UserQuery::All => all,
        UserQuery::Email(address) => all.query("search", &format!("profile.email eq {}", quoted(address))),
        UserQuery::Text(text) => all.query("q", text),
        UserQuery::Filter(search) => all.query("search", search),
        UserQuery::Members(group) => {
            Request::get(&Path::new(GROUPS).segment(group.as_str())?.fixed("/users")).bucket(bucket::GROUPS)
        }
    }))
}

fn groups_request(query: &GroupQuery) -> Result<Option<Request>> {
    let all = Request::get(&Path::new(GROUPS)).bucket(bucket::GROUPS);
    Ok(Some(match query {
        GroupQuery::Named(name) if name.is_empty() => return Ok(None),
        GroupQuery::All => all,
        GroupQuery::Named(name) => all.query("search", &format!("profile.name eq {}", quoted(name))),
        GroupQuery::Of(user) => Request::get(&user_path(user)?.fixed("/groups")).bucket(bucket::REST),
    }))
}

/// Whether Okta, or whatever stands before it, could take the login in a path for something else: `me` is the owner
/// of the token, `/` and `?` end the segment even where they are encoded, dots vanish, an id is somebody else.
fn is_misread_in_a_path(login: &str) -> bool {
    login.contains(['/', '?']) || matches!(login, "." | "..") || login.eq_ignore_ascii_case("me") || is_id_shaped(login)
}

fn is_meant(user: &User, who: &UserRef) -> bool {
    match who {
        UserRef::Id(id) => user.id == *id,
        UserRef::Login(login) => user.has_login(login),
    }
}

fn nobody(who: &UserRef) -> Error {
    Error::new(
        ErrorKind::NotFound,
        match who {
            UserRef::Id(id) => format!("no user has the id {:?}", id.as_str()),
            UserRef::Login(login) => format!("no user has the login {login:?}"),
        },
    )
}

/// A string of Okta's search language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{is_misread_in_a_path, quoted};

    #[test]
    fn what_a_path_could_mean_otherwise_is_searched_for() {
        for login in ["me", "ME", ".", "..", "heidi/ops@example.com", "a?b", "00u1a2b3c4d5e6F7G0h7"] {
            assert!(is_misread_in_a_path(login), "{login}");
        }
        for login in ["ada@example.com", "grace+lab@example.com", "...", "mel", "00u1@example.com"] {
            assert!(!is_misread_in_a_path(login), "{login}");
        }
    }

    #[test]
    fn a_quote_does_not_end_the_string() {
        assert_eq!(quoted(r#"a" or "b\"#), r#""a\" or \"b\\""#);
    }
}
