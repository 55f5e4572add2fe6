//! What changes something: one request each.

use http::StatusCode;
use mfadir_core::{Done, FactorId, RemoveOptions, Result, SessionOptions, UserId};
use mfadir_http::{Path, Request, Response};

use super::{
    api::{Api, user_path},
    factors::no_factor,
};
use crate::{kinds::ENROLLMENT, profile::bucket};

impl Api {
    pub(super) async fn remove(&self, user: &UserId, factor: &FactorId, options: &RemoveOptions) -> Result<Done> {
        let path = match factor.as_str().strip_prefix(ENROLLMENT) {
            Some(device) => user_path(user)?.fixed("/authenticator-enrollments").segment(device),
            None => user_path(user)?.fixed("/factors").segment(factor.as_str()),
        };
        let request = Request::delete(&path.map_err(|_| no_factor(factor))?);
        let request = if options.remove_recovery { request.query("removeRecoveryEnrollment", "true") } else { request };
        self.delete(request).await
    }

    pub(super) async fn reset(&self, user: &UserId) -> Result<Done> {
        self.post(&user_path(user)?.fixed("/lifecycle/reset_factors")).await
    }

    pub(super) async fn unlock(&self, user: &UserId) -> Result<Done> {
        self.post(&user_path(user)?.fixed("/lifecycle/unlock")).await
    }

    pub(super) async fn end_sessions(&self, user: &UserId, options: &SessionOptions) -> Result<Done> {
        let request = Request::delete(&user_path(user)?.fixed("/sessions"));
        let request = if options.revoke_tokens { request.query("oauthTokens", "true") } else { request };
        self.delete(request).await
    }

    /// A DELETE is done when the answer is 204. A page with another status of success is somebody else's.
    pub(super) async fn delete(&self, request: Request) -> Result<Done> {
        let response = self.ask(request.bucket(bucket::REST)).await?;
        if response.status() != StatusCode::NO_CONTENT {
            return Err(response.unexpected("a body", "an empty answer (204)"));
        }
        Ok(done(&response))
    }

    /// A step of the life cycle is done when the answer is a JSON object, be it an empty one.
    async fn post(&self, path: &Path) -> Result<Done> {
        let response = self.ask(Request::post(path).bucket(bucket::REST)).await?;
        response.object::<serde_json::Map<_, _>>("an object")?;
        Ok(done(&response))
    }
}

fn done(response: &Response) -> Done {
    Done { request_id: response.request_id() }
}
