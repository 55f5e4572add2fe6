//! One proof: a signed statement about one request.

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::Method;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use mfadir_core::{Error, ErrorKind, Result};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use crate::auth::{jti, key::signed};

/// What is proven.
#[derive(Debug)]
pub(super) struct Proof<'a> {
    /// The request's method.
    pub(super) method: &'a Method,
    /// Its address without the query.
    pub(super) address: String,
    /// What the server gave to be repeated.
    pub(super) nonce: Option<&'a str>,
    /// The token that the request is sent with.
    pub(super) token: Option<&'a SecretString>,
    /// When.
    pub(super) now: Timestamp,
}

#[derive(Serialize)]
struct Claims<'a> {
    htm: &'a str,
    htu: &'a str,
    iat: i64,
    jti: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ath: Option<String>,
}

/// The key that our tokens are bound to. It is made anew in each process and never leaves it; each proof carries its
/// public half.
#[derive(Debug)]
pub(super) struct ProofKey {
    signing: EncodingKey,
    header: Header,
}

impl ProofKey {
    pub(super) fn generate() -> Result<Self> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).and_then(|pair| pair.to_pkcs8v1());
        let signing = EncodingKey::from_ec_der(pair.map_err(|_| no_key())?.as_ref());
        let jwk = Jwk::from_encoding_key(&signing, Algorithm::ES256).map_err(|_| no_key())?;
        let header = Header { typ: Some("dpop+jwt".to_owned()), jwk: Some(jwk), ..Header::new(Algorithm::ES256) };
        Ok(Self { signing, header })
    }

    pub(super) fn sign(&self, proof: &Proof<'_>) -> Result<SecretString> {
        let claims = Claims {
            htm: proof.method.as_str(),
            htu: &proof.address,
            iat: proof.now.as_second(),
            jti: jti::fresh()?,
            nonce: proof.nonce,
            ath: proof.token.map(hash),
        };
        signed(&self.header, &claims, &self.signing)
    }
}

fn hash(token: &SecretString) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, token.expose_secret().as_bytes()))
}

fn no_key() -> Error {
    Error::new(ErrorKind::Unexpected, "no key could be made to bind the token to")
}

#[cfg(test)]
mod tests {
    use http::Method;
    use jsonwebtoken::{Algorithm, DecodingKey, TokenData, Validation, decode, decode_header};
    use secrecy::{ExposeSecret, SecretString};
    use serde_json::{Value, json};

    use super::{Proof, ProofKey};

    /// The proof as a server reads it: signed by the key in its own header.
    fn proven(key: &ProofKey, nonce: Option<&str>, token: Option<&SecretString>) -> TokenData<Value> {
        let proof = Proof {
            method: &Method::DELETE,
            address: "https://acme.okta.com/api/v1/users/00u1/factors/opf1".to_owned(),
            nonce,
            token,
            now: "2026-01-15T09:30:00Z".parse().expect("a time"),
        };
        let text = key.sign(&proof).expect("signed");
        let header = decode_header(text.expose_secret()).expect("a header");
        let public = DecodingKey::from_jwk(&header.jwk.expect("a key")).expect("a public key");
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_required_spec_claims::<&str>(&[]);
        decode(text.expose_secret(), &public, &validation).expect("a good signature")
    }

    #[test]
    fn it_speaks_of_one_request() {
        let proof = proven(&ProofKey::generate().expect("a key"), None, None);
        assert_eq!(proof.header.typ.as_deref(), Some("dpop+jwt"));
        let mut claims = proof.claims;
        assert!(claims["jti"].take().as_str().is_some_and(|jti| jti.len() == 22));
        let htu = "https://acme.okta.com/api/v1/users/00u1/factors/opf1";
        assert_eq!(claims, json!({"htm": "DELETE", "htu": htu, "iat": 1_768_469_400, "jti": null}));
    }

    #[test]
    fn it_repeats_the_nonce_and_the_hash_of_the_token() {
        // The token and its hash are those of RFC 9449, section 7.1.
        let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU".into();
        let claims = proven(&ProofKey::generate().expect("a key"), Some("n1"), Some(&token)).claims;
        assert_eq!(claims["nonce"], "n1");
        assert_eq!(claims["ath"], "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }

    #[test]
    fn each_is_new_and_all_are_of_one_key_without_its_secret_half() {
        let key = ProofKey::generate().expect("a key");
        let (one, two) = (proven(&key, None, None), proven(&key, None, None));
        assert_ne!(one.claims["jti"], two.claims["jti"]);
        assert_eq!(one.header.jwk, two.header.jwk);
        let jwk = serde_json::to_value(&one.header.jwk).expect("JSON");
        assert_eq!((&jwk["kty"], &jwk["crv"], &jwk["d"]), (&"EC".into(), &"P-256".into(), &Value::Null));
    }
}
