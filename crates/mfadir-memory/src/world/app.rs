//! The app behind a push, where it shows codes beside its prompts: some providers take either.

use jiff::Timestamp;
use mfadir_core::{Activation, EnrollmentHandle, FactorId, Kind, Proof, Result, UserId, Verification};

use super::{
    World,
    attempts::Try,
    proof::{Spent, check_own},
};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked, otp};

impl World {
    /// The code that the app of a push shows at that time.
    pub fn app_code(&self, user: &UserId, factor: &FactorId, at: Timestamp) -> Option<Masked> {
        let factor = self.own_factor(user, factor).ok().filter(|factor| factor.kind == Kind::Push)?;
        factor.secret.as_ref().map(|key| otp::timed(key, at))
    }

    /// Takes a code of the app in place of a tap, as [`World::verify`] takes other codes.
    pub fn verify_app_code(&mut self, user: &UserId, id: &FactorId, proof: &Proof, act: &Act) -> Result<Verification> {
        self.within_limit(user, Try::Verification, act.at)?;
        let factor = self.ready(user, id)?;
        let (factor_type, spent) = (factor.factor_type(), self.check_app(factor, proof, act.at));
        let spent = self.judged(user, Try::Verification, Some((id, &factor_type)), spent, act)?;
        self.accept(user, id, spent, act)
    }

    /// Completes an enrollment with a code of the app, as [`World::activate`] does with other codes.
    pub fn activate_app(
        &mut self,
        user: &UserId,
        handle: &EnrollmentHandle,
        proof: &Proof,
        act: &Act,
    ) -> Result<Activation> {
        let running = self.open_enrollment(user, handle)?;
        if act.at >= running.ends {
            return self.poll_enrollment(user, handle, act);
        }
        self.within_limit(user, Try::Activation, act.at)?;
        let factor = self.own_factor(user, &running.factor)?;
        let (factor_type, spent) = (factor.factor_type(), self.check_app(factor, proof, act.at));
        let spent = self.judged(user, Try::Activation, Some((&running.factor, &factor_type)), spent, act)?;
        self.finish(user, running.factor, spent, act)
    }

    fn check_app(&self, factor: &EnrolledFactor, proof: &Proof, at: Timestamp) -> Result<Spent> {
        let as_codes = EnrolledFactor { kind: Kind::Totp, ..factor.clone() };
        check_own(&as_codes, proof, at, self.rules.window)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mfadir_core::{Activation, EnrollRequest, ErrorKind, FactorId, FactorType, Kind, Proof, UserId, UserStatus};

    use crate::{act::Act, ids::Ids, offer::Offer, person::Person, world::World};

    #[test]
    fn a_code_of_the_app_completes_and_proves_once() {
        let (mut world, user, act) = (World::new(Ids::plain()), UserId::from("u1"), Act::at(Timestamp::UNIX_EPOCH));
        world.add(Person::new("u1", "ada@example.com", UserStatus::Active)).unwrap();
        world.offers.push(Offer::new(FactorType::of(Kind::Push), "App"));
        let begun = world.enroll(&user, &EnrollRequest::new(FactorType::of(Kind::Push)), &act).unwrap();
        let factor: FactorId = begun.factor.unwrap();
        let shown = |world: &World, at| Proof::Code(world.app_code(&user, &factor, at).unwrap().reveal().into());
        let code = shown(&world, act.at);
        let wrong = world.activate_app(&user, &begun.handle, &Proof::Code("no".into()), &act);
        assert_eq!(wrong.unwrap_err().kind(), ErrorKind::WrongProof);
        let done = world.activate_app(&user, &begun.handle, &code, &act).unwrap();
        assert_eq!(done, Activation::Active(factor.clone()));
        let again = world.verify_app_code(&user, &factor, &code, &act);
        assert_eq!(again.unwrap_err().kind(), ErrorKind::WrongProof);
        let later = Act::at(act.at + std::time::Duration::from_mins(1));
        let next = shown(&world, later.at);
        assert!(world.verify_app_code(&user, &factor, &next, &later).is_ok());
    }
}
