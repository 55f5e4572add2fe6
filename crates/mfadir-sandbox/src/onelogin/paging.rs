//! Pages: a `pagination` object in version 1, headers in version 2 (docs/providers/onelogin.md, "Users").

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use super::{
    errors::{self, Refusal},
    exchange::{Reply, Request, envelope},
};

const LONGEST_V1: usize = 50;
const USUAL_V2: usize = 50;
const LONGEST_V2: usize = 1000;

/// A page of version 1: the place in the list is packed into an opaque cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageV1 {
    offset: usize,
    limit: usize,
}

impl PageV1 {
    pub(super) fn asked(request: &Request<'_>) -> Result<Self, Refusal> {
        let limit = request.number("limit").unwrap_or(LONGEST_V1).clamp(1, LONGEST_V1);
        let after = request.parameter("after_cursor");
        let before = request.parameter("before_cursor");
        let offset = match (after, before) {
            (Some(cursor), _) => unpack(&cursor).ok_or_else(|| errors::incorrect("after_cursor"))?,
            (None, Some(cursor)) => {
                unpack(&cursor).ok_or_else(|| errors::incorrect("before_cursor"))?.saturating_sub(limit)
            }
            (None, None) => 0,
        };
        Ok(Self { offset, limit })
    }

    pub(super) fn of<T>(self, items: &[T]) -> &[T] {
        let rest = items.get(self.offset..).unwrap_or_default();
        &rest[..rest.len().min(self.limit)]
    }

    /// A page as it is sent: its `link` header is always there and always empty.
    pub(super) fn reply(self, request: &Request<'_>, items: Vec<Value>) -> Reply {
        let pagination = self.pagination(request, items.len());
        envelope(Value::Array(items)).with("pagination", pagination).headed([("link", String::new())])
    }

    /// The `pagination` object. A full page has a cursor for the next one although that may be empty.
    fn pagination(self, request: &Request<'_>, on_page: usize) -> Value {
        let after = (on_page == self.limit).then(|| pack(self.offset + self.limit));
        let before = (self.offset > 0).then(|| pack(self.offset));
        let link = |name: &str, cursor: &Option<String>| cursor.as_ref().map(|cursor| link(request, name, cursor));
        json!({
            "before_cursor": before,
            "after_cursor": after,
            "previous_link": link("before_cursor", &before),
            "next_link": link("after_cursor", &after),
        })
    }
}

fn link(request: &Request<'_>, name: &str, cursor: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let kept = request.query().into_iter().filter(|(key, _)| !key.ends_with("_cursor"));
    query.extend_pairs(kept).append_pair(name, cursor);
    format!("{}{}?{}", request.asked.origin, request.asked.path, query.finish())
}

fn pack(offset: usize) -> String {
    BASE64_STANDARD.encode(json!({"o": offset}).to_string())
}

fn unpack(cursor: &str) -> Option<usize> {
    let text = BASE64_STANDARD.decode(cursor).ok()?;
    let value: Value = serde_json::from_slice(&text).ok()?;
    usize::try_from(value.get("o")?.as_u64()?).ok()
}

/// A page of version 2: numbered from 1, told in headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageV2 {
    page: usize,
    limit: usize,
}

impl PageV2 {
    pub(super) fn asked(request: &Request<'_>) -> Result<Self, Refusal> {
        if let Some(cursor) = request.parameter("cursor") {
            return Self::unpack(&cursor).ok_or_else(errors::validation_failed);
        }
        let limit = request.number("limit").unwrap_or(USUAL_V2).clamp(1, LONGEST_V2);
        Ok(Self { page: request.number("page").unwrap_or(1).max(1), limit })
    }

    pub(super) fn of<T>(self, items: &[T]) -> &[T] {
        let rest = items.get((self.page - 1).saturating_mul(self.limit)..).unwrap_or_default();
        &rest[..rest.len().min(self.limit)]
    }

    /// A page as it is sent, of so many items in all.
    pub(super) fn reply(self, request: &Request<'_>, items: Vec<Value>, total: usize) -> Reply {
        Reply::ok(Value::Array(items)).headed(self.headers(request, total))
    }

    fn headers(self, request: &Request<'_>, total: usize) -> Vec<(&'static str, String)> {
        let pages = total.div_ceil(self.limit);
        let mut headers = vec![
            ("current-page", self.page.to_string()),
            ("page-items", self.limit.to_string()),
            ("total-count", total.to_string()),
            ("total-pages", pages.to_string()),
        ];
        if self.page > 1 {
            headers.push(("before-cursor", self.pack(self.page - 1)));
        }
        if self.page < pages {
            let cursor = self.pack(self.page + 1);
            headers.push(("link", format!("<{}>; rel=\"next\"", link(request, "cursor", &cursor))));
            headers.push(("after-cursor", cursor));
        }
        headers
    }

    fn pack(self, page: usize) -> String {
        BASE64_STANDARD.encode(format!("limit={}&page={page}", self.limit))
    }

    fn unpack(cursor: &str) -> Option<Self> {
        let text = BASE64_STANDARD.decode(cursor).ok()?;
        let value = |name| {
            let (_, value) = url::form_urlencoded::parse(&text).find(|(key, _)| key == name)?;
            value.parse().ok().filter(|number| *number > 0)
        };
        Some(Self { page: value("page")?, limit: value("limit")? })
    }
}
