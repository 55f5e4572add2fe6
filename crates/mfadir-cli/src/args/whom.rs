//! The person that a command is about.

use clap::Args;

use super::Completes;

/// One argument, the same for every command on one person.
#[derive(Clone, Debug, Args)]
pub(crate) struct Whom {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    #[arg(add = Completes::Person)]
    pub(crate) user: String,
}
