//! Requests, before anybody asks what they are about.

use std::sync::Arc;

use jiff::Timestamp;
use mfadir_core::{Clock, Environment, Result, UserId};
use mfadir_http::{Dialect, Request, Response, Transport};
use tokio::sync::OnceCell;

use super::{owner::Resolvers, zone::Zone};
use crate::{
    auth::{Administrator, bare},
    config::Config,
    errors::refuses_token,
    person::Person,
    profile::SERVER,
    wire::Answer,
};

/// privacyIDEA's API, asked as the administrator.
#[derive(Debug)]
pub(crate) struct Client {
    /// The realm, as the server writes it.
    pub(crate) realm: String,
    pub(crate) administrator: Administrator,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) resolvers: Resolvers,
    /// What the server's own clock shows, once somebody wanted to know.
    pub(super) zone: OnceCell<Zone>,
    /// Whether tokens are shown at all, once a list was empty.
    pub(super) sight: OnceCell<()>,
    transport: Transport,
}

impl Client {
    pub(crate) fn new(config: Config, environment: Environment) -> Self {
        // The server names no request and counts none; what stands in front of it may name them.
        let dialect = Dialect { request_id: "x-request-id", rate: |_, _| None };
        Self {
            // The server keeps realms in lower case, and takes any.
            realm: config.realm.to_lowercase(),
            administrator: Administrator::new(config.auth, &environment),
            clock: environment.clock.clone(),
            resolvers: Resolvers::default(),
            zone: OnceCell::new(),
            sight: OnceCell::new(),
            transport: Transport::new(config.url, dialect, environment),
        }
    }

    /// Sends the request as the administrator, and once more with a new sign-in where it was the old one that was
    /// refused. Anything but a success is an error; a value of `false` is left to the caller.
    pub(crate) async fn ask(&self, request: Request) -> Result<Answer> {
        Answer::open(self.exchange(request.bucket(SERVER)).await?)
    }

    async fn exchange(&self, request: Request) -> Result<Response> {
        let token = self.administrator.token(&self.transport).await?;
        let response = self.transport.send(request.clone().authorized(bare(&token))).await?;
        if !refuses_token(&response) {
            return Ok(response);
        }
        self.administrator.forget(&token).await;
        let token = self.administrator.token(&self.transport).await?;
        self.transport.send(request.authorized(bare(&token))).await
    }

    /// Whom the id names. Nobody where it is of another realm.
    pub(crate) fn person(&self, user: &UserId) -> Result<Person> {
        Person::of(user, &self.realm)
    }

    /// The time on the server when it answered.
    pub(super) fn time_of(&self, answer: &Answer) -> Timestamp {
        answer.response.server_time().unwrap_or_else(|| self.clock.now())
    }
}
