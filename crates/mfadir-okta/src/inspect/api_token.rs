//! What can be told about an API token.

use mfadir_core::{Credential, Finding, Inspection, Owner, Result, UserId};
use mfadir_http::{Path, Request};

use super::{
    judge::{good, warning},
    rights::Holder,
};
use crate::{directory::Okta, profile::bucket, wire::UserRow};

impl Okta {
    pub(super) async fn inspect_api_token(&self) -> Result<Inspection> {
        let me = self.owner().await?;
        let owner = owner(&me);
        let user = UserId::from(me.id.as_str());
        let findings = vec![
            judge_owner(&owner),
            good("lives as long as it is used: 30 days after its last use it dies"),
            self.engine().await,
            self.reads_users().await.0,
            self.reads_factors(Some(&user)).await,
            self.removes(Holder::User(&user)).await,
        ];
        Ok(Inspection { credential: Credential { form: "API token".to_owned(), owner }, findings })
    }

    /// `me` is the one word that is put into the path on purpose: it names the account that made the token.
    pub(super) async fn owner(&self) -> Result<UserRow> {
        let request = Request::get(&Path::new("/api/v1/users/me")).bucket(bucket::USER);
        self.api.ask(request).await?.object("a user")
    }
}

/// A token always is some account's. Okta has no mark for accounts of programs; organisations use the user type.
fn owner(me: &UserRow) -> Owner {
    let user_type = me.profile.user_type.as_deref().unwrap_or_default().to_lowercase();
    let login = me.profile.login.clone();
    if user_type.contains("service") { Owner::Service(login) } else { Owner::Person(login) }
}

fn judge_owner(owner: &Owner) -> Finding {
    match owner {
        Owner::Service(login) => good(&format!("acts as the service account {login}")),
        Owner::Person(login) => warning(&format!(
            "acts as {login} with all that account's rights, and dies with it; use an account made for this, with the \
             user type `service` and no more than the role it needs"
        )),
        Owner::Unknown => warning("Okta does not tell whose the token is"),
    }
}
