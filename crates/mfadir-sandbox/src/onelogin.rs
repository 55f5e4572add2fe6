//! The OneLogin dialect: `/auth`, version 1 and version 2 of the API, as docs/providers/onelogin.md tells them.
//!
//! Where the vendor's documents and what is seen of live tenants differ, this dialect follows what is seen: a removal
//! by version 1 answers with a success envelope, a device that is not there is a 400, a scope that is too small is a
//! 401, and a push appears as two rows with one id.

mod access;
mod devices_v1;
mod devices_v2;
mod errors;
mod exchange;
mod filter;
mod headers;
mod hour;
mod paging;
mod people;
mod roles;
mod router;
mod token;
mod wire;

use axum::{
    Extension, Router,
    body::Bytes,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;

use crate::{
    credential::CredentialName,
    dialect::{Asked, Dialect},
    onelogin::exchange::Request,
    tenant::Tenant,
};

/// The dialect.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OneLogin;

impl Dialect for OneLogin {
    fn router(&self, tenant: Tenant) -> Router {
        Router::new().fallback(answer).with_state(tenant)
    }

    fn request_id(&self) -> String {
        headers::request_id()
    }

    fn credential(&self, tenant: &Tenant, headers: &HeaderMap, now: Timestamp) -> CredentialName {
        access::credential(&tenant.keys(), headers, now)
    }

    fn dress(&self, tenant: &Tenant, asked: &Asked, response: &mut Response) {
        headers::dress(tenant, asked, response);
    }
}

async fn answer(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let request = Request { asked: &asked, headers: &headers, body: &body };
    router::answer(&request, &tenant).into_response()
}
