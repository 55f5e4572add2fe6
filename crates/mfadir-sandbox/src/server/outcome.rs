//! Answers on their way out, under a fault rule.

use std::{convert::Infallible, fmt};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::header,
    response::Response,
};
use futures_util::stream;

use crate::faults::{Rule, answer_body, rewrite};

/// There is no answer: the connection ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is dropped by a fault rule")
    }
}

impl std::error::Error for Dropped {}

/// The answer with the rule's headers and the rule's damage to its body.
pub(super) async fn spoil(rule: &Rule, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let (kept, promised) = answer_body(rule, whole);
    let mut response = if kept.len() < promised {
        parts.headers.insert(header::CONTENT_LENGTH, promised.into());
        Response::from_parts(parts, broken_off(kept))
    } else {
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(kept))
    };
    rewrite(rule, &mut response);
    response
}

/// A body that ends in an error, upon which the connection closes. The pause before it lets what is there go out.
fn broken_off(kept: Bytes) -> Body {
    let pieces = [Some(kept), None].into_iter();
    Body::from_stream(stream::unfold(pieces, |mut pieces| async move {
        let piece = pieces.next()?;
        if piece.is_none() {
            tokio::task::yield_now().await;
        }
        let piece: Result<Bytes, Dropped> = piece.ok_or(Dropped);
        Some((piece, pieces))
    }))
}

/// `Dropped` never comes from a dialect: its router cannot fail.
impl From<Infallible> for Dropped {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
