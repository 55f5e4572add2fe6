//! People coming, changing and leaving, as an administrator makes it so.

use mfadir_core::{Error, ErrorKind, Result, UserId, UserStatus};

use super::{World, nobody};
use crate::{act::Act, person::Person};

impl World {
    /// Adds somebody under a new id, with what `describe` says of them. `Conflict` where the login is taken.
    pub fn create(
        &mut self,
        login: &str,
        status: UserStatus,
        act: &Act,
        describe: impl FnOnce(&mut Person),
    ) -> Result<UserId> {
        let mut person = Person::new(self.ids.next("user"), login, status);
        person.created = Some(act.at);
        describe(&mut person);
        let id = person.id.clone();
        self.add(person)?;
        Ok(id)
    }

    /// Changes what is known of somebody. `Conflict`, and nothing is changed, where the new login is another's.
    pub fn change(&mut self, user: &UserId, describe: impl FnOnce(&mut Person)) -> Result<()> {
        let mut changed = self.person(user)?.clone();
        describe(&mut changed);
        let taken = |other: &Person| other.id != *user && other.has_login(&changed.login);
        if self.people.iter().any(taken) {
            return Err(Error::new(ErrorKind::Conflict, format!("the login \"{}\" is taken", changed.login)));
        }
        *self.person_mut(user)? = changed;
        Ok(())
    }

    /// Moves an account from one of these states to another; from any where none is named. `Conflict` where it is in
    /// none of them.
    pub fn move_to(&mut self, user: &UserId, from: &[UserStatus], to: UserStatus) -> Result<()> {
        let person = self.person_mut(user)?;
        if !from.is_empty() && !from.contains(&person.status) {
            return Err(Error::new(ErrorKind::Conflict, format!("the account is {}", person.status)));
        }
        person.status = to;
        Ok(())
    }

    /// Takes somebody away for good.
    pub fn delete(&mut self, user: &UserId) -> Result<()> {
        let index = self.people.iter().position(|person| person.id == *user).ok_or_else(|| nobody(user))?;
        self.people.remove(index);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{ErrorKind, UserStatus};

    use crate::{act::Act, ids::Ids, world::World};

    fn act() -> Act {
        Act::at(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn nobody_takes_anothers_login() {
        let mut world = World::new(Ids::plain());
        let ada = world.create("ada@example.com", UserStatus::Staged, &act(), |_| {}).unwrap();
        let bob = world.create("bob@example.com", UserStatus::Active, &act(), |_| {}).unwrap();
        let again = world.create("ADA@example.com", UserStatus::Active, &act(), |_| {});
        assert_eq!(again.unwrap_err().kind(), ErrorKind::Conflict);
        let renamed = world.change(&bob, |person| person.login = "Ada@example.com".to_owned());
        assert_eq!(renamed.unwrap_err().kind(), ErrorKind::Conflict);
        assert_eq!(world.person(&bob).unwrap().login, "bob@example.com");
        world.change(&ada, |person| person.title = Some("Engineer".to_owned())).unwrap();
    }

    #[test]
    fn an_account_moves_only_from_the_states_that_are_named() {
        let mut world = World::new(Ids::plain());
        let ada = world.create("ada@example.com", UserStatus::Staged, &act(), |_| {}).unwrap();
        let moved = world.move_to(&ada, &[UserStatus::Active], UserStatus::Suspended);
        assert_eq!(moved.unwrap_err().kind(), ErrorKind::Conflict);
        world.move_to(&ada, &[UserStatus::Staged], UserStatus::Active).unwrap();
        world.delete(&ada).unwrap();
        assert!(world.person(&ada).is_err());
    }
}
