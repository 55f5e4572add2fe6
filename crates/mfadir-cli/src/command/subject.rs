//! The person that a command works on.

use mfadir::{Connection, Purpose, Tenant};
use mfadir_core::User;
use mfadir_ops::{Facts, Guard, Want, find, gather};

use crate::{
    context::{Access, Context},
    failure::Outcome,
};

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
        let person = context.person(text, access).await?;
        let tenant = context.tenant(&person.tenant).await?;
        let connection = context.connect_to(&tenant, Purpose::Person)?;
        let user = find(&*connection.read, &person.who).await?;
        Ok(Self { tenant, connection, user })
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

    /// Their factors and nothing else: one request.
    pub(super) async fn factors(&self, context: &Context) -> Outcome<Facts> {
        self.facts(context, Want { factors: true, ..Want::default() }).await
    }
}
