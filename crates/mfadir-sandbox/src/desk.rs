//! The desk's own surroundings: a ticket system that speaks the small part of `ServiceNow` that a desk needs, and a post
//! room that takes mail and webhooks and forwards nothing.
//!
//! Ticket system and webhooks share a listener, which is a tenant like any other: it has a clock, a recorder and fault
//! rules. Mail has a listener of its own, under the same clock and rules.

mod contact;
mod headers;
mod hooks;
mod post;
mod smtp;
mod state;
mod table;
mod ticket;

pub(crate) use contact::Contact;
pub use post::{Post, PostChannel};
pub(crate) use smtp::{PostRoom, take_mail};
pub(crate) use state::Desk;
pub use ticket::{Ticket, WorkNote};

use axum::{
    Router,
    http::{HeaderMap, header},
    response::Response,
    routing::post,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::Timestamp;

use crate::{
    credential::{CredentialName, hex},
    dialect::{Asked, Dialect},
    dialects::Simulated,
    seed,
    tenant::Tenant,
};

/// Where a webhook goes unless somebody wants it elsewhere below `/hooks/`.
pub(crate) const HOOK: &str = "/hooks/notices";

/// The desk, in the list of what is served.
pub(crate) const SIMULATED: Simulated =
    Simulated { name: "desk", company: |_, now| seed::desk::company(now), dialect: |_| Box::new(FrontOffice) };

/// The dialect.
#[derive(Clone, Copy, Debug)]
struct FrontOffice;

impl Dialect for FrontOffice {
    fn router(&self, tenant: Tenant) -> Router {
        let table = table::router().with_state(tenant.clone());
        table.route("/hooks/{*name}", post(hooks::take).with_state(tenant))
    }

    fn request_id(&self, _tenant: &Tenant) -> String {
        hex(12)
    }

    fn credential(&self, tenant: &Tenant, headers: &HeaderMap, _now: Timestamp) -> CredentialName {
        let Some(value) = headers.get(header::AUTHORIZATION) else { return CredentialName::None };
        let account = value.to_str().ok().and_then(pair);
        let keys = tenant.keys();
        let known = account.and_then(|(name, password)| keys.holding(Some(&name), &password).map(|key| key.name));
        known.unwrap_or(CredentialName::Wrong)
    }

    fn dress(&self, _tenant: &Tenant, asked: &Asked, response: &mut Response) {
        if asked.path.starts_with(table::PREFIX) {
            headers::dress(asked, response);
        }
    }
}

/// Name and password of a basic authorization.
fn pair(header: &str) -> Option<(String, String)> {
    let (word, encoded) = header.split_once(' ')?;
    let text = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;
    word.eq_ignore_ascii_case("basic").then(|| (name.to_owned(), password.to_owned()))
}
