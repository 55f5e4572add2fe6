//! `/api/v1/authenticators`

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::{
    links::Links,
    objection::not_enabled,
    paging::list as bare_list,
    refusal::Refusal,
    wire::{AUTHENTICATORS, authenticator, json_response},
};
use crate::{dialect::Asked, switches::Engine, tenant::Tenant};

/// All of them. The older engine has none.
pub(super) async fn list(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Refusal> {
    on_idx(&tenant)?;
    Ok(bare_list(AUTHENTICATORS, |one| authenticator(one, Links { origin: &asked.origin })))
}

/// One by its id.
pub(super) async fn one(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    on_idx(&tenant)?;
    let found = AUTHENTICATORS.iter().find(|known| known.id == id);
    let found = found.ok_or_else(|| Refusal::missing(&id, "Authenticator"))?;
    Ok(json_response(StatusCode::OK, &authenticator(found, Links { origin: &asked.origin })))
}

/// Refuses on the older engine.
pub(super) fn on_idx(tenant: &Tenant) -> Result<(), Refusal> {
    if tenant.switches().engine == Engine::Idx { Ok(()) } else { Err(not_enabled()) }
}
