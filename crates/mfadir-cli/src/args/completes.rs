//! What an argument is, for the shell that completes it.

use clap::builder::ArgExt;

/// What fits in the place of an argument, where clap cannot know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Completes {
    /// A tenant of the configuration, or a demo tenant.
    Tenant,
    /// A tenant of the configuration.
    OwnTenant,
    /// A tenant, or a provider.
    TenantOrProvider,
    /// A person, perhaps behind a tenant.
    Person,
    /// A factor that a person may have.
    Factor,
    /// A factor that a person could enroll.
    NewFactor,
    /// A provider.
    Provider,
    /// A form of credential.
    CredentialForm,
    /// A key of a provider's settings, and its value.
    Setting,
    /// A key of a provider's secrets, and where it is kept.
    Secret,
    /// A word that tenants are picked by.
    Tag,
}

impl ArgExt for Completes {}
