//! The OneLogin dialect: `/auth`, version 1 and version 2 of the API, as docs/providers/onelogin.md tells them.
//!
//! Where the vendor's documents and what is seen of live tenants differ, this dialect follows what is seen: a removal
//! by version 1 answers with a success envelope, a device that is not there is a 400, a scope that is too small is a
//! 401, and a push appears as two rows with one id.

mod access;
mod administration;
mod body;
mod errors;
mod events;
mod exchange;
mod filter;
mod groups;
mod headers;
mod hour;
mod message;
mod paging;
mod people;
mod proof;
mod reference;
mod roles;
mod router;
mod shapes;
mod temporary;
mod token;
mod v1;
mod v2;
mod wire;

pub use shapes::OneLoginShapes;

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
    dialects::Simulated,
    onelogin::exchange::Request,
    seed,
    tenant::Tenant,
};

/// OneLogin, in the list of providers.
pub(crate) const SIMULATED: Simulated = Simulated {
    name: "onelogin",
    company: seed::onelogin::company,
    dialect: |options| Box::new(OneLogin::new(options.onelogin_shapes)),
};

/// The dialect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OneLogin {
    shapes: OneLoginShapes,
}

impl OneLogin {
    /// The dialect with these shapes, where there is a choice.
    pub(crate) fn new(shapes: OneLoginShapes) -> Self {
        Self { shapes }
    }
}

impl Dialect for OneLogin {
    fn router(&self, tenant: Tenant) -> Router {
        Router::new().fallback(answer).with_state((tenant, self.shapes))
    }

    fn request_id(&self, _tenant: &Tenant) -> String {
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
    State((tenant, shapes)): State<(Tenant, OneLoginShapes)>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let request = Request { asked: &asked, headers: &headers, body: &body, shapes };
    router::answer(&request, &tenant).into_response()
}
