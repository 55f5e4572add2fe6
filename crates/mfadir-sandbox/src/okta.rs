//! The Okta dialect: users, groups, roles, factors and what goes with them under `/api/v1`, as an Identity Engine org
//! answers. The facts are told in docs/providers/okta.md.

mod access;
mod factors;
mod groups;
mod headers;
mod lifecycle;
mod links;
mod lookup;
mod paging;
mod people;
mod refusal;
mod router;
mod search;
mod wire;
mod words;

use axum::{Router, http::HeaderMap, response::Response};
use jiff::Timestamp;

use crate::{
    credential::{CredentialName, hex},
    dialect::{Asked, Dialect},
    tenant::Tenant,
};

/// Speaks like Okta.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Okta;

impl Dialect for Okta {
    fn router(&self, tenant: Tenant) -> Router {
        router::router(tenant)
    }

    fn request_id(&self) -> String {
        hex(32)
    }

    fn credential(&self, tenant: &Tenant, headers: &HeaderMap, _now: Timestamp) -> CredentialName {
        access::credential(tenant, headers)
    }

    fn dress(&self, tenant: &Tenant, asked: &Asked, response: &mut Response) {
        headers::dress(tenant, asked, response);
    }
}
