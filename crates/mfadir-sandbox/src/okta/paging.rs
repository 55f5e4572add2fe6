//! Pages and the links between them.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Deserialize;
use serde_json::Value;

use super::{refusal::Refusal, wire::json_response};
use crate::dialect::Asked;

/// How a list is paged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) default: usize,
    pub(super) most: usize,
}

/// The part of a query that speaks of pages.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Paging {
    limit: Option<String>,
    after: Option<String>,
}

impl Paging {
    /// The page of these items, as an answer with its two `Link` lines. A page that is full names a next one, even
    /// where that will be empty.
    pub(super) fn page<T>(
        &self,
        items: &[T],
        size: Size,
        id: impl Fn(&T) -> &str,
        shown: impl Fn(&T) -> Value,
        asked: &Asked,
    ) -> Result<Response, Refusal> {
        let (limit, start) = (self.limit(size)?, self.start(items, &id)?);
        let page = &items[start..items.len().min(start + limit)];
        let next = page.last().filter(|_| page.len() == limit).map(id);
        let mut response = list(page, shown);
        linked(&mut response, asked, self.after.as_deref(), next, limit);
        Ok(response)
    }

    /// The first items of a list that is never paged.
    pub(super) fn first<T>(&self, items: &[T], size: Size, shown: impl Fn(&T) -> Value) -> Result<Response, Refusal> {
        let limit = self.limit(size)?;
        Ok(list(&items[..items.len().min(limit)], shown))
    }

    fn limit(&self, size: Size) -> Result<usize, Refusal> {
        let Some(limit) = &self.limit else { return Ok(size.default) };
        let limit: usize = limit.parse().map_err(|_| Refusal::bad_paging())?;
        if limit == 0 { Err(Refusal::bad_paging()) } else { Ok(limit.min(size.most)) }
    }

    fn start<T>(&self, items: &[T], id: impl Fn(&T) -> &str) -> Result<usize, Refusal> {
        let Some(after) = &self.after else { return Ok(0) };
        let found = items.iter().position(|item| id(item) == after);
        found.map(|index| index + 1).ok_or_else(Refusal::bad_paging)
    }
}

/// A bare array.
pub(super) fn list<T>(items: &[T], shown: impl Fn(&T) -> Value) -> Response {
    json_response(StatusCode::OK, &items.iter().map(shown).collect())
}

/// Adds the address of this page and, where there is one, of the next.
pub(super) fn linked(response: &mut Response, asked: &Asked, after: Option<&str>, next: Option<&str>, limit: usize) {
    link(response, &url(asked, after, limit), "self");
    if let Some(cursor) = next {
        link(response, &url(asked, Some(cursor), limit), "next");
    }
}

fn link(response: &mut Response, url: &str, rel: &str) {
    if let Ok(value) = HeaderValue::try_from(format!("<{url}>; rel=\"{rel}\"")) {
        response.headers_mut().append(header::LINK, value);
    }
}

/// The address of a page: the query as it came, with another cursor and the limit that is in force.
fn url(asked: &Asked, after: Option<&str>, limit: usize) -> String {
    let others = asked.query.as_deref().unwrap_or_default().split('&');
    let kept = others.filter(|pair| !(pair.is_empty() || pair.starts_with("after=") || pair.starts_with("limit=")));
    let cursor = after.map(|after| format!("after={after}"));
    let pairs: Vec<String> =
        cursor.into_iter().chain(kept.map(str::to_owned)).chain([format!("limit={limit}")]).collect();
    format!("{}{}?{}", asked.origin, asked.path, pairs.join("&"))
}
