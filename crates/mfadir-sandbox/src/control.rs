//! What a test or a trainer needs beside the dialect, under `/_sandbox/`.

mod client;
mod clock;
mod codes;
mod faults;
mod outbox;
mod push;
mod requests;
mod state;
mod switches;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Serialize;
use serde_json::json;

use crate::{server::is_loopback_host, tenant::Tenant};

const PREFIX: &str = "/_sandbox/";

/// Whether the path is a control path.
pub(crate) fn is_meant(path: &str) -> bool {
    path.starts_with(PREFIX)
}

/// All control paths.
pub(crate) fn router(tenant: Tenant) -> Router {
    Router::new()
        .route("/_sandbox/requests", get(requests::list).delete(requests::forget))
        .route("/_sandbox/outbox", get(outbox::list))
        .route("/_sandbox/codes", get(codes::list))
        .route("/_sandbox/push/{id}", post(push::tap))
        .route("/_sandbox/state", get(state::show))
        .route("/_sandbox/clock", get(clock::read).post(clock::advance))
        .route("/_sandbox/faults", post(faults::add).get(faults::list).delete(faults::clear))
        .route("/_sandbox/switches", get(switches::read).post(switches::turn))
        .route("/_sandbox/client", get(client::read).post(client::change))
        .fallback(async || refused(StatusCode::NOT_FOUND, "there is no such control path"))
        .layer(middleware::from_fn(from_here))
        .layer(DefaultBodyLimit::disable())
        .with_state(tenant)
}

/// Refuses callers that came under another name than this machine's: pages in a browser that were led here.
async fn from_here(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if host.is_some_and(|host| !is_loopback_host(host)) {
        return refused(StatusCode::FORBIDDEN, "control paths are for this machine only");
    }
    next.run(request).await
}

fn refused(status: StatusCode, why: &str) -> Response {
    answer(status, &json!({ "error": why }))
}

fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_string(body) {
        Ok(text) => (status, [(header::CONTENT_TYPE, "application/json")], Body::from(text)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
