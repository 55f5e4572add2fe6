//! What goes wrong with a request.

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::stream;
use serde_json::Value;

use super::connection::Dropped;

/// Which requests are hit, and how.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The method; any where none is given.
    pub method: Option<&'static str>,
    /// What the path begins with.
    pub start: &'static str,
    /// What it does not begin with.
    pub but: &'static str,
    /// How many requests are let through first.
    pub after: usize,
    /// How many requests are hit; all where no number is given.
    pub times: Option<usize>,
    /// What happens to them.
    pub damage: Damage,
}

/// What happens to a request.
#[derive(Clone, Debug)]
pub enum Damage {
    /// The server is not asked, and this is the answer.
    Made(Answer),
    /// The true answer, cut in the middle.
    Cut,
    /// It is carried out; the connection breaks before the answer.
    Lost,
    /// The connection breaks; nothing is done.
    Broken,
    /// The true answer, with every item of every list twice.
    Twice,
    /// It is carried out with this in the header `Authorization`.
    SignedBy(String),
}

/// An answer that the server did not give.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(&'static str, &'static str)>,
    /// The body.
    pub body: String,
}

impl Fault {
    /// Every request.
    pub fn always(damage: Damage) -> Self {
        Self { method: None, start: "/", but: "\n", after: 0, times: None, damage }
    }

    /// The next request.
    pub fn once(damage: Damage) -> Self {
        Self { times: Some(1), ..Self::always(damage) }
    }

    fn fits(&self, method: &str, target: &str) -> bool {
        let method_fits = self.method.is_none_or(|wanted| wanted == method);
        method_fits && self.times != Some(0) && target.starts_with(self.start) && !target.starts_with(self.but)
    }
}

/// What happens to this request, which counts.
pub(super) fn hit(faults: &mut [Fault], method: &str, target: &str) -> Option<Damage> {
    let fault = faults.iter_mut().find(|fault| fault.fits(method, target))?;
    if let Some(left) = fault.after.checked_sub(1) {
        fault.after = left;
        return None;
    }
    fault.times = fault.times.map(|times| times - 1);
    Some(fault.damage.clone())
}

impl Answer {
    /// The answer as it goes out.
    pub(super) fn response(&self) -> Response {
        let mut made = Response::new(Body::from(self.body.clone()));
        *made.status_mut() = StatusCode::from_u16(self.status).unwrap_or_default();
        for (name, value) in &self.headers {
            made.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        made
    }
}

impl Damage {
    /// The credential that is sent in place of the true one.
    pub(super) fn credential(&self) -> Option<&str> {
        match self {
            Self::SignedBy(credential) => Some(credential),
            _ => None,
        }
    }

    /// The body as it goes out, with what is done to it.
    pub(super) fn applied(&self, mut answer: Response, body: Bytes) -> Response {
        let body = if matches!(self, Self::Twice) { doubled(body) } else { body };
        let length = body.len();
        *answer.body_mut() = if matches!(self, Self::Cut) { half(&body) } else { Body::from(body) };
        // An empty body that is cut breaks its promise as well.
        let promised = if matches!(self, Self::Cut) { length.max(1) } else { length };
        answer.headers_mut().insert(header::CONTENT_LENGTH, promised.into());
        answer
    }
}

/// The first half, upon which the connection breaks.
fn half(body: &Bytes) -> Body {
    let pieces = [Some(body.slice(..body.len() / 2)), None].into_iter();
    Body::from_stream(stream::unfold(pieces, |mut pieces| async move {
        let piece = pieces.next()?;
        // What is there gets the time to go out.
        tokio::task::yield_now().await;
        Some((piece.ok_or(Dropped), pieces))
    }))
}

fn doubled(body: Bytes) -> Bytes {
    let Ok(mut json) = serde_json::from_slice(&body) else { return body };
    double(&mut json);
    json.to_string().into()
}

fn double(json: &mut Value) {
    match json {
        Value::Array(items) => {
            items.iter_mut().for_each(double);
            *items = items.iter().flat_map(|item| [item.clone(), item.clone()]).collect();
        }
        Value::Object(fields) => fields.values_mut().for_each(double),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::{Damage, Fault, doubled, hit};

    #[test]
    fn a_fault_hits_after_some_and_so_many() {
        let mut faults = [Fault { method: Some("GET"), after: 1, ..Fault::once(Damage::Broken) }];
        let mut hits = |method| hit(&mut faults, method, "/token/").is_some();
        assert_eq!(["GET", "POST", "GET", "GET"].map(&mut hits), [false, false, true, false]);
    }

    #[test]
    fn a_fault_spares_what_it_does_not_begin_with() {
        let mut faults = [Fault { start: "/token", but: "/token/init", ..Fault::always(Damage::Broken) }];
        let mut hits = |target| hit(&mut faults, "GET", target).is_some();
        assert_eq!(["/token/?user=ada", "/token/init", "/user/"].map(&mut hits), [true, false, false]);
    }

    #[test]
    fn rows_come_twice_at_every_depth() {
        let twice = doubled(Bytes::from_static(br#"{"value":{"tokens":[1]}}"#));
        assert_eq!(twice, r#"{"value":{"tokens":[1,1]}}"#);
        assert_eq!(doubled(Bytes::from_static(b"<html>")), "<html>");
    }
}
