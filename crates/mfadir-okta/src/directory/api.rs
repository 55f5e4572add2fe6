//! Requests and pages, before anybody asks what they are about.

use mfadir_core::{Cursor, Environment, Error, ErrorKind, Page, PageRequest, Result, UserId};
use mfadir_http::{Dialect, Path, Request, Response, Transport, next};

use crate::{
    auth::Credential,
    config::Config,
    errors::{error, rate},
    id::is_id_shaped,
};

/// The largest page that Okta advises for any list.
const PAGE: u32 = 200;

/// Okta's management API, asked with the tenant's credential.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) transport: Transport,
    pub(crate) credential: Credential,
}

impl Api {
    pub(crate) fn new(config: Config, environment: Environment) -> Self {
        let dialect = Dialect { request_id: "x-okta-request-id", rate };
        Self {
            credential: Credential::new(config.auth, &environment),
            transport: Transport::new(config.url, dialect, environment),
        }
    }

    /// Sends the request with the credential. Anything but success is an error.
    pub(crate) async fn ask(&self, request: Request) -> Result<Response> {
        let response = self.credential.send(&self.transport, request).await?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(self.credential.explain(&response, error(&response)))
    }

    /// Sends the request as it is.
    pub(crate) async fn ask_openly(&self, request: Request) -> Result<Response> {
        let response = self.transport.send(request).await?;
        if response.status().is_success() { Ok(response) } else { Err(error(&response)) }
    }

    /// The page that `wanted` names: `first`, or the one that a former page linked to.
    pub(crate) async fn page(&self, first: Request, wanted: &PageRequest) -> Result<Response> {
        self.page_of(first, wanted, PAGE).await
    }

    /// The same for a list whose pages may have `longest` rows.
    pub(super) async fn page_of(&self, first: Request, wanted: &PageRequest, longest: u32) -> Result<Response> {
        let Some(cursor) = &wanted.cursor else {
            let limit = wanted.limit.unwrap_or(longest).clamp(1, longest);
            return self.ask(first.query("limit", &limit.to_string())).await;
        };
        let link = self.transport.origin().on_this_origin(cursor.as_str())?;
        if link.split('?').next() != Some(first.path()) {
            return Err(Error::new(ErrorKind::Invalid, "the cursor belongs to another list"));
        }
        self.ask(first.instead(&link)).await.map_err(too_old)
    }

    /// The items, with a cursor made of the link that this page has to the next.
    pub(crate) fn paged<T>(&self, response: &Response, wanted: &PageRequest, items: Vec<T>) -> Result<Page<T>> {
        let Some(link) = next(response.headers()) else { return Ok(Page::whole(items)) };
        let cursor = Cursor::from(self.transport.origin().on_this_origin(&link)?);
        if wanted.cursor.as_ref() == Some(&cursor) {
            return Err(response.unexpected("a link to the same page again", "a link to the next page"));
        }
        Ok(Page { items, next: Some(cursor) })
    }
}

/// A link that Okta gave itself and does not take any more.
fn too_old(error: Error) -> Error {
    if error.kind() != ErrorKind::Invalid {
        return error;
    }
    let code = error.code().unwrap_or_default().to_owned();
    Error::new(ErrorKind::Expired, "Okta does not take the cursor any more")
        .with_code(code)
        .with_request_id(error.request_id().cloned())
        .with_hint("start at the first page again")
}

/// `/api/v1/users/ID`. What is not shaped like an id is nobody's: Okta would take `me`, a login or a short name here.
pub(crate) fn user_path(user: &UserId) -> Result<Path> {
    if !is_id_shaped(user.as_str()) {
        return Err(Error::new(ErrorKind::NotFound, format!("{user:?} is nobody's id at Okta"))
            .with_hint("ids have 20 letters and digits, as in 00u1a2b3c4d5e6F7G0h7"));
    }
    Path::new("/api/v1/users").segment(user.as_str())
}
