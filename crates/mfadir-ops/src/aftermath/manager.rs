//! Who somebody's manager is: the directory's field is free text, and the rule says how it is written.

use std::str::FromStr;

use mfadir_core::{MfaDirectory, User};
use serde::Deserialize;

use crate::find::{UserSelector, find, search};

/// How many people of one name are looked at.
const NAMESAKES: usize = 10;

/// How the manager is written in the directory's field. As text: `nobody`, `mail`, `login`, `name`, or an address with
/// `{}` for what the field says, as in `{}@example.com`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum ManagerRule {
    /// No manager is told.
    #[default]
    Nobody,
    /// The field is a mail address; `Grace <grace@example.com>` too.
    Mail,
    /// The field is a login.
    Login,
    /// The field is a name that one person has.
    Name,
    /// The field is a part of a mail address.
    Within(String),
}

/// The text is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is none of nobody, mail, login, name, and no address with {{}} in it")]
pub struct NoManagerRule(pub String);

impl FromStr for ManagerRule {
    type Err = NoManagerRule;

    fn from_str(text: &str) -> Result<Self, NoManagerRule> {
        match text {
            "nobody" => Ok(Self::Nobody),
            "mail" => Ok(Self::Mail),
            "login" => Ok(Self::Login),
            "name" => Ok(Self::Name),
            text if text.contains("{}") && text.contains('@') => Ok(Self::Within(text.to_owned())),
            text => Err(NoManagerRule(text.to_owned())),
        }
    }
}

impl TryFrom<String> for ManagerRule {
    type Error = NoManagerRule;

    fn try_from(text: String) -> Result<Self, NoManagerRule> {
        text.parse()
    }
}

/// The manager's mail address, or why there is none to be had, as a clause.
pub(super) async fn address(directory: &dyn MfaDirectory, user: &User, rule: &ManagerRule) -> Result<String, String> {
    let login = &user.login;
    let field = user.manager.as_deref().map(str::trim).filter(|field| !field.is_empty());
    let field = field.ok_or_else(|| format!("the directory names no manager of {login}"))?;
    let address = match rule {
        ManagerRule::Nobody => return Err("no rule says how managers are written".to_owned()),
        ManagerRule::Mail => written(field)?,
        ManagerRule::Within(whole) => written(&whole.replace("{}", field))?,
        ManagerRule::Login => of_person(&by_login(directory, field).await?)?,
        ManagerRule::Name => of_person(&by_name(directory, field).await?)?,
    };
    if user.has_email(&address) || user.has_login(&address) {
        return Err(format!("the directory says that {login} is their own manager"));
    }
    Ok(address)
}

fn written(text: &str) -> Result<String, String> {
    let inner = text.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(text).trim();
    let is_address = inner.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'));
    if is_address && !inner.contains(|char: char| char.is_whitespace() || char.is_control()) {
        return Ok(inner.to_owned());
    }
    Err(format!("the manager is written {text:?}, which is no mail address"))
}

fn of_person(manager: &User) -> Result<String, String> {
    let address = manager.emails.first().unwrap_or(&manager.login);
    written(address).map_err(|_| format!("no mail address of the manager {} is known", manager.login))
}

async fn by_login(directory: &dyn MfaDirectory, login: &str) -> Result<User, String> {
    let found = find(directory, &UserSelector::Login(login.to_owned())).await;
    found.map_err(|error| format!("the manager {login:?} was not found: {error}"))
}

async fn by_name(directory: &dyn MfaDirectory, name: &str) -> Result<User, String> {
    let found = search(directory, name, NAMESAKES).await;
    let found = found.map_err(|error| format!("the manager {name:?} was not found: {error}"))?;
    let is_called = |user: &User| user.name.as_deref().is_some_and(|other| other.to_lowercase() == name.to_lowercase());
    let mut called = found.users.into_iter().filter(is_called);
    match (called.next(), called.next()) {
        (Some(only), None) if !found.more => Ok(only),
        (None, _) => Err(format!("nobody is called {name:?}, as the manager is")),
        _ => Err(format!("several people are called {name:?}, as the manager is")),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use mfadir_core::{Error, ErrorKind, MockMfaDirectory, Page, User, UserStatus};

    use super::{ManagerRule, address};
    use crate::fixture::{ada, directory};

    fn told(directory: &MockMfaDirectory, field: Option<&str>, rule: &str) -> Result<String, String> {
        let user = User { manager: field.map(str::to_owned), ..ada() };
        let rule: ManagerRule = rule.parse().expect("a rule");
        address(directory, &user, &rule).now_or_never().expect("nothing waits")
    }

    fn person(login: &str, name: &str) -> User {
        let mut user = User::new(login, login, UserStatus::Active);
        user.name = Some(name.to_owned());
        user.emails = vec![format!("{login}@example.com")];
        user
    }

    fn finding(people: Vec<User>) -> MockMfaDirectory {
        let mut directory = directory();
        directory.expect_users().times(1).return_once(|_, _| Ok(Page { items: people, next: None }));
        directory
    }

    #[test]
    fn an_address_is_read_as_people_write_it() {
        let nobody_asked = directory();
        let grace = Ok("grace@example.com".to_owned());
        assert_eq!(told(&nobody_asked, Some("Grace Hopper <grace@example.com>"), "mail"), grace);
        assert_eq!(told(&nobody_asked, Some(" grace "), "{}@example.com"), grace);
        for field in ["Grace", "a b@example.com", "@example.com", "x@y", "a@b.c\r\nBcc: d@e.f"] {
            assert!(told(&nobody_asked, Some(field), "mail").is_err(), "{field}");
        }
    }

    #[test]
    fn nobody_is_their_own_manager_and_no_manager_is_none() {
        assert!(told(&directory(), Some("Ada@example.com"), "mail").is_err());
        assert!(told(&directory(), Some("  "), "mail").expect_err("none").contains("names no manager"));
        assert!(told(&directory(), None, "name").is_err());
    }

    #[test]
    fn a_name_has_to_be_one_persons() {
        let grace = || person("grace", "Grace Hopper");
        let found = told(&finding(vec![grace(), person("g2", "Grace Hopperton")]), Some("grace hopper"), "name");
        assert_eq!(found, Ok("grace@example.com".to_owned()));
        let two = told(&finding(vec![grace(), person("g3", "Grace Hopper")]), Some("Grace Hopper"), "name");
        assert!(two.expect_err("two").starts_with("several people"));
        assert!(told(&finding(Vec::new()), Some("Grace Hopper"), "name").is_err());
    }

    #[test]
    fn a_login_is_looked_up_and_a_directory_that_is_down_is_told() {
        let mut found = directory();
        found.expect_user().times(1).return_once(|_| Ok(person("grace", "Grace Hopper")));
        assert_eq!(told(&found, Some("grace"), "login"), Ok("grace@example.com".to_owned()));
        let mut down = directory();
        down.expect_user().return_once(|_| Err(Error::new(ErrorKind::Unavailable, "no answer")));
        assert!(told(&down, Some("grace"), "login").expect_err("down").ends_with("no answer"));
    }

    #[test]
    fn a_slip_is_no_rule() {
        assert!("mali".parse::<ManagerRule>().is_err() && "{}".parse::<ManagerRule>().is_err());
    }
}
