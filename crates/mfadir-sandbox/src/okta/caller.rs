//! Who calls, of which tenant, with what a handler needs of both.

use std::sync::MutexGuard;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use mfadir_core::UserId;
use mfadir_memory::{Act, EnrolledFactor, Person, World};

use super::{
    links::Links,
    lookup::{by_any_name, by_id, owner},
    reach::Reach,
    refusal::Refusal,
};
use crate::{dialect::Asked, tenant::Tenant};

/// The request's caller. Paths may name the owner of its token by `me`.
pub(super) struct Caller {
    pub(super) tenant: Tenant,
    pub(super) asked: Asked,
    owner: Option<UserId>,
}

impl FromRequestParts<Tenant> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, tenant: &Tenant) -> Result<Self, StatusCode> {
        let asked = parts.extensions.get::<Asked>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(Self { owner: owner(tenant, &asked), tenant: tenant.clone(), asked })
    }
}

impl Caller {
    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.tenant.world()
    }

    pub(super) fn links(&self) -> Links<'_> {
        Links { origin: &self.asked.origin }
    }

    pub(super) fn reach(&self) -> Reach {
        Reach::of(&self.tenant, &self.asked)
    }

    /// The circumstances of what the call changes.
    pub(super) fn act(&self) -> Act {
        self.tenant.act(&self.asked)
    }

    /// The user that the path names by id or by `me`.
    pub(super) fn person<'a>(&self, world: &'a World, name: &str) -> Result<&'a Person, Refusal> {
        by_id(world, name, self.owner.as_ref())
    }

    /// The user that the path names by id, by `me` or by a login.
    pub(super) fn anybody<'a>(&self, world: &'a World, name: &str) -> Result<&'a Person, Refusal> {
        by_any_name(world, name, self.owner.as_ref())
    }

    /// The id of that user.
    pub(super) fn named(&self, name: &str) -> Result<UserId, Refusal> {
        self.anybody(&self.world(), name).map(|person| person.id.clone())
    }

    /// The same user as [`Caller::person`], if still there, and the factors that the policy shows.
    pub(super) fn shown<'a>(
        &self,
        world: &'a World,
        name: &str,
    ) -> Result<(&'a Person, Vec<&'a EnrolledFactor>), Refusal> {
        let person = self.person(world, name)?;
        let factors = world.factors(&person.id).map_err(|error| Refusal::of(&error, name, "User"))?;
        Ok((person, factors))
    }

    /// The id of that user, and one of their factors.
    pub(super) fn factor(&self, world: &World, name: &str, id: &str) -> Result<(UserId, EnrolledFactor), Refusal> {
        let user = self.shown(world, name)?.0.id.clone();
        let factor = world.factor(&user, &id.into()).map_err(|error| Refusal::of(&error, id, "UserFactor"))?;
        Ok((user, factor.clone()))
    }
}
