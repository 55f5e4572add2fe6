//! The person that a command works on.

use mfadir::{Connection, Purpose, Tenant};
use mfadir_core::{Clock, Operation, Profile, User};
use mfadir_ops::{
    Error, Facts, Guard, Mandate, NoRecorder, Permit, Tools, UserSelector, Want, find, gather, offered, permit,
};

use super::lifting::refused;
use crate::{
    context::{Access, Context},
    failure::Outcome,
};

/// A tenant that is connected to, and whom to look for there. Nothing was sent yet.
#[derive(Debug)]
pub(super) struct Place {
    tenant: Tenant,
    connection: Connection,
    who: UserSelector,
}

impl Place {
    /// Where the person is that an argument names.
    pub(super) async fn of(context: &mut Context, text: &str, access: Access) -> Outcome<Self> {
        let person = context.person(text, access).await?;
        let tenant = context.tenant(&person.tenant).await?;
        let connection = context.connect_to(&tenant, Purpose::Person)?;
        Ok(Self { tenant, connection, who: person.who })
    }

    /// What can be done there.
    pub(super) fn profile(&self) -> &Profile {
        self.connection.write.profile()
    }

    /// Finds the person.
    pub(super) async fn find(self) -> Outcome<Subject> {
        let user = find(&*self.connection.read, &self.who).await?;
        Ok(Subject { tenant: self.tenant, connection: self.connection, user })
    }
}

/// A person who was found, on a tenant that is connected to.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) tenant: Tenant,
    pub(super) connection: Connection,
    pub(super) user: User,
}

impl Subject {
    /// Finds the person that an argument names.
    pub(super) async fn find(context: &mut Context, text: &str, access: Access) -> Outcome<Self> {
        Self::find_for(context, text, access, &[]).await
    }

    /// The same for what needs these operations. Where the tenant does not offer one of them, nobody is asked.
    pub(super) async fn find_for(
        context: &mut Context,
        text: &str,
        access: Access,
        needs: &[Operation],
    ) -> Outcome<Self> {
        let place = Place::of(context, text, access).await?;
        needs.iter().try_for_each(|operation| offered(place.profile(), *operation))?;
        place.find().await
    }

    /// The guard rules of their tenant.
    pub(super) fn guard(&self) -> Guard {
        Guard { protected: self.tenant.protected.clone(), ..Guard::default() }
    }

    /// What is known of them.
    pub(super) async fn facts(&self, context: &Context, want: Want) -> Outcome<Facts> {
        let connection = &self.connection;
        let profile = connection.write.profile();
        Ok(gather(&*connection.read, profile, &*context.clock, self.user.clone(), want).await?)
    }

    /// Leave for these operations on them, by what was read of them.
    pub(super) fn permit(&self, facts: &Facts, operations: &[Operation], mandate: &Mandate) -> Outcome<Permit> {
        permit(facts, operations, mandate, &self.guard()).map_err(|error| match error {
            Error::Refused { refusals } => refused(&refusals),
            other => other.into(),
        })
    }

    /// What their factors are enrolled, challenged and verified with.
    pub(super) fn tools<'a>(&'a self, clock: &'a dyn Clock) -> Tools<'a> {
        Tools { directory: &*self.connection.write, clock, recorder: &NoRecorder }
    }

    /// Their factors and nothing else: one request.
    pub(super) async fn factors(&self, context: &Context) -> Outcome<Facts> {
        self.facts(context, Want { factors: true, ..Want::default() }).await
    }
}
