//! Requests and pages, before anybody asks what they are about.

use std::sync::Arc;

use mfadir_core::{Clock, Cursor, Environment, Error, ErrorKind, Page, PageRequest, Result, UserId};
use mfadir_http::{Dialect, Path, Request, Response, Transport};
use serde::de::DeserializeOwned;

use crate::{
    auth::{Pair, bearer},
    config::{Api, Config},
    errors::{error, rate, refuses_token, surely_refuses_token},
    id::is_id_shaped,
    profile::ACCOUNT,
    wire::Envelope,
};

/// The largest page of version 1.
const PAGE: u32 = 50;

/// OneLogin's API, asked with the pair's token.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) api: Api,
    pub(crate) pair: Pair,
    pub(super) clock: Arc<dyn Clock>,
    transport: Transport,
}

impl Client {
    pub(crate) fn new(config: Config, environment: Environment) -> Self {
        let dialect = Dialect { request_id: "x-request-id", rate };
        Self {
            api: config.api,
            pair: Pair::new(config.auth, &environment),
            clock: environment.clock.clone(),
            transport: Transport::new(config.url, dialect, environment),
        }
    }

    /// The id of the account that the credential belongs to, as its token came with it.
    pub(crate) async fn account(&self) -> Result<Option<u64>> {
        self.pair.account(&self.transport).await
    }

    /// Sends the request with the token, and once more with a new one where it was the token that was refused.
    /// Anything but success is an error.
    pub(crate) async fn ask(&self, request: Request) -> Result<Response> {
        self.exchange(request, refuses_token).await
    }

    /// The same for a request that hands in a proof.
    pub(super) async fn ask_with_proof(&self, request: Request) -> Result<Response> {
        self.exchange(request, surely_refuses_token).await
    }

    async fn exchange(&self, request: Request, refused: fn(&Response) -> bool) -> Result<Response> {
        let request = request.bucket(ACCOUNT);
        let token = self.pair.token(&self.transport).await?;
        let response = self.transport.send(request.clone().authorized(bearer(&token))).await?;
        if !refused(&response) {
            return accepted(response);
        }
        self.pair.forget(&token).await;
        let token = self.pair.token(&self.transport).await?;
        accepted(self.transport.send(request.authorized(bearer(&token))).await?)
    }

    /// One page of a list of version 1.
    pub(super) async fn page<T: DeserializeOwned>(
        &self,
        first: Request,
        wanted: &PageRequest,
        due: &str,
    ) -> Result<Page<T>> {
        let request = match wanted.limit {
            Some(limit) => first.query("limit", &limit.clamp(1, PAGE).to_string()),
            None => first,
        };
        let Some(cursor) = &wanted.cursor else {
            return paged(&self.ask(request).await?, wanted, due);
        };
        let response = self.ask(request.query("after_cursor", cursor.as_str())).await.map_err(too_old)?;
        paged(&response, wanted, due)
    }
}

/// The last page may have a cursor to an empty one, and an empty one is the end.
fn paged<T: DeserializeOwned>(response: &Response, wanted: &PageRequest, due: &str) -> Result<Page<T>> {
    let envelope = Envelope::open(response, due)?;
    let after = envelope.after().map(Cursor::from);
    let items = envelope.rows()?;
    if after.is_some() && after == wanted.cursor {
        return Err(response.unexpected("a cursor to the same page again", due));
    }
    Ok(Page { next: after.filter(|_| !items.is_empty()), items })
}

fn accepted(response: Response) -> Result<Response> {
    if response.status().is_success() { Ok(response) } else { Err(error(&response)) }
}

/// A cursor that OneLogin gave itself and does not take any more.
fn too_old(error: Error) -> Error {
    if error.kind() != ErrorKind::Invalid {
        return error;
    }
    Error::new(ErrorKind::Expired, "OneLogin does not take the cursor any more")
        .with_request_id(error.request_id().cloned())
        .with_hint("start at the first page again")
}

/// Goes on with a user's id. What is not shaped like an id is nobody's and is not sent.
pub(super) fn user_path(fixed: &'static str, user: &UserId) -> Result<Path> {
    if is_id_shaped(user.as_str()) {
        return Path::new(fixed).segment(user.as_str());
    }
    Err(Error::new(ErrorKind::NotFound, format!("{:?} is nobody's id at OneLogin", user.as_str()))
        .with_hint("ids are numbers, as in 70411823"))
}
