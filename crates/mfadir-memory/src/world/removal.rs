//! Factors that go, and those that go with them.

use jiff::Timestamp;
use mfadir_core::{FactorId, FactorType, Operation, RemoveOptions, Result, UserId};

use super::{World, no_factor};
use crate::{act::Act, enrolled::EnrolledFactor};

impl World {
    /// Removes one factor or device and whatever goes with it, hidden siblings too. Answers with all that went, the one that
    /// was asked for first.
    pub fn remove_factor(
        &mut self,
        user: &UserId,
        factor: &FactorId,
        options: &RemoveOptions,
        act: &Act,
    ) -> Result<Vec<FactorId>> {
        if self.device(user, factor).is_ok() {
            return self.remove_device(user, factor, act);
        }
        let first = self.factor(user, factor).map_err(|_| self.missing(user, factor))?.clone();
        if options.remove_recovery {
            self.forget_recovery(user, &first)?;
        }
        let mut gone = self.take(user, |candidate| candidate.id == first.id)?;
        gone.extend(self.take(user, |candidate| first.takes(candidate))?);
        Ok(self.bury(user, gone, Operation::Remove, act))
    }

    /// Removes every factor, hidden and pending ones too. It is no error when there was none.
    pub fn reset(&mut self, user: &UserId, act: &Act) -> Result<Vec<FactorId>> {
        self.present(user)?;
        let gone = self.take(user, |_| true)?;
        Ok(self.bury(user, gone, Operation::Reset, act))
    }

    /// The right `NotFound`: nobody, or somebody without it.
    fn missing(&self, user: &UserId, factor: &FactorId) -> mfadir_core::Error {
        self.present(user).err().unwrap_or_else(|| no_factor(user, factor))
    }

    pub(super) fn take(
        &mut self,
        user: &UserId,
        goes: impl Fn(&EnrolledFactor) -> bool,
    ) -> Result<Vec<EnrolledFactor>> {
        let person = self.person_mut(user)?;
        Ok(person.factors.extract_if(.., |factor| goes(factor)).collect())
    }

    fn forget_recovery(&mut self, user: &UserId, factor: &EnrolledFactor) -> Result<()> {
        if let Some(number) = &factor.destination {
            self.person_mut(user)?.recovery_phones.retain(|phone| phone != number);
        }
        Ok(())
    }

    /// Ends what ran on the factors, forgets their devices, writes them to the log, and brings back those that return by themselves.
    pub(super) fn bury(
        &mut self,
        user: &UserId,
        gone: Vec<EnrolledFactor>,
        operation: Operation,
        act: &Act,
    ) -> Vec<FactorId> {
        let ids: Vec<FactorId> = gone.iter().map(|factor| factor.id.clone()).collect();
        self.enrollments.retain(|running| !ids.contains(&running.factor));
        self.challenges.retain(|running| !ids.contains(&running.factor));
        self.forget_devices(user);
        for factor in gone {
            self.note(user, operation, Some((&factor.id, &factor.factor_type())), act);
            if factor.returns {
                self.bring_back(user, factor, act.at);
            }
        }
        ids
    }

    fn bring_back(&mut self, user: &UserId, mut factor: EnrolledFactor, at: Timestamp) {
        factor.id = self.factor_id(&factor.factor_type());
        factor.created = Some(at);
        factor.last_updated = Some(at);
        factor.last_verified = None;
        if let Ok(person) = self.person_mut(user) {
            person.factors.push(factor);
        }
    }

    /// A new id for a factor of this type.
    pub(super) fn factor_id(&mut self, factor_type: &FactorType) -> FactorId {
        FactorId::from(self.ids.next(&factor_type.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{ErrorKind, FactorId, FactorType, Kind, RemoveOptions, UserId, UserStatus};
    use proptest::{collection::vec, prelude::any, prop_assert, prop_assert_eq, proptest};

    use crate::{
        act::Act,
        enrolled::{EnrolledFactor, Family},
        ids::Ids,
        person::Person,
        world::World,
    };

    fn act() -> Act {
        Act::at(Timestamp::UNIX_EPOCH)
    }

    fn member(id: &str, family: Option<u8>, takes_all: bool) -> EnrolledFactor {
        let mut factor = EnrolledFactor::new(id, FactorType::of(Kind::Push));
        factor.family = family.map(|number| Family { name: format!("family{number}"), takes_all });
        factor
    }

    fn world_of(factors: Vec<EnrolledFactor>) -> (World, UserId) {
        let mut world = World::new(Ids::plain());
        let mut person = Person::new("u1", "ada@example.com", UserStatus::Active);
        person.factors = factors;
        world.add(person).unwrap();
        (world, "u1".into())
    }

    proptest! {
        #[test]
        fn what_goes_is_the_factor_and_what_it_takes_and_nothing_else(
            shapes in vec((any::<Option<bool>>(), any::<bool>(), any::<bool>()), 1..8),
            pick in any::<proptest::sample::Index>(),
        ) {
            let factors: Vec<EnrolledFactor> = shapes.iter().enumerate().map(|(index, (family, takes, hidden))| {
                let mut factor = member(&format!("f{index}"), family.map(u8::from), *takes);
                factor.hidden = *hidden;
                factor
            }).collect();
            let victim = factors[pick.index(factors.len())].clone();
            let (mut world, user) = world_of(factors.clone());
            let removed = world.remove_factor(&user, &victim.id, &RemoveOptions::default(), &act());
            let left = &world.person(&user).unwrap().factors;
            if victim.hidden {
                prop_assert_eq!(removed.unwrap_err().kind(), ErrorKind::NotFound);
                prop_assert_eq!(left, &factors);
                return Ok(());
            }
            let gone = removed.unwrap();
            for factor in &factors {
                let should_go = factor.id == victim.id || victim.takes(factor);
                prop_assert_eq!(gone.contains(&factor.id), should_go);
                prop_assert_eq!(left.contains(factor), !should_go);
            }
            if let Some(family) = victim.family.filter(|family| family.takes_all) {
                prop_assert!(!left.iter().any(|f| f.family.as_ref().is_some_and(|f| f.name == family.name)));
            }
        }

        #[test]
        fn a_reset_leaves_nothing(shapes in vec((any::<Option<bool>>(), any::<bool>()), 0..8)) {
            let factors = shapes.iter().enumerate();
            let factors = factors.map(|(index, (family, takes))| member(&format!("f{index}"), family.map(u8::from), *takes));
            let (mut world, user) = world_of(factors.collect());
            prop_assert_eq!(world.reset(&user, &act()).unwrap().len(), shapes.len());
            prop_assert!(world.person(&user).unwrap().factors.is_empty());
        }
    }

    #[test]
    fn a_second_removal_is_not_found() {
        let (mut world, user) = world_of(vec![member("f1", None, false)]);
        let id = FactorId::from("f1");
        world.remove_factor(&user, &id, &RemoveOptions::default(), &act()).unwrap();
        let again = world.remove_factor(&user, &id, &RemoveOptions::default(), &act());
        assert_eq!(again.unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn what_returns_by_itself_is_there_again_under_a_new_id() {
        let mut factor = member("f1", None, false);
        factor.returns = true;
        let (mut world, user) = world_of(vec![factor]);
        assert_eq!(world.reset(&user, &act()).unwrap(), ["f1".into()]);
        let left = world.factors(&user).unwrap();
        assert_eq!(left.len(), 1);
        assert_ne!(left[0].id, "f1".into());
    }

    #[test]
    fn recovery_goes_only_where_it_was_asked_for() {
        for (remove_recovery, phones_left) in [(false, 1), (true, 0)] {
            let mut phone = member("f1", None, false);
            phone.destination = Some("+15555550123".into());
            let (mut world, user) = world_of(vec![phone]);
            world.person_mut(&user).unwrap().recovery_phones.push("+15555550123".into());
            world.remove_factor(&user, &"f1".into(), &RemoveOptions { remove_recovery }, &act()).unwrap();
            assert_eq!(world.person(&user).unwrap().recovery_phones.len(), phones_left);
        }
    }
}
