//! How a person is written: `USER`, `TENANT:USER`, `email:…`, `id:…`, `login:…`, or the address of their page.

use mfadir::closest;
use mfadir_ops::UserSelector;
use url::Url;

use crate::failure::{Failure, Outcome};

/// The words that may stand before the first colon beside a tenant's name.
const WORDS: [&str; 3] = ["email", "id", "login"];

/// A person as somebody wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// The address of their page in an admin console.
    Page(Url),
    /// The tenant, where one was written, and who.
    Person {
        /// The tenant's name.
        tenant: Option<String>,
        /// Who.
        who: UserSelector,
    },
}

impl Spoken {
    /// Reads an argument; `tenants` are the names that may stand before a colon.
    pub(crate) fn read(text: &str, tenants: &[String]) -> Outcome<Self> {
        if text.starts_with("https://") || text.starts_with("http://") {
            return Url::parse(text)
                .map(Self::Page)
                .map_err(|error| Failure::usage(format!("`{}` is not an address: {error}", text.escape_debug())));
        }
        match text.split_once(':') {
            Some((tenant, rest)) if tenants.iter().any(|name| name == tenant) => {
                Ok(Self::Person { tenant: Some(tenant.to_owned()), who: selector(rest, &[])? })
            }
            _ => Ok(Self::Person { tenant: None, who: selector(text, tenants)? }),
        }
    }
}

fn selector(text: &str, tenants: &[String]) -> Outcome<UserSelector> {
    let (word, rest) = match text.split_once(':') {
        Some((word, rest)) => (Some(word), rest),
        None => (None, text),
    };
    if rest.trim().is_empty() {
        return Err(Failure::usage(format!("`{}` names nobody", text.escape_debug())).with_hint("write a login"));
    }
    match word {
        None => Ok(UserSelector::Any(rest.to_owned())),
        Some("login") => Ok(UserSelector::Login(rest.to_owned())),
        Some("email") => Ok(UserSelector::Email(rest.to_owned())),
        Some("id") => Ok(UserSelector::Id(rest.into())),
        Some(other) => Err(unknown_word(other, text, tenants)),
    }
}

fn unknown_word(word: &str, text: &str, tenants: &[String]) -> Failure {
    let message = format!("`{}` before the colon is neither a tenant nor one of email, id, login", word.escape_debug());
    let candidates = tenants.iter().map(String::as_str).chain(WORDS);
    Failure::usage(message).with_hint(match closest(word, candidates) {
        Some(meant) => format!("did you mean `{meant}:…`?"),
        None => format!("if it belongs to the login, write `login:{}`", text.escape_debug()),
    })
}

#[cfg(test)]
mod tests {
    use mfadir_ops::UserSelector;

    use super::Spoken;
    use crate::exit::Exit;

    fn read(text: &str) -> Result<(Option<String>, UserSelector), String> {
        match Spoken::read(text, &["acme".to_owned()]) {
            Ok(Spoken::Person { tenant, who }) => Ok((tenant, who)),
            Ok(Spoken::Page(page)) => panic!("{page} is no person"),
            Err(failure) => {
                assert_eq!(failure.exit(), Exit::Usage);
                Err(failure.hint().unwrap_or_default().to_owned())
            }
        }
    }

    #[test]
    fn a_bare_text_is_looked_for_as_it_is() {
        assert_eq!(read("ada@example.com"), Ok((None, UserSelector::Any("ada@example.com".into()))));
        assert_eq!(read("acme"), Ok((None, UserSelector::Any("acme".into()))));
    }

    #[test]
    fn a_tenant_may_stand_before_every_form() {
        let acme = Some("acme".to_owned());
        assert_eq!(read("acme:ada"), Ok((acme.clone(), UserSelector::Any("ada".into()))));
        assert_eq!(read("acme:id:00u1"), Ok((acme.clone(), UserSelector::Id("00u1".into()))));
        assert_eq!(read("acme:login:a:b"), Ok((acme, UserSelector::Login("a:b".into()))));
    }

    #[test]
    fn the_words_take_the_rest_literally() {
        assert_eq!(read("login:https://x"), Ok((None, UserSelector::Login("https://x".into()))));
        assert_eq!(read("email:a@b"), Ok((None, UserSelector::Email("a@b".into()))));
    }

    #[test]
    fn an_unknown_word_is_an_error_with_a_suggestion() {
        assert_eq!(read("acmee:ada"), Err("did you mean `acme:…`?".into()));
        assert_eq!(read("emial:ada@example.com"), Err("did you mean `email:…`?".into()));
        assert_eq!(read("corp:ada"), Err("if it belongs to the login, write `login:corp:ada`".into()));
        assert_eq!(read("acme:corp:ada"), Err("if it belongs to the login, write `login:corp:ada`".into()));
    }

    #[test]
    fn nobody_is_an_error() {
        for text in ["", " ", "acme:", "id:", "acme:login:"] {
            assert!(read(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_address_is_a_page() {
        let page = Spoken::read("https://acme.example.com/users/1", &[]).expect("an address");
        assert!(matches!(page, Spoken::Page(page) if page.path() == "/users/1"));
    }
}
