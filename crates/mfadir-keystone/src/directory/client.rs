//! Requests, before anybody asks what they are about.

use mfadir_core::{Environment, Result};
use mfadir_http::{Dialect, Request, Response, Transport};

use super::removal::Owned;
use crate::{
    auth::{Administrator, carrying},
    config::Config,
    errors::{error, refuses_token},
    profile::SERVER,
};

/// Keystone's API, asked as the administrator.
#[derive(Debug)]
pub(crate) struct Client {
    pub(super) owned: Owned,
    administrator: Administrator,
    transport: Transport,
}

impl Client {
    pub(crate) fn new(config: Config, environment: Environment) -> Self {
        // The server counts no requests.
        let dialect = Dialect { request_id: "x-openstack-request-id", rate: |_, _| None };
        let url = config.url.clone();
        let administrator = Administrator::new(config, &environment);
        Self { owned: Owned::default(), administrator, transport: Transport::new(url, dialect, environment) }
    }

    /// Sends the request with the token, and once more with a new one where it was the token that was refused. Anything
    /// but success is an error.
    pub(crate) async fn ask(&self, request: Request) -> Result<Response> {
        let request = request.bucket(SERVER);
        let token = self.administrator.token(&self.transport).await?;
        let response = self.transport.send(carrying(request.clone(), &token)).await?;
        if !refuses_token(&response) {
            return accepted(response);
        }
        self.administrator.forget(&token).await;
        let token = self.administrator.token(&self.transport).await?;
        accepted(self.transport.send(carrying(request, &token)).await?)
    }

    /// The id of the tenant's domain.
    pub(crate) async fn domain(&self) -> Result<String> {
        self.administrator.domain(&self.transport).await
    }
}

fn accepted(response: Response) -> Result<Response> {
    if response.status().is_success() { Ok(response) } else { Err(error(&response)) }
}
