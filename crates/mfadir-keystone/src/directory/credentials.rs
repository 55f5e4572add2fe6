//! What a user has.

use mfadir_core::{Factor, FactorId, Result, UserId};
use mfadir_http::{Path, Request, once};

use super::client::Client;
use crate::{
    id::{credential, no_credential},
    wire::{CredentialRow, Credentials, OneCredential, TOTP},
};

pub(super) const CREDENTIALS: &str = "/v3/credentials";

impl Client {
    /// Every credential for codes, each once. The list of somebody whom the server does not know is empty, so the person
    /// is looked at first.
    pub(crate) async fn factors(&self, user: &UserId) -> Result<Vec<Factor>> {
        let owner = self.user_row(user).await?;
        let request = Request::get(&Path::new(CREDENTIALS)).query("user_id", user.as_str()).query("type", TOTP);
        let response = self.ask(request).await?;
        let listed: Credentials = response.object("a list of credentials")?;
        if listed.truncated {
            return Err(response.unexpected("a part of a list", "a whole list of credentials"));
        }
        let rows = once(listed.credentials, |row| &row.id).into_iter().filter(|row| row.is_factor_of(user.as_str()));
        let factors: Vec<_> = rows.map(|row| row.factor(owner.credential_status())).collect();
        for factor in &factors {
            self.owned.note(user, &factor.id);
        }
        Ok(factors)
    }

    pub(super) async fn factor(&self, user: &UserId, factor: &FactorId) -> Result<Factor> {
        credential(factor)?;
        let owner = self.user_row(user).await?;
        let row = self.credential_row(user, factor).await?;
        self.owned.note(user, factor);
        Ok(row.factor(owner.credential_status()))
    }

    /// The credential, if it is this user's.
    async fn credential_row(&self, user: &UserId, factor: &FactorId) -> Result<CredentialRow> {
        let row = self.ask(Request::get(&path(factor)?)).await?.object::<OneCredential>("a credential")?.credential;
        let same = row.id == factor.as_str() && row.is_factor_of(user.as_str());
        if same { Ok(row) } else { Err(no_credential(factor)) }
    }
}

pub(super) fn path(factor: &FactorId) -> Result<Path> {
    Path::new(CREDENTIALS).segment(credential(factor)?)
}
