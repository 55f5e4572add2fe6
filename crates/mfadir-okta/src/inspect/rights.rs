//! Whether the credential's roles let it act on other people.

use mfadir_core::{ErrorKind, Finding, Result, Role, UserId};
use mfadir_http::{Path, Request};

use super::judge::{judge_roles, problem, warning};
use crate::{directory::Okta, profile::bucket, wire::RoleRow};

/// Whose roles count.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holder<'a> {
    /// The account that made an API token.
    User(&'a UserId),
    /// A service app.
    App(&'a str),
}

impl Okta {
    pub(super) async fn removes(&self, holder: Holder<'_>) -> Finding {
        match self.roles_of(holder).await {
            Ok(roles) => judge_roles(&roles),
            Err(error) if error.kind() == ErrorKind::Forbidden => {
                warning("may not read its own roles, so whether it may remove factors shows when it does")
            }
            Err(error) => problem("cannot read roles", &error),
        }
    }

    pub(super) async fn roles_of(&self, holder: Holder<'_>) -> Result<Vec<Role>> {
        match holder {
            Holder::User(user) => self.api.roles(user).await,
            Holder::App(client_id) => {
                let path = Path::new("/oauth2/v1/clients").segment(client_id)?.fixed("/roles");
                let response = self.api.ask(Request::get(&path).bucket(bucket::REST)).await?;
                Ok(response.list::<RoleRow>("a list of roles")?.into_iter().map(Role::from).collect())
            }
        }
    }
}
