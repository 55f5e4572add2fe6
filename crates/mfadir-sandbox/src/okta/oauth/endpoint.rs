//! `POST /oauth2/v1/token`

use std::time::Duration;

use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use mfadir_memory::Masked;
use serde_json::{Value, json};

use super::{
    assertion::{self, Presented},
    form::Form,
    proof::{self, Proof},
    refusal::{NONCE, NoToken},
    scope,
};
use crate::{
    app::{AccessToken, App},
    credential::{CredentialName, base64url},
    dialect::Asked,
    okta::{access::allowance, refusal::Refusal, wire::json_response},
    switches::{Dpop, Switches},
    tenant::Tenant,
};

/// Where tokens are asked for.
pub(in crate::okta) const PATH: &str = "/oauth2/v1/token";

const GRANT: &str = "client_credentials";
/// Fixed, and there is no refresh token.
const LIFETIME: Duration = Duration::from_hours(1);
const SIGNATURE_LENGTH: usize = 342;

/// Gives a token to the application that proves itself.
pub(in crate::okta) async fn token(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let bucket = allowance(&asked.method, &asked.path);
    let standing = tenant.rates().charge(CredentialName::Client, bucket, asked.at);
    let mut response = if standing.exceeded {
        Refusal::too_many().into_response()
    } else {
        answer(&tenant, &asked, &headers, &Form::of(asked.query.as_deref(), &body))
            .unwrap_or_else(NoToken::into_response)
    };
    response.extensions_mut().insert(standing);
    response
}

fn answer(tenant: &Tenant, asked: &Asked, headers: &HeaderMap, form: &Form) -> Result<Response, NoToken> {
    let mut keys = tenant.keys();
    let app = keys.app.as_mut().ok_or_else(|| NoToken::client("There is no such client."))?;
    match form.get("grant_type") {
        None => return Err(NoToken::request("The grant_type is missing.")),
        Some(grant) if grant != GRANT => return Err(NoToken::grant()),
        Some(_) => {}
    }
    let presented = Presented { sort: form.get("client_assertion_type"), text: form.get("client_assertion") };
    let audience = [&asked.origin, tenant.url()].map(|origin| format!("{origin}{PATH}"));
    assertion::accept(app, presented, &audience, asked.at)?;
    let proof = possession(app, asked, headers, tenant.switches())?;
    let scopes = scope::given(form.get("scope"), &app.granted, tenant.switches().ungranted_scopes)?;
    Ok(issued(app, asked, scopes, proof))
}

/// The proof that the token will be bound to; none where none is sent and none is demanded.
fn possession(app: &mut App, asked: &Asked, headers: &HeaderMap, switches: Switches) -> Result<Option<Proof>, NoToken> {
    let Some(text) = proof::presented(headers) else {
        let missing = NoToken::proof("The DPoP proof JWT header is missing.");
        return if switches.dpop == Dpop::Required { Err(missing) } else { Ok(None) };
    };
    let proof = proof::accept(app, text, asked, None).map_err(NoToken::proof)?;
    if proof.nonce.as_ref().is_some_and(|nonce| app.knows_nonce(nonce, asked.at)) {
        Ok(Some(proof))
    } else {
        Err(NoToken::nonce(app.nonce(asked.at)))
    }
}

fn issued(app: &mut App, asked: &Asked, scopes: Vec<String>, proof: Option<Proof>) -> Response {
    let token = AccessToken {
        token: Masked::new(written(app, asked, &scopes, proof.as_ref())),
        scopes,
        bound_to: proof.map(|proof| proof.thumbprint),
        ends: asked.at + LIFETIME,
    };
    let mut response = json_response(StatusCode::OK, &told(&token));
    if token.bound_to.is_some()
        && let Ok(nonce) = HeaderValue::try_from(app.nonce(asked.at))
    {
        response.headers_mut().insert(NONCE, nonce);
    }
    app.keep(token, asked.at);
    response
}

fn told(token: &AccessToken) -> Value {
    json!({
        "token_type": if token.bound_to.is_some() { "DPoP" } else { "Bearer" },
        "expires_in": LIFETIME.as_secs(),
        "access_token": token.token.reveal(),
        "scope": token.scopes.join(" "),
    })
}

/// The token has the shape that the provider's have, for clients that look into it. Its signature is made up: only
/// the endpoint that issued it takes it.
fn written(app: &App, asked: &Asked, scopes: &[String], proof: Option<&Proof>) -> String {
    let header = json!({ "typ": "application/okta-internal-at+jwt", "alg": "RS256" });
    let mut claims = json!({
        "ver": 1,
        "jti": format!("AT.{}", base64url(43)),
        "iss": asked.origin,
        "aud": asked.origin,
        "sub": app.id,
        "cid": app.id,
        "iat": asked.at.as_second(),
        "exp": (asked.at + LIFETIME).as_second(),
        "scp": scopes,
    });
    if let Some(proof) = proof {
        claims["cnf"] = json!({ "jkt": proof.thumbprint });
    }
    let part = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(header), part(claims), base64url(SIGNATURE_LENGTH))
}
