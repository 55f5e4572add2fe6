//! `GET /oauth2/v1/clients/{client}/roles`

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde_json::json;

use crate::{
    dialect::Asked,
    okta::{refusal::Refusal, wire::json_response, words::date},
    tenant::Tenant,
};

/// The roles of the application: its scopes count only as far as these go.
pub(in crate::okta) async fn roles(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    Path(client): Path<String>,
) -> Result<Response, Refusal> {
    let created = tenant.keys().app.as_ref().filter(|app| app.id == client).map(|app| date(app.created));
    let created = created.ok_or_else(|| Refusal::missing(&client, "PublicClientApp"))?;
    let role = json!({
        "id": "irb1a2b3c4d5e6F7G5d7",
        "label": "Super Administrator",
        "type": "SUPER_ADMIN",
        "status": "ACTIVE",
        "created": created,
        "lastUpdated": created,
        "assignmentType": "CLIENT",
        "_links": { "assignee": { "href": format!("{}/oauth2/v1/clients/{client}", asked.origin) } },
    });
    Ok(json_response(StatusCode::OK, &json!([role])))
}
