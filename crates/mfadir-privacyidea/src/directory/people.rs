//! People.

use mfadir_core::{Error, ErrorKind, Page, PageRequest, Result, User, UserQuery, UserRef};
use mfadir_http::{Path, Request, once};

use super::{client::Client, cut::Cut};
use crate::{
    person::{Person, is_sendable},
    wire::UserRow,
};

const DUE: &str = "a list of users";

/// What a text may stand in. The server joins its filters with "and", so each takes a request of its own.
const SEARCHED: &[&str] = &["username", "givenname", "surname", "email"];

impl Client {
    pub(super) async fn user(&self, who: &UserRef) -> Result<User> {
        let person = match who {
            UserRef::Id(id) => self.person(id)?,
            UserRef::Login(login) => Person::new(login, &self.realm, None),
        };
        let login = person.login();
        if !is_sendable(login) {
            return Err(nobody(login));
        }
        let found = self.people(self.of(&person).query("username", login)).await?;
        match only(found, login)?.filter(|user| is_of(user, &person)) {
            Some(user) => Ok(user),
            None => Err(self.realm_is_there().await.err().unwrap_or_else(|| nobody(login))),
        }
    }

    /// One page of the people that answer. The server knows no pages of people: each takes the whole list again, and
    /// is cut from it.
    pub(super) async fn users(&self, query: &UserQuery, wanted: &PageRequest) -> Result<Page<User>> {
        let (cut, mut users) = (Cut::of(wanted)?, Vec::new());
        for filter in filters(query)? {
            let request = filter.iter().fold(self.list(), |request, (name, value)| request.query(name, value));
            users.extend(self.people(request).await?);
        }
        users.retain(|user| answers(user, query));
        if users.is_empty() {
            self.realm_is_there().await?;
        }
        Ok(cut.from(once(users, |user| user.id.as_str())))
    }

    fn list(&self) -> Request {
        Request::get(&Path::new("/user/")).query("realm", &self.realm)
    }

    /// The list of the resolver that knows the person, where that is told.
    fn of(&self, person: &Person) -> Request {
        person.resolver().into_iter().fold(self.list(), |request, resolver| request.query("resolver", resolver))
    }

    async fn people(&self, request: Request) -> Result<Vec<User>> {
        let rows: Vec<UserRow> = self.ask(request).await?.rows(DUE)?;
        for row in &rows {
            self.resolvers.note(row.resolver.as_deref());
        }
        Ok(rows.into_iter().map(|row| row.user(&self.realm)).collect())
    }

    /// Asks whether there is such a realm, since nobody is found in one that is not there, without any error. An
    /// administrator who may not see the realms learns no more than before.
    async fn realm_is_there(&self) -> Result<()> {
        let known = self.realms().await.unwrap_or_default();
        if known.is_empty() || known.contains(&self.realm) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Invalid, format!("the server has no realm {:?}", self.realm))
            .with_hint(format!("correct `realm`; the administrator sees {}", known.join(", "))))
    }

    /// How many people the realm shows.
    pub(crate) async fn count(&self) -> Result<u64> {
        Ok(u64::try_from(self.people(self.list()).await?.len()).unwrap_or(u64::MAX))
    }

    /// The realms that the administrator may see.
    pub(crate) async fn realms(&self) -> Result<Vec<String>> {
        let answer = self.ask(Request::get(&Path::new("/realm/"))).await?;
        let realms = answer.value.as_object().ok_or_else(|| answer.unexpected("the realms"))?;
        Ok(realms.keys().cloned().collect())
    }
}

/// Who has the login among those that passed the filter, which takes `*` for anything: the filter is not trusted.
/// Where only the case differs, the one who is spelled just so is meant.
fn only(mut found: Vec<User>, login: &str) -> Result<Option<User>> {
    found.retain(|user| user.has_login(login));
    if found.len() > 1 && found.iter().any(|user| user.login == login) {
        found.retain(|user| user.login == login);
    }
    match (found.pop(), found.is_empty()) {
        (user, true) => Ok(user),
        (_, false) => Err(Error::new(ErrorKind::Ambiguous, format!("several users have the login {login:?}"))
            .with_hint("name the user by id, LOGIN@REALM/RESOLVER")),
    }
}

/// Whether the resolver is the one that was named: a server that passed the name over would show another person.
fn is_of(user: &User, person: &Person) -> bool {
    person.resolver().is_none_or(|resolver| user.id.as_str().ends_with(&format!("/{resolver}")))
}

fn nobody(login: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("no user has the login {login:?}"))
}

type Filter = Vec<(String, String)>;

/// The requests that a query takes, each with its filters. An empty filter would find everybody.
fn filters(query: &UserQuery) -> Result<Vec<Filter>> {
    let one = |name: &str, value: String| vec![(name.to_owned(), value)];
    Ok(match query {
        UserQuery::All => vec![Vec::new()],
        UserQuery::Email(text) | UserQuery::Text(text) if text.trim().is_empty() => Vec::new(),
        UserQuery::Email(address) => vec![one("email", address.clone())],
        UserQuery::Text(text) => SEARCHED.iter().map(|name| one(name, format!("*{text}*"))).collect(),
        UserQuery::Members(group) => {
            return Err(Error::new(ErrorKind::NotFound, format!("{:?} is no group's id", group.as_str()))
                .with_hint("privacyIDEA keeps no groups"));
        }
        UserQuery::Filter(filter) => vec![in_own_language(filter)],
    })
}

/// `givenname=A*&surname=L*`: the filters of the list, each with its value as it is. The realm is ours to say.
fn in_own_language(filter: &str) -> Filter {
    let pairs = filter.split('&').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    pairs.filter(|(name, _)| name != "realm").collect()
}

/// Whether the server's wildcards let somebody through who was not asked for.
fn answers(user: &User, query: &UserQuery) -> bool {
    match query {
        UserQuery::Email(address) => user.has_email(address),
        UserQuery::Text(text) => {
            let (text, texts) = (text.to_lowercase(), user.emails.iter().chain(&user.name).chain([&user.login]));
            texts.into_iter().any(|field| field.to_lowercase().contains(&text))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, User, UserStatus};

    use super::only;

    fn found(logins: &[&str], login: &str) -> Result<Option<String>, ErrorKind> {
        let users = logins.iter().map(|login| User::new(*login, *login, UserStatus::Active)).collect();
        only(users, login).map(|user| user.map(|user| user.login)).map_err(|error| error.kind())
    }

    #[test]
    fn only_the_whole_login_counts() {
        assert_eq!(found(&["ada", "a*", "alan"], "a*"), Ok(Some("a*".to_owned())));
        assert_eq!(found(&["ada", "alan"], "a*"), Ok(None));
        assert_eq!(found(&["Ada"], "ada"), Ok(Some("Ada".to_owned())));
    }

    #[test]
    fn of_two_that_differ_in_case_the_one_spelled_so_is_meant() {
        assert_eq!(found(&["Ada", "ada"], "ada"), Ok(Some("ada".to_owned())));
        assert_eq!(found(&["Ada", "aDA"], "ada"), Err(ErrorKind::Ambiguous));
        assert_eq!(found(&["ada", "ada"], "ada"), Err(ErrorKind::Ambiguous));
    }
}
