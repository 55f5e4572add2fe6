//! What the world keeps, as the contract's values.

use mfadir_core::{
    AvailableFactor, Destination, EnrollmentHandle, Event, Factor, FactorStatus, Group, Operation, Outcome, Result,
    Role, User, UserId,
};

use crate::{
    device::Device,
    enrolled::EnrolledFactor,
    person::{HeldRole, Person, Team},
    world::{Entry, World},
};

pub(super) fn user(person: &Person) -> User {
    User {
        emails: person.emails.clone(),
        name: person.name(),
        phone: person.phone.clone(),
        employee_number: person.employee_number.clone(),
        manager: person.manager.clone(),
        department: person.department.clone(),
        created: person.created,
        last_sign_in: person.last_sign_in,
        has_factors: has_factors(person),
        ..User::new(person.id.clone(), person.login.clone(), person.status.clone())
    }
}

/// A factor that is not activated is not enrolled; who has left shows nothing.
fn has_factors(person: &Person) -> Option<bool> {
    let is_enrolled = |factor: &EnrolledFactor| factor.status != FactorStatus::Pending;
    (!person.is_deactivated()).then(|| person.factors.iter().any(is_enrolled))
}

/// The devices of a user, each as the factor that it stands for.
pub(super) fn devices(world: &World, user: &UserId) -> Result<Vec<Factor>> {
    world.devices(user)?.iter().map(|one| device(world, user, one)).collect()
}

fn device(world: &World, user: &UserId, device: &Device) -> Result<Factor> {
    Ok(Factor {
        label: device.label.clone(),
        created: device.created,
        removal_takes: world.device_takes(user, &device.id)?,
        ..Factor::new(device.id.clone(), world.device_type(user, device)?, FactorStatus::Active)
    })
}

/// All factors that the world shows of a user, with what goes with each and how its enrollment goes on.
pub(super) fn factors(world: &World, user: &UserId) -> Result<Vec<Factor>> {
    let shown = world.factors(user)?;
    shown.iter().map(|enrolled| factor(world, user, enrolled)).collect()
}

pub(super) fn factor(world: &World, user: &UserId, enrolled: &EnrolledFactor) -> Result<Factor> {
    let mut factor = alone(enrolled);
    factor.removal_takes = world.removal_takes(user, &enrolled.id)?;
    let running = world.enrollment_of(user, &enrolled.id);
    factor.enrollment = running.map(|running| EnrollmentHandle::pack(running.id.clone()));
    Ok(factor)
}

/// A factor without its owner.
pub(super) fn alone(enrolled: &EnrolledFactor) -> Factor {
    Factor {
        label: enrolled.label.clone(),
        default: Some(enrolled.default),
        created: enrolled.created,
        last_updated: enrolled.last_updated,
        last_verified: enrolled.last_verified,
        destination: enrolled.destination.clone().map(Destination::new),
        ..Factor::new(enrolled.id.clone(), enrolled.factor_type(), enrolled.status.clone())
    }
}

/// What the tenant offers, and whether this user has it.
pub(super) fn available(world: &World, person: &Person) -> Vec<AvailableFactor> {
    let offer = |offer: &crate::offer::Offer| AvailableFactor {
        factor_type: offer.factor_type(),
        label: Some(offer.label.clone()),
        rule: offer.rule.clone(),
        enrolled: Some(person.factors.iter().any(|factor| factor.factor_type() == offer.factor_type())),
    };
    world.offers.iter().map(offer).collect()
}

pub(super) fn group(team: &Team) -> Group {
    Group { id: team.id.clone(), name: team.name.clone(), description: team.description.clone() }
}

pub(super) fn role(held: &HeldRole) -> Role {
    Role { name: held.name.clone(), label: Some(held.label.clone()), administrator: held.administrator }
}

/// What fails while it is only asked about was denied.
fn outcome(entry: &Entry) -> Outcome {
    match entry.operation() {
        Some(Operation::Poll) if entry.failed => Outcome::Denied,
        _ if entry.failed => Outcome::Failure,
        _ => Outcome::Success,
    }
}

pub(super) fn event(entry: &Entry) -> Event {
    Event {
        id: entry.id.clone(),
        at: entry.at,
        what: entry.what.clone(),
        operation: entry.operation(),
        actor: entry.actor.clone(),
        actor_id: None,
        user: Some(entry.user.clone()),
        login: None,
        factor: entry.factor.clone(),
        factor_type: entry.factor_type.as_ref().and_then(|text| text.parse().ok()),
        outcome: Some(outcome(entry)),
        request_id: entry.request_id.clone(),
        user_agent: entry.user_agent.clone(),
    }
}
