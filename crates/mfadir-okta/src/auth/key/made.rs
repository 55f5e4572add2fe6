//! Fresh keys in the forms that people have them in.

use aws_lc_rs::{
    encoding::{AsBigEndian, AsDer, EcPrivateKeyBin, EcPrivateKeyRfc5915Der, Pkcs8V1Der},
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::EncodingKey;
use pem::Pem;
use serde_json::json;

pub(super) fn block(tag: &str, der: &[u8]) -> String {
    pem::encode(&Pem::new(tag, der))
}

pub(in crate::auth) fn ec() -> EcdsaKeyPair {
    EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key")
}

pub(super) fn ec_signing(pair: &EcdsaKeyPair) -> EncodingKey {
    EncodingKey::from_ec_der(pair.to_pkcs8v1().expect("PKCS#8").as_ref())
}

pub(in crate::auth) fn ec_pkcs8(pair: &EcdsaKeyPair) -> String {
    block("PRIVATE KEY", pair.to_pkcs8v1().expect("PKCS#8").as_ref())
}

/// As `openssl ecparam -genkey` writes it: the curve's name stands before the key.
pub(super) fn ec_sec1(pair: &EcdsaKeyPair) -> String {
    let der: EcPrivateKeyRfc5915Der<'_> = pair.private_key().as_der().expect("SEC 1");
    let curve = block("EC PARAMETERS", &[6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7]);
    curve + &block("EC PRIVATE KEY", der.as_ref())
}

pub(super) fn ec_jwk(pair: &EcdsaKeyPair) -> String {
    let d: EcPrivateKeyBin<'_> = pair.private_key().as_be_bytes().expect("a number");
    let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
    json!({"kty": "EC", "crv": "P-256", "kid": "k1", "x": text(x), "y": text(y), "d": text(d.as_ref())}).to_string()
}

pub(super) fn rsa(size: KeySize) -> RsaKeyPair {
    RsaKeyPair::generate(size).expect("a key")
}

pub(super) fn rsa_signing(pair: &RsaKeyPair) -> EncodingKey {
    EncodingKey::from_rsa_pem(rsa_pkcs8(pair).as_bytes()).expect("a key")
}

pub(super) fn rsa_pkcs8(pair: &RsaKeyPair) -> String {
    let der: Pkcs8V1Der<'_> = pair.as_der().expect("PKCS#8");
    block("PRIVATE KEY", der.as_ref())
}

pub(super) fn rsa_pkcs1(pair: &RsaKeyPair) -> String {
    block("RSA PRIVATE KEY", rsa_signing(pair).as_bytes())
}

/// PKCS#1 holds the version and then the members of a JWK in this order (RFC 8017, A.1.2).
pub(super) fn rsa_jwk(pair: &RsaKeyPair) -> String {
    let signing = rsa_signing(pair);
    let names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
    let numbers = integers(signing.as_bytes());
    let members = names.into_iter().zip(&numbers[1..]).map(|(name, number)| (name.to_owned(), json!(text(number))));
    let mut jwk: serde_json::Map<_, _> = members.collect();
    jwk.insert("kty".to_owned(), json!("RSA"));
    json!({"keys": [jwk]}).to_string()
}

fn text(number: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(number)
}

/// The integers of a DER sequence, without the zero that keeps them positive.
fn integers(der: &[u8]) -> Vec<Vec<u8>> {
    let (mut rest, mut found) = (content(der).0, Vec::new());
    while !rest.is_empty() {
        let (number, after) = content(rest);
        found.push(number.strip_prefix(&[0]).unwrap_or(number).to_vec());
        rest = after;
    }
    found
}

/// What a DER value holds, and what follows it.
fn content(der: &[u8]) -> (&[u8], &[u8]) {
    let extra = usize::from(der[1]).saturating_sub(0x80);
    let long = der[2..2 + extra].iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    let length = if extra == 0 { usize::from(der[1]) } else { long };
    der[2 + extra..].split_at(length)
}
