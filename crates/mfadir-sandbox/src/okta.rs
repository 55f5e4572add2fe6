//! The Okta dialect: users, groups, roles, factors and what goes with them under `/api/v1`, as an Identity Engine org
//! answers. The facts are told in docs/providers/okta.md.

mod access;
mod activate;
mod administration;
mod authenticators;
mod body;
mod caller;
mod engine;
mod enroll;
mod enrollments;
mod factors;
mod groups;
mod headers;
mod lifecycle;
mod links;
mod logs;
mod lookup;
mod oauth;
mod objection;
mod paging;
mod people;
mod phone;
mod reach;
mod refusal;
mod replace;
mod resend;
mod router;
mod search;
mod signature;
mod transactions;
mod verify;
mod wire;
mod words;
mod yubikeys;

pub(crate) use engine::{OKTA_VERIFY, family, settle};

use axum::{Router, http::HeaderMap, response::Response};
use jiff::Timestamp;

use crate::{
    credential::CredentialName,
    dialect::{Asked, Dialect},
    dialects::Simulated,
    recorder::SeenProof,
    seed,
    tenant::Tenant,
};

/// Okta, in the list of providers.
pub(crate) const SIMULATED: Simulated =
    Simulated { name: "okta", company: seed::okta::company, dialect: |_| Box::new(Okta) };

/// Speaks like Okta.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Okta;

impl Dialect for Okta {
    fn router(&self, tenant: Tenant) -> Router {
        router::router(tenant)
    }

    fn request_id(&self, tenant: &Tenant) -> String {
        headers::request_id(tenant.switches().headers)
    }

    fn credential(&self, tenant: &Tenant, headers: &HeaderMap, now: Timestamp) -> CredentialName {
        access::credential(tenant, headers, now)
    }

    fn proof(&self, headers: &HeaderMap) -> Option<SeenProof> {
        oauth::told(headers)
    }

    fn dress(&self, tenant: &Tenant, asked: &Asked, response: &mut Response) {
        headers::dress(tenant, asked, response);
    }
}
