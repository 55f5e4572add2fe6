//! Whom a request is about. The server reads names in its own way, so what is sent is chosen with care
//! (docs/providers/privacyidea.md, "Names").

use mfadir_core::{Error, ErrorKind, Result, UserId};
use mfadir_http::Request;

/// A person of a realm, as a [`UserId`] has them: `ada@people/staff`, where `staff` is the resolver that knows her.
///
/// Two resolvers of a realm may have an `ada` each. Without the resolver the server would act on whichever comes first
/// in the realm, although a search by mail address also finds the other one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    login: String,
    realm: String,
    resolver: Option<String>,
}

impl Person {
    /// Whom an id of this realm names. `NotFound` where it is of another realm, or could not be sent without being
    /// read as somebody else. An id without a resolver, `ada@people`, means whom the server takes.
    pub(crate) fn of(id: &UserId, realm: &str) -> Result<Self> {
        let (login, place) = id.as_str().rsplit_once('@').unwrap_or((id.as_str(), ""));
        let (of_realm, resolver) = match place.split_once('/') {
            Some((of_realm, resolver)) => (of_realm, Some(resolver)),
            None => (place, None),
        };
        if of_realm == realm && is_sendable(login) && resolver.is_none_or(is_sendable) {
            return Ok(Self::new(login, realm, resolver));
        }
        Err(Error::new(ErrorKind::NotFound, format!("{:?} is nobody's id in the realm {realm:?}", id.as_str()))
            .with_hint(format!("ids are written LOGIN@{realm} or LOGIN@{realm}/RESOLVER")))
    }

    pub(crate) fn new(login: &str, realm: &str, resolver: Option<&str>) -> Self {
        let resolver = resolver.filter(|name| !name.is_empty()).map(str::to_owned);
        Self { login: login.to_owned(), realm: realm.to_owned(), resolver }
    }

    /// The id.
    pub(crate) fn id(&self) -> UserId {
        let Self { login, realm, resolver } = self;
        match resolver {
            Some(resolver) => format!("{login}@{realm}/{resolver}").into(),
            None => format!("{login}@{realm}").into(),
        }
    }

    /// The login.
    pub(crate) fn login(&self) -> &str {
        &self.login
    }

    /// The resolver, where the id has one.
    pub(crate) fn resolver(&self) -> Option<&str> {
        self.resolver.as_deref()
    }

    /// Whether both may be the same person: a resolver that is not named may be any.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        let resolvers = self.resolver.as_ref().zip(other.resolver.as_ref());
        self.realm == other.realm
            && self.login.to_lowercase() == other.login.to_lowercase()
            && resolvers.is_none_or(|(mine, theirs)| mine == theirs)
    }

    /// The parameters that name the person, to stand in a query or a body.
    ///
    /// The server cuts `@realm` and `domain\` off a name, and would then act on whoever has the rest of it for a
    /// login. A name with either therefore gets the realm at its end, which is what is cut off instead.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, String)> {
        let is_cut = self.login.contains(['@', '\\']);
        let user = if is_cut { format!("{}@{}", self.login, self.realm) } else { self.login.clone() };
        let resolver = self.resolver.iter().map(|resolver| ("resolver", resolver.clone()));
        [("user", user), ("realm", self.realm.clone())].into_iter().chain(resolver).collect()
    }

    /// Names the person in the query.
    pub(crate) fn in_query(&self, request: Request) -> Request {
        self.parameters().iter().fold(request, |request, (name, value)| request.query(name, value))
    }
}

/// Whether the server would look for just this name: it takes blanks off the ends, and without a name it acts on
/// everybody's tokens.
pub(crate) fn is_sendable(name: &str) -> bool {
    !name.is_empty() && name.trim() == name && !name.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::any, prop_assert_eq, prop_assume, proptest};

    use super::{Person, is_sendable};

    fn user(login: &str) -> String {
        Person::new(login, "people", None).parameters()[0].1.clone()
    }

    #[test]
    fn what_the_server_would_cut_gets_the_realm_at_its_end() {
        assert_eq!(user("ada"), "ada");
        assert_eq!(user("corp\\ada"), "corp\\ada@people");
        assert_eq!(user("ada@people"), "ada@people@people");
        assert_eq!(user("ada@example.com"), "ada@example.com@people");
    }

    #[test]
    fn who_cannot_be_sent_or_is_elsewhere_is_nobody() {
        for id in ["", "ada", "@people", " @people", "ada @people", "ada@others", "ada@people/", "a\n@people", ".."] {
            Person::of(&id.into(), "people").expect_err(id);
        }
    }

    #[test]
    fn two_of_one_name_are_two_people() {
        let person = |resolver| Person::new("Ada", "people", resolver);
        assert!(person(Some("staff")).may_be(&Person::new("ada", "people", Some("staff"))));
        assert!(person(None).may_be(&person(Some("guests"))));
        assert!(!person(Some("staff")).may_be(&person(Some("guests"))));
        assert!(!person(None).may_be(&Person::new("ada", "others", None)));
    }

    proptest! {
        #[test]
        fn an_id_reads_back(login in "\\PC{1,12}|[@/\\\\*]{1,4}", resolver in "[a-z.-]{1,5}", told in any::<bool>()) {
            prop_assume!(is_sendable(&login));
            let person = Person::new(&login, "people", told.then_some(resolver.as_str()));
            prop_assert_eq!(Person::of(&person.id(), "people").expect("a person"), person);
        }
    }
}
