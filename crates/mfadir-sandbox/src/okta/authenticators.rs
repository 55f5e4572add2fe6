//! `/api/v1/authenticators`

use axum::{extract::Path, http::StatusCode, response::Response};

use super::{
    caller::Caller,
    objection::not_enabled,
    paging::list as bare_list,
    refusal::Refusal,
    wire::{AUTHENTICATORS, authenticator, json_response},
};
use crate::{switches::Engine, tenant::Tenant};

/// All of them. The older engine has none.
pub(super) async fn list(caller: Caller) -> Result<Response, Refusal> {
    on_idx(&caller.tenant)?;
    Ok(bare_list(AUTHENTICATORS, |one| authenticator(one, caller.links())))
}

/// One by its id.
pub(super) async fn one(caller: Caller, Path(id): Path<String>) -> Result<Response, Refusal> {
    on_idx(&caller.tenant)?;
    let found = AUTHENTICATORS.iter().find(|known| known.id == id);
    let found = found.ok_or_else(|| Refusal::missing(&id, "Authenticator"))?;
    Ok(json_response(StatusCode::OK, &authenticator(found, caller.links())))
}

/// Refuses on the older engine.
pub(super) fn on_idx(tenant: &Tenant) -> Result<(), Refusal> {
    if tenant.switches().engine == Engine::Idx { Ok(()) } else { Err(not_enabled()) }
}
