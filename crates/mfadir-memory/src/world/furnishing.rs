//! What a new factor is made of, and what comes with it.

use jiff::Timestamp;
use mfadir_core::{EnrollRequest, EnrollWith, Error, ErrorKind, FactorId, FactorStatus, Result, UserId};
use secrecy::ExposeSecret;

use super::{World, proof::Way};
use crate::{act::Act, enrolled::EnrolledFactor, masked::Masked, offer::Offer, totp};

impl World {
    pub(super) fn offer_for(&self, request: &EnrollRequest) -> Result<Offer> {
        let wanted = |offer: &&Offer| offer.by_api && request.factor_type.covers(&offer.factor_type());
        let missing = || Error::new(ErrorKind::Invalid, format!("{} cannot be enrolled here", request.factor_type));
        self.offers.iter().find(wanted).cloned().ok_or_else(missing)
    }

    pub(super) fn new_factor(&mut self, offer: &Offer, request: &EnrollRequest, act: &Act) -> Result<EnrolledFactor> {
        let factor_type = offer.factor_type();
        let mut factor = EnrolledFactor::new(self.factor_id(&factor_type), factor_type);
        factor.family.clone_from(&offer.family);
        factor.label.clone_from(&request.label);
        factor.created = Some(act.at);
        factor.last_updated = Some(act.at);
        factor.secret = Some(totp::key(self.ids.number()));
        let proves_itself = furnish(&mut factor, &request.with)?;
        if !(request.activate || proves_itself) {
            factor.status = FactorStatus::Pending;
        }
        Ok(factor)
    }

    pub(super) fn refuse_twin(&self, user: &UserId, factor: &EnrolledFactor) -> Result<()> {
        let same = |other: &EnrolledFactor| {
            other.factor_type() == factor.factor_type() && other.destination == factor.destination
        };
        let several = matches!(Way::of(&factor.kind), Way::Signed);
        if !several && self.person(user)?.factors.iter().any(same) {
            return Err(Error::new(ErrorKind::Conflict, format!("the user has {} already", factor.factor_type())));
        }
        Ok(())
    }

    /// Whoever enrolls one member of a family gets the others that the tenant offers.
    pub(super) fn complete_family(&mut self, user: &UserId, factor: &FactorId, at: Timestamp) -> Result<()> {
        let Some(family) = self.own_factor(user, factor)?.family.clone() else { return Ok(()) };
        let related = |offer: &&Offer| offer.family.as_ref().is_some_and(|other| other.name == family.name);
        let offers: Vec<Offer> = self.offers.iter().filter(related).cloned().collect();
        for offer in offers {
            let has = self.person(user)?.factors.iter().any(|other| other.factor_type() == offer.factor_type());
            if !has {
                let sibling = self.sibling(&offer, at);
                self.person_mut(user)?.factors.push(sibling);
            }
        }
        Ok(())
    }

    fn sibling(&mut self, offer: &Offer, at: Timestamp) -> EnrolledFactor {
        let mut sibling = EnrolledFactor::new(self.factor_id(&offer.factor_type()), offer.factor_type());
        sibling.family.clone_from(&offer.family);
        (sibling.created, sibling.last_updated) = (Some(at), Some(at));
        sibling.secret = Some(totp::key(self.ids.number()));
        sibling
    }
}

/// Puts in what the factor is made of. Answers whether it is active without a further proof.
fn furnish(factor: &mut EnrolledFactor, with: &EnrollWith) -> Result<bool> {
    match with {
        EnrollWith::Phone { number, .. } => factor.destination = Some(number.clone()),
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
