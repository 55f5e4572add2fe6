//! Devices that carry families of factors, and what goes with the last one.

use mfadir_core::{FactorId, FactorType, Operation, Result, UserId};

use super::{World, no_factor};
use crate::{act::Act, device::Device, enrolled::EnrolledFactor, person::Person};

impl World {
    /// The devices of a user.
    pub fn devices(&self, user: &UserId) -> Result<&[Device]> {
        Ok(&self.present(user)?.devices)
    }

    /// One device of a user.
    pub fn device(&self, user: &UserId, id: &FactorId) -> Result<&Device> {
        let found = self.devices(user)?.iter().find(|device| device.id == *id);
        found.ok_or_else(|| no_factor(user, id))
    }

    /// The factors that go with a device: those of its family where it is the last one, else none.
    pub fn device_takes(&self, user: &UserId, device: &FactorId) -> Result<Vec<FactorId>> {
        let (device, person) = (self.device(user, device)?, self.present(user)?);
        if person.devices.iter().any(|other| other.family == device.family && other.id != device.id) {
            return Ok(Vec::new());
        }
        Ok(members(person, &device.family).map(|factor| factor.id.clone()).collect())
    }

    /// What a device is as a factor: the member of its family that stands for all, else the first.
    pub fn device_type(&self, user: &UserId, device: &Device) -> Result<FactorType> {
        let person = self.present(user)?;
        let stands = |factor: &&EnrolledFactor| factor.family.as_ref().is_some_and(|family| family.takes_all);
        let member = members(person, &device.family).find(stands).or_else(|| members(person, &device.family).next());
        member.map(EnrolledFactor::factor_type).ok_or_else(|| no_factor(user, &device.id))
    }

    /// Removes one device, and with the last one its family. Answers with all that went, the device first.
    pub(super) fn remove_device(&mut self, user: &UserId, id: &FactorId, act: &Act) -> Result<Vec<FactorId>> {
        let (device, going) = (self.device(user, id)?.clone(), self.device_takes(user, id)?);
        let stands_for = self.device_type(user, &device)?;
        self.person_mut(user)?.devices.retain(|other| other.id != *id);
        if going.is_empty() {
            self.note(user, Operation::Remove, Some((id, &stands_for)), act);
        }
        let gone = self.take(user, |factor| going.contains(&factor.id))?;
        let gone = self.bury(user, gone, Operation::Remove, act);
        Ok([id.clone()].into_iter().chain(gone).collect())
    }

    /// Adds the device that an enrollment came from, where the family lives on devices and has none yet.
    pub(super) fn complete_device(&mut self, user: &UserId, factor: &EnrolledFactor, act: &Act) -> Result<()> {
        let family = factor.family.as_ref().map(|family| family.name.clone());
        let Some(family) = family.filter(|name| self.rules.device_families.contains(name)) else { return Ok(()) };
        if self.person(user)?.devices.iter().any(|device| device.family == family) {
            return Ok(());
        }
        let id = FactorId::from(self.ids.next("device"));
        let (label, detail) = (factor.label.clone(), factor.detail.clone());
        self.person_mut(user)?.devices.push(Device { id, family, label, created: Some(act.at), detail });
        Ok(())
    }

    /// Forgets devices whose family is gone.
    pub(super) fn forget_devices(&mut self, user: &UserId) {
        let Ok(person) = self.person_mut(user) else { return };
        let Person { devices, factors, .. } = person;
        let has = |name: &str| factors.iter().any(|one| one.family.as_ref().is_some_and(|family| family.name == name));
        devices.retain(|device| has(&device.family));
    }
}

fn members<'a>(person: &'a Person, family: &str) -> impl Iterator<Item = &'a EnrolledFactor> {
    let belongs = move |factor: &&EnrolledFactor| factor.family.as_ref().is_some_and(|own| own.name == family);
    person.factors.iter().filter(belongs)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{FactorType, Kind, RemoveOptions, UserId, UserStatus};

    use crate::{
        act::Act,
        device::Device,
        enrolled::{EnrolledFactor, Family},
        ids::Ids,
        person::Person,
        world::World,
    };

    fn device(id: &str) -> Device {
        Device { id: id.into(), family: "app".into(), label: None, created: None, detail: [].into() }
    }

    fn world() -> (World, UserId) {
        let mut person = Person::new("u1", "kai@example.com", UserStatus::Active);
        for (id, kind, takes_all) in [("code", Kind::Totp, false), ("push", Kind::Push, true)] {
            let family = Some(Family { name: "app".into(), takes_all });
            person.factors.push(EnrolledFactor { family, ..EnrolledFactor::new(id, FactorType::of(kind)) });
        }
        person.devices = vec![device("phone"), device("tablet")];
        let mut world = World::new(Ids::plain());
        world.add(person).unwrap();
        (world, "u1".into())
    }

    fn remove(world: &mut World, id: &str) -> Vec<String> {
        let act = Act::at(Timestamp::UNIX_EPOCH);
        let gone = world.remove_factor(&"u1".into(), &id.into(), &RemoveOptions::default(), &act).unwrap();
        gone.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_last_device_takes_the_family_and_no_other_does() {
        let (mut world, user) = world();
        assert!(world.device_takes(&user, &"phone".into()).unwrap().is_empty());
        assert_eq!(remove(&mut world, "phone"), ["phone"]);
        assert_eq!(world.factors(&user).unwrap().len(), 2);
        assert_eq!(world.device_takes(&user, &"tablet".into()).unwrap(), ["code".into(), "push".into()]);
        assert_eq!(remove(&mut world, "tablet"), ["tablet", "code", "push"]);
        assert!(world.factors(&user).unwrap().is_empty());
    }

    #[test]
    fn devices_go_with_their_family_and_stay_with_a_member_of_it() {
        let (mut world, user) = world();
        remove(&mut world, "code");
        assert_eq!(world.devices(&user).unwrap().len(), 2);
        remove(&mut world, "push");
        assert!(world.devices(&user).unwrap().is_empty());
    }

    #[test]
    fn a_device_is_what_stands_for_its_family() {
        let (world, user) = world();
        let device = world.device(&user, &"phone".into()).unwrap();
        assert_eq!(world.device_type(&user, device).unwrap().kind, Kind::Push);
    }
}
