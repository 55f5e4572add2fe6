//! The way to one tenant and back.

use std::sync::Arc;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use mfadir_core::{Clock, Environment, Error, ErrorKind, Gauge, Reading, RequestId, Result};
use reqwest::{Client, RequestBuilder};
use secrecy::ExposeSecret;
use tokio::sync::OnceCell;

use crate::{
    authorization::sensitive,
    body,
    client::{client, user_agent},
    failure,
    origin::Origin,
    rate::{Rate, ReadRate},
    request::{Asked, Body, Request},
    response::Response,
};

const FORM: &str = "application/x-www-form-urlencoded";

/// How a provider writes what all providers send.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// The header with the id of the request.
    pub request_id: &'static str,
    /// Reads the rate headers.
    pub rate: ReadRate,
}

/// Sends requests to one origin, over pooled connections, and reads whole answers.
///
/// It never follows a redirect, never sends a credential elsewhere, and never reads a body without an end. It decides
/// nothing by status: that is the backend's business.
#[derive(Debug)]
pub struct Transport {
    origin: Origin,
    dialect: Dialect,
    user_agent: String,
    clock: Arc<dyn Clock>,
    gauge: Arc<dyn Gauge>,
    client: OnceCell<Client>,
}

impl Transport {
    /// A transport to the origin. Does no I/O.
    pub fn new(origin: Origin, dialect: Dialect, environment: Environment) -> Self {
        Self {
            origin,
            dialect,
            user_agent: user_agent(environment.ticket.as_deref()),
            clock: environment.clock,
            gauge: environment.gauge,
            client: OnceCell::new(),
        }
    }

    /// Where it leads.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Sends the request once. An answer of any status but a redirect is an answer.
    pub async fn send(&self, request: Request) -> Result<Response> {
        let started = self.clock.elapsed();
        let answer = self.exchange(&request).await;
        let milliseconds = self.clock.elapsed().saturating_sub(started).as_millis();
        let Asked { method, path, .. } = &request.asked;
        match &answer {
            Ok(answer) => {
                let request_id = answer.request_id.as_ref().map(RequestId::as_str);
                tracing::debug!(%method, path, status = answer.status.as_u16(), request_id, milliseconds, "answered");
            }
            Err(error) => tracing::debug!(%method, path, kind = ?error.kind(), milliseconds, "failed"),
        }
        answer
    }

    async fn exchange(&self, request: &Request) -> Result<Response> {
        let sending = self.prepare(request).await?.send();
        let mut answer = sending.await.map_err(|source| failure::unanswered(&request.asked, &self.origin, source))?;
        let mut response = self.head(request, &answer);
        self.observe(request, &response);
        if response.status.is_redirection() {
            return Err(self.redirected(&response));
        }
        response.body = read(&request.asked, &mut answer).await?;
        Ok(response)
    }

    async fn prepare(&self, request: &Request) -> Result<RequestBuilder> {
        let client = self.client.get_or_try_init(async || client(&self.origin, &self.user_agent)).await?;
        let url = self.origin.url(&request.target())?;
        let mut builder = client.request(request.asked.method.clone(), url).header(ACCEPT, "application/json");
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        if let Some(authorization) = &request.authorization {
            builder = builder.header(AUTHORIZATION, authorization.header()?);
        }
        if let Some((name, proof)) = &request.proof {
            builder = builder.header(name, sensitive(proof)?);
        }
        Ok(match &request.body {
            Some(Body::Json(body)) => builder.json(body),
            Some(Body::Form(fields)) => builder.header(CONTENT_TYPE, FORM).body(fields.expose_secret().to_owned()),
            // Servers refuse a POST that does not say how long it is (411), and hyper leaves a length of 0 out.
            None if request.needs_length() => builder.header(CONTENT_LENGTH, 0),
            None => builder,
        })
    }

    fn head(&self, request: &Request, answer: &reqwest::Response) -> Response {
        let id = answer.headers().get(self.dialect.request_id).and_then(|id| id.to_str().ok());
        Response {
            asked: request.asked.clone(),
            status: answer.status(),
            headers: answer.headers().clone(),
            body: Vec::new(),
            request_id: id.map(RequestId::from),
            secrets: request.secrets.clone(),
        }
    }

    fn observe(&self, request: &Request, response: &Response) {
        let now = response.server_time().unwrap_or_else(|| self.clock.now());
        let rate = (self.dialect.rate)(&response.headers, now);
        if let (Some(bucket), Some(Rate { limit, remaining, resets_in })) = (request.bucket.clone(), rate) {
            self.gauge.observe(Reading { bucket, limit, remaining, resets_in });
        }
    }

    /// Where a redirect leads decides what is wrong: another origin is not trusted, this one has other paths than the
    /// backend knows.
    fn redirected(&self, response: &Response) -> Error {
        let to = response.headers.get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
        let elsewhere = self.origin.on_this_origin(to).err().filter(|error| error.kind() == ErrorKind::Refused);
        match elsewhere {
            Some(elsewhere) => {
                let error = response.error(ErrorKind::Refused, elsewhere.message());
                error.with_hint(elsewhere.hint().unwrap_or_default())
            }
            None => response.unexpected("a redirect", "an answer"),
        }
    }
}

/// The whole body, as long as it is not endless.
async fn read(asked: &Asked, answer: &mut reqwest::Response) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|source| failure::broken_off(asked, source))? {
        if body.len() + chunk.len() > body::LONGEST {
            return Err(failure::too_long(asked, body::LONGEST));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
