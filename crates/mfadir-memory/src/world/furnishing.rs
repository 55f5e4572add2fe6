//! What a new factor is made of, and what comes with it.

use mfadir_core::{
    EnrollRequest, EnrollWith, Error, ErrorKind, FactorId, FactorStatus, FactorType, Operation, Result, UserId,
};
use secrecy::ExposeSecret;

use super::{
    World,
    proof::{Way, check_own},
};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked, offer::Offer, otp, reason::Reason};

impl World {
    pub(super) fn offer_for(&self, request: &EnrollRequest) -> Result<Offer> {
        let wanted = |offer: &&Offer| offer.by_api && request.factor_type.covers(&offer.factor_type());
        let missing = || Error::new(ErrorKind::Invalid, format!("{} cannot be enrolled here", request.factor_type));
        self.offers.iter().find(wanted).cloned().ok_or_else(missing)
    }

    pub(super) fn new_factor(
        &mut self,
        user: &UserId,
        offer: &Offer,
        request: &EnrollRequest,
        act: &Act,
    ) -> Result<EnrolledFactor> {
        let factor_type = offer.factor_type();
        let mut factor = EnrolledFactor::new("", factor_type.clone());
        factor.family.clone_from(&offer.family);
        factor.label.clone_from(&request.label);
        (factor.created, factor.last_updated) = (Some(act.at), Some(act.at));
        factor.secret = Some(otp::key(self.ids.number()));
        let proves_itself = furnish(&mut factor, &request.with)?;
        if let EnrollWith::Token { proof, .. } = &request.with {
            check_own(&factor, proof, act.at, self.rules.window)?.leave(&mut factor);
        }
        if !(request.activate || proves_itself) {
            factor.status = FactorStatus::Pending;
        }
        factor.id = self.id_for(user, &factor, &factor_type);
        Ok(factor)
    }

    /// The id of the pending factor that the new one takes the place of, else a new one.
    fn id_for(&mut self, user: &UserId, factor: &EnrolledFactor, factor_type: &FactorType) -> FactorId {
        let person = self.person(user).ok();
        let twin = person.and_then(|person| person.factors.iter().find(|other| is_pending_twin(other, factor)));
        if let Some(twin) = twin {
            return twin.id.clone();
        }
        let sort = factor_type.to_string();
        let pending = factor.status == FactorStatus::Pending;
        FactorId::from(if pending { self.ids.next_pending(&sort) } else { self.ids.next(&sort) })
    }

    pub(super) fn refuse_twin(&self, user: &UserId, factor: &EnrolledFactor, request: &EnrollRequest) -> Result<()> {
        if Way::of(&factor.kind) == Way::Signed {
            return Ok(());
        }
        let mut same = self.person(user)?.factors.iter().filter(|other| same_type(other, factor) && is_active(other));
        let (twin, other) = (same.clone().any(|other| other.destination == factor.destination), same.next().is_some());
        if twin {
            return Err(Error::new(ErrorKind::Conflict, format!("the user has {} already", factor.factor_type())));
        }
        let numbered = matches!(request.with, EnrollWith::Phone { .. });
        if other && numbered && self.rules.one_phone && !replaces(request) {
            return Err(Reason::OtherNumber.error());
        }
        Ok(())
    }

    pub(super) fn drop_pending_twin(&mut self, user: &UserId, factor: &EnrolledFactor) -> Result<()> {
        let gone = self.take(user, |other| is_pending_twin(other, factor))?;
        let gone: Vec<FactorId> = gone.into_iter().map(|factor| factor.id).collect();
        self.enrollments.retain(|running| !gone.contains(&running.factor));
        Ok(())
    }

    /// Takes away the numbers that a new one takes the place of.
    pub(super) fn drop_replaced(&mut self, user: &UserId, factor: &EnrolledFactor) -> Result<()> {
        let running = self.enrollments.iter().find(|running| running.user == *user && running.factor == factor.id);
        if running.is_some_and(|running| running.replaces) {
            self.take(user, |other| same_type(other, factor) && other.id != factor.id)?;
        }
        Ok(())
    }

    /// Whoever enrolls one member of a family gets the others that the tenant offers.
    pub(super) fn complete_family(&mut self, user: &UserId, factor: &FactorId, act: &Act) -> Result<()> {
        let Some(family) = self.own_factor(user, factor)?.family.clone() else { return Ok(()) };
        let related = |offer: &&Offer| offer.family.as_ref().is_some_and(|other| other.name == family.name);
        let offers: Vec<Offer> = self.offers.iter().filter(related).cloned().collect();
        for offer in offers {
            let has = self.person(user)?.factors.iter().any(|other| other.factor_type() == offer.factor_type());
            if !has {
                let sibling = self.sibling(&offer, act);
                self.note(user, Operation::Activate, Some((&sibling.id, &offer.factor_type())), act);
                self.person_mut(user)?.factors.push(sibling);
            }
        }
        Ok(())
    }

    fn sibling(&mut self, offer: &Offer, act: &Act) -> EnrolledFactor {
        let mut sibling = EnrolledFactor::new(self.factor_id(&offer.factor_type()), offer.factor_type());
        sibling.family.clone_from(&offer.family);
        (sibling.created, sibling.last_updated) = (Some(act.at), Some(act.at));
        sibling.secret = Some(otp::key(self.ids.number()));
        sibling
    }
}

/// Whether a new number takes the place of the others.
pub(super) fn replaces(request: &EnrollRequest) -> bool {
    matches!(request.with, EnrollWith::Phone { replace: true, .. })
}

fn same_type(one: &EnrolledFactor, other: &EnrolledFactor) -> bool {
    one.factor_type() == other.factor_type()
}

fn is_active(factor: &EnrolledFactor) -> bool {
    factor.status != FactorStatus::Pending
}

fn is_pending_twin(other: &EnrolledFactor, factor: &EnrolledFactor) -> bool {
    let one_at_a_time = Way::of(&factor.kind) != Way::Signed;
    one_at_a_time && !is_active(other) && same_type(other, factor) && other.destination == factor.destination
}

/// Puts in what the factor is made of. Answers whether it is active without a further proof.
fn furnish(factor: &mut EnrolledFactor, with: &EnrollWith) -> Result<bool> {
    match with {
        EnrollWith::Phone { number, extension, .. } => {
            factor.destination = Some(number.clone());
            factor.detail.extend(extension.clone().map(|extension| ("extension".to_owned(), extension)));
        }
        EnrollWith::Email { address } => factor.destination = Some(address.clone()),
        EnrollWith::Secret { secret, .. } => factor.secret = Some(Masked::new(secret.expose_secret())),
        EnrollWith::Question { question, answer } => {
            factor.detail.insert("question".to_owned(), question.clone());
            factor.secret = Some(Masked::new(answer.expose_secret()));
            return Ok(true);
        }
        EnrollWith::Token { serial, .. } => {
            factor.detail.extend(serial.clone().map(|serial| ("serial".to_owned(), serial)));
            return Ok(true);
        }
        _ => {}
    }
    match Way::of(&factor.kind) {
        Way::Sent if factor.destination.is_none() => {
            Err(Error::new(ErrorKind::Invalid, format!("{} needs a number or an address", factor.factor_type())))
        }
        Way::Remembered => Err(Error::new(ErrorKind::Invalid, "a security question needs its answer")),
        _ => Ok(false),
    }
}
