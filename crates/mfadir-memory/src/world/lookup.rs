//! Who is meant.

use mfadir_core::{Error, ErrorKind, FactorId, GroupId, Result, UserId, UserRef};

use super::{World, no_factor, nobody};
use crate::{enrolled::EnrolledFactor, person::Person};

impl World {
    /// Somebody by id. Exactly: the case of an id matters.
    pub fn person(&self, id: &UserId) -> Result<&Person> {
        self.people.iter().find(|person| person.id == *id).ok_or_else(|| nobody(id))
    }

    /// Somebody by the whole login, in any case. No part of a login and no wildcard means anybody.
    pub fn person_by_login(&self, login: &str) -> Result<&Person> {
        let missing = || Error::new(ErrorKind::NotFound, format!("no user has the login \"{login}\""));
        self.people.iter().find(|person| person.has_login(login)).ok_or_else(missing)
    }

    /// Somebody by id or by login.
    pub fn find(&self, who: &UserRef) -> Result<&Person> {
        match who {
            UserRef::Id(id) => self.person(id),
            UserRef::Login(login) => self.person_by_login(login),
        }
    }

    /// The members of a group. `NotFound` where there is no such group.
    pub fn members(&self, group: &GroupId) -> Result<Vec<&Person>> {
        if !self.teams.iter().any(|team| team.id == *group) {
            return Err(Error::new(ErrorKind::NotFound, format!("no group has the id {group}")));
        }
        Ok(self.people.iter().filter(|person| person.groups.contains(group)).collect())
    }

    /// The factors that the tenant shows of a user. Those of a deactivated user are not shown: `NotFound`.
    pub fn factors(&self, user: &UserId) -> Result<Vec<&EnrolledFactor>> {
        let person = self.present(user)?;
        Ok(person.factors.iter().filter(|factor| !factor.hidden).collect())
    }

    /// One factor that the tenant shows.
    pub fn factor(&self, user: &UserId, factor: &FactorId) -> Result<&EnrolledFactor> {
        let found = self.factors(user)?.into_iter().find(|candidate| candidate.id == *factor);
        found.ok_or_else(|| no_factor(user, factor))
    }

    /// The factors that would go together with this one, as far as the tenant shows them.
    pub fn removal_takes(&self, user: &UserId, factor: &FactorId) -> Result<Vec<FactorId>> {
        let first = self.factor(user, factor)?;
        let siblings = self.factors(user)?.into_iter().filter(|other| first.takes(other));
        Ok(siblings.map(|sibling| sibling.id.clone()).collect())
    }

    /// A user who has not left.
    pub(super) fn present(&self, user: &UserId) -> Result<&Person> {
        let person = self.person(user)?;
        if person.is_deactivated() {
            return Err(nobody(user).with_hint("the account is deactivated: its factors are gone from view"));
        }
        Ok(person)
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, FactorType, Kind, UserStatus};

    use crate::{enrolled::EnrolledFactor, ids::Ids, person::Person, world::World};

    fn world() -> World {
        let mut world = World::new(Ids::plain());
        let mut ada = Person::new("u1", "ada@example.com", UserStatus::Active);
        ada.factors.push(EnrolledFactor::new("f1", FactorType::of(Kind::Sms)));
        world.add(ada).unwrap();
        world
    }

    #[test]
    fn only_the_whole_login_finds_somebody_in_any_case() {
        let world = world();
        assert_eq!(world.person_by_login("ADA@Example.com").unwrap().id, "u1".into());
        for near_miss in ["ada", "ada@example", "*", "ada@example.com ", "", "u1"] {
            assert_eq!(world.person_by_login(near_miss).unwrap_err().kind(), ErrorKind::NotFound, "{near_miss}");
        }
    }

    #[test]
    fn nobody_comes_twice() {
        let mut world = world();
        let again = world.add(Person::new("u2", "Ada@example.com", UserStatus::Active));
        assert_eq!(again.unwrap_err().kind(), ErrorKind::Conflict);
        let again = world.add(Person::new("u1", "other@example.com", UserStatus::Active));
        assert_eq!(again.unwrap_err().kind(), ErrorKind::Conflict);
    }

    #[test]
    fn who_left_shows_no_factors() {
        let mut world = world();
        world.person_mut(&"u1".into()).unwrap().status = UserStatus::Deactivated;
        assert_eq!(world.factors(&"u1".into()).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(world.person(&"u1".into()).is_ok());
    }

    #[test]
    fn a_hidden_factor_is_not_there() {
        let mut world = world();
        world.person_mut(&"u1".into()).unwrap().factors[0].hidden = true;
        assert!(world.factors(&"u1".into()).unwrap().is_empty());
        assert_eq!(world.factor(&"u1".into(), &"f1".into()).unwrap_err().kind(), ErrorKind::NotFound);
    }
}
