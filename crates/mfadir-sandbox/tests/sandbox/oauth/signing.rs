//! The client's side: assertions and proofs, signed here and not by anything of the sandbox.

use std::cell::Cell;

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto::sign};
use serde_json::{Value, json};

use crate::desk::{Desk, START};

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A private key and what goes into the header of a text that it signs.
pub(crate) struct Signer {
    key: EncodingKey,
    algorithm: Algorithm,
    /// The public half, where the client made the pair.
    pub(crate) public: Value,
}

impl Signer {
    /// The key that the sandbox wrote into its file.
    pub(crate) fn of_the_file(desk: &Desk) -> Self {
        let pem = std::fs::read(&desk.sandbox.ready().okta.private_key_file).expect("the key file is there");
        let key = EncodingKey::from_rsa_pem(&pem).expect("the key file holds an RSA key");
        Self { key, algorithm: Algorithm::RS256, public: Value::Null }
    }

    /// A new key on the curve P-256.
    pub(crate) fn elliptic() -> Self {
        let random = SystemRandom::new();
        let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("random numbers");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref()).expect("a key");
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let [x, y] = [x, y].map(|half| BASE64_URL_SAFE_NO_PAD.encode(half));
        let public = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y });
        Self { key: EncodingKey::from_ec_der(der.as_ref()), algorithm: Algorithm::ES256, public }
    }

    fn signed(&self, mut header: Value, claims: &Value) -> String {
        header["alg"] = json!(format!("{:?}", self.algorithm));
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(claims));
        let signature = sign(message.as_bytes(), &self.key, self.algorithm).expect("a signature");
        format!("{message}.{signature}")
    }

    /// An assertion that is right in everything but what is changed.
    pub(crate) fn assertion(&self, desk: &Desk, change: impl FnOnce(&mut Value)) -> String {
        let id = &desk.sandbox.ready().okta.client_id;
        let mut claims = json!({
            "iss": id, "sub": id, "aud": desk.url("/oauth2/v1/token"),
            "iat": START, "exp": START + 300, "jti": fresh("a"),
        });
        change(&mut claims);
        self.signed(json!({}), &claims)
    }

    /// A proof for this request that is right in everything but what is changed.
    pub(crate) fn proof(&self, method: &str, url: &str, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = json!({ "htm": method, "htu": url, "iat": START, "jti": fresh("p") });
        change(&mut claims);
        self.signed(json!({ "typ": "dpop+jwt", "jwk": self.public }), &claims)
    }
}

/// The fields of a token request.
pub(crate) fn fields(assertion: &str, scope: &str) -> Vec<(&'static str, String)> {
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", TYPE),
        ("client_assertion", assertion),
        ("scope", scope),
    ];
    fields.map(|(name, value)| (name, value.to_owned())).to_vec()
}

/// What a proof says of its token.
pub(crate) fn ath(token: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
}

fn fresh(prefix: &str) -> String {
    thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
    COUNT.set(COUNT.get() + 1);
    format!("{prefix}{}", COUNT.get())
}
