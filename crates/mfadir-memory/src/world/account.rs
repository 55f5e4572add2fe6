//! The account itself: its lock and its sessions.

use mfadir_core::{Error, ErrorKind, Operation, Result, SessionOptions, UserId, UserStatus};

use super::{World, attempts::Try};
use crate::act::Act;

impl World {
    /// Lifts the lock. `Conflict` where the account is not locked.
    pub fn unlock(&mut self, user: &UserId, act: &Act) -> Result<()> {
        let person = self.person_mut(user)?;
        if person.status != UserStatus::Locked {
            return Err(Error::new(ErrorKind::Conflict, format!("the user {user} is not locked")));
        }
        person.status = UserStatus::Active;
        self.forget(user, Try::Verification);
        self.note(user, Operation::Unlock, None, act);
        Ok(())
    }

    /// Ends all sessions, and revokes the tokens of applications where that is asked for.
    pub fn end_sessions(&mut self, user: &UserId, options: &SessionOptions, act: &Act) -> Result<()> {
        let person = self.person_mut(user)?;
        person.sessions = 0;
        if options.revoke_tokens {
            person.tokens = 0;
        }
        self.note(user, Operation::EndSessions, None, act);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{ErrorKind, SessionOptions, UserId, UserStatus};

    use crate::{act::Act, ids::Ids, person::Person, world::World};

    #[test]
    fn only_a_lock_can_be_lifted() {
        let (mut world, act, user) = (World::new(Ids::plain()), Act::at(Timestamp::UNIX_EPOCH), UserId::from("u1"));
        world.add(Person::new("u1", "leo@example.com", UserStatus::Locked)).unwrap();
        world.unlock(&user, &act).unwrap();
        assert_eq!(world.person(&user).unwrap().status, UserStatus::Active);
        assert_eq!(world.unlock(&user, &act).unwrap_err().kind(), ErrorKind::Conflict);
        assert_eq!(world.unlock(&"u2".into(), &act).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn tokens_outlive_sessions_unless_asked() {
        let (mut world, act, user) = (World::new(Ids::plain()), Act::at(Timestamp::UNIX_EPOCH), UserId::from("u1"));
        let mut person = Person::new("u1", "ada@example.com", UserStatus::Active);
        (person.sessions, person.tokens) = (2, 3);
        world.add(person).unwrap();
        world.end_sessions(&user, &SessionOptions::default(), &act).unwrap();
        assert_eq!((world.people()[0].sessions, world.people()[0].tokens), (0, 3));
        world.end_sessions(&user, &SessionOptions { revoke_tokens: true }, &act).unwrap();
        assert_eq!(world.people()[0].tokens, 0);
    }
}
