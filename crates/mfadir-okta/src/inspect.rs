//! What can be told about a tenant's settings and its credential, with harmless reads.

mod allowed;
mod api_token;
mod judge;
mod rights;
mod service_app;

use async_trait::async_trait;
use mfadir_core::{Finding, Inspection, Inspector, Operation, Result, Rights, UserId};
use mfadir_http::{Path, Request, Response};

use self::judge::{good, judge_engine, problem, warning};
use crate::{
    auth::Credential,
    directory::Okta,
    profile::bucket,
    wire::{Organization, UserRow},
};

#[async_trait]
impl Inspector for Okta {
    async fn inspect(&self) -> Result<Inspection> {
        let inspection = async {
            match &self.api.credential {
                Credential::ApiToken(_) => self.inspect_api_token().await,
                Credential::ServiceApp(app) => self.inspect_service_app(app).await,
            }
        };
        self.during(Operation::User, inspection).await
    }

    /// Of an API token the account behind it and that one's roles; of a service app a token that writes, and its roles.
    async fn rights(&self, most: usize) -> Result<Rights> {
        self.during(Operation::User, self.told_rights(most)).await
    }

    async fn tenant_id(&self) -> Result<Option<String>> {
        let organization = self.during(Operation::User, self.organization()).await?;
        Ok(organization.id)
    }
}

impl Okta {
    async fn engine(&self) -> Finding {
        let organization = self.organization().await;
        judge_engine(self.engine.as_str(), organization.map(|organization| organization.pipeline))
    }

    /// Every organisation tells its id and engine to everybody; the credential is not sent along.
    async fn organization(&self) -> Result<Organization> {
        let request = Request::get(&Path::new("/.well-known/okta-organization"));
        self.api.ask_openly(request).await?.object("an organisation")
    }

    /// With somebody whose factors can be asked for.
    async fn reads_users(&self) -> (Finding, Option<UserId>) {
        let request = Request::get(&Path::new("/api/v1/users")).query("limit", "1").bucket(bucket::USERS);
        match self.api.ask(request).await {
            Ok(response) => (good("lists users"), somebody(&response)),
            Err(error) => (problem("cannot list users", &error), None),
        }
    }

    async fn reads_factors(&self, user: Option<&UserId>) -> Finding {
        let Some(user) = user else { return warning("nobody is there whose factors could be listed") };
        match self.factors_of(user).await {
            Ok(_) => good("lists factors"),
            Err(error) => problem("cannot list factors", &error),
        }
    }

    async fn factors_of(&self, user: &UserId) -> Result<Response> {
        let path = Path::new("/api/v1/users").segment(user.as_str())?.fixed("/factors");
        self.api.ask(Request::get(&path).bucket(bucket::REST)).await
    }
}

fn somebody(response: &Response) -> Option<UserId> {
    let rows = response.list::<UserRow>("a list of users").ok()?;
    rows.into_iter().next().map(|row| row.id.into())
}
