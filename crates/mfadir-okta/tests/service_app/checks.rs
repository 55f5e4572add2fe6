//! What an organisation checks of assertions and proofs.

use std::{collections::HashSet, fmt};

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::ThumbprintHash};
use serde_json::{Value, json};

use super::tenant::{CLIENT, public_key};

/// A refusal, which is made known with its status.
pub(super) struct Refusal(u16, Value);

impl Refusal {
    pub(super) fn oauth(status: u16, error: &str) -> Self {
        Self(status, json!({"error": error, "error_description": "as it is"}))
    }

    pub(super) fn api(status: u16, code: &str) -> Self {
        Self(status, json!({"errorCode": code, "errorSummary": "no", "errorCauses": []}))
    }

    pub(super) fn response(self, nonce: &'static str) -> Response {
        let status = StatusCode::from_u16(self.0).expect("a status");
        let wants_nonce = self.1["error"] == "use_dpop_nonce";
        let mut response = (status, self.1.to_string()).into_response();
        if wants_nonce {
            response.headers_mut().insert("dpop-nonce", nonce.parse().expect("a header"));
            let challenge = "DPoP error=\"use_dpop_nonce\"".parse().expect("a header");
            response.headers_mut().insert("www-authenticate", challenge);
        }
        response
    }
}

/// A proof that is good for its request.
pub(super) struct Checked {
    pub(super) claims: Value,
    pub(super) thumbprint: String,
}

/// What was seen before, and must not be seen again.
pub(super) struct Checks {
    url: String,
    key: DecodingKey,
    used: HashSet<String>,
    /// The claims of the proofs so far.
    pub(super) proofs: Vec<Value>,
}

impl fmt::Debug for Checks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checks({})", self.url)
    }
}

impl Checks {
    pub(super) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), key: public_key(), used: HashSet::new(), proofs: Vec::new() }
    }

    /// A field of a form.
    pub(super) fn field(body: &[u8], name: &str) -> String {
        let query = String::from_utf8_lossy(body);
        let url = url::Url::parse(&format!("x:?{query}")).expect("a form");
        url.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    pub(super) fn hash(token: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
    }

    pub(super) fn assertion(&mut self, assertion: &str, now: Timestamp) -> Result<(), Refusal> {
        let refused = || Refusal::oauth(401, "invalid_client");
        let mut validation = Validation::new(Algorithm::ES256);
        validation.validate_exp = false;
        validation.set_audience(&[format!("{}/oauth2/v1/token", self.url)]);
        let claims = decode::<Value>(assertion, &self.key, &validation).map_err(|_| refused())?.claims;
        let (iat, exp) = (number(&claims["iat"]), number(&claims["exp"]));
        let timely = iat <= now.as_second() + 60 && exp > now.as_second() && exp <= now.as_second() + 3600;
        let ours = claims["iss"] == CLIENT && claims["sub"] == CLIENT;
        if timely && ours && self.is_fresh(&claims["jti"]) { Ok(()) } else { Err(refused()) }
    }

    /// The proof of a request, if it has one.
    pub(super) fn proof(&mut self, head: &Parts, now: Timestamp) -> Result<Option<Checked>, Refusal> {
        let Some(proof) = head.headers.get("dpop").and_then(|value| value.to_str().ok()) else { return Ok(None) };
        let refused = || Refusal::oauth(400, "invalid_dpop_proof");
        let header = decode_header(proof).map_err(|_| refused())?;
        let jwk = header.jwk.filter(|_| header.typ.as_deref() == Some("dpop+jwt")).ok_or_else(refused)?;
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_required_spec_claims::<&str>(&[]);
        let key = DecodingKey::from_jwk(&jwk).map_err(|_| refused())?;
        let claims = decode::<Value>(proof, &key, &validation).map_err(|_| refused())?.claims;
        let about_this =
            claims["htm"] == head.method.as_str() && claims["htu"] == format!("{}{}", self.url, head.uri.path());
        let timely = (number(&claims["iat"]) - now.as_second()).abs() <= 300;
        if !(about_this && timely && self.is_fresh(&claims["jti"])) {
            return Err(refused());
        }
        self.proofs.push(claims.clone());
        let thumbprint = jwk.thumbprint(ThumbprintHash::SHA256).map_err(|_| refused())?;
        Ok(Some(Checked { claims, thumbprint }))
    }

    fn is_fresh(&mut self, jti: &Value) -> bool {
        jti.as_str().is_some_and(|jti| self.used.insert(jti.to_owned()))
    }
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}
