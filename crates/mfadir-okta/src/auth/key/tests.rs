//! Keys that are made when a test needs one.

mod refused;

use aws_lc_rs::rsa::KeySize;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation, decode, decode_header, jwk::Jwk};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::{Key, made};

fn read(text: &str) -> Key {
    Key::read(&SecretString::from(text)).expect("a key")
}

/// What the public half of `signing` makes of a token of the key's.
fn verified(key: &Key, signing: &EncodingKey, algorithm: Algorithm) -> Value {
    let token = key.sign(None, &json!({"sub": "0oa1"})).expect("signed");
    let public = Jwk::from_encoding_key(signing, algorithm).expect("a public half");
    let mut validation = Validation::new(algorithm);
    validation.set_required_spec_claims::<&str>(&[]);
    let public = DecodingKey::from_jwk(&public).expect("a public key");
    decode::<Value>(token.expose_secret(), &public, &validation).expect("a good signature").claims
}

#[test]
fn every_form_of_an_elliptic_curve_key_signs() {
    let pair = made::ec();
    let signing = made::ec_signing(&pair);
    for text in
        [made::ec_pkcs8(&pair), made::ec_sec1(&pair), made::ec_jwk(&pair), made::ec_pkcs8(&pair).replace('\n', "\\n")]
    {
        let key = read(&text);
        assert_eq!(key.algorithm(), "ES256");
        assert_eq!(verified(&key, &signing, Algorithm::ES256), json!({"sub": "0oa1"}));
    }
}

#[test]
fn every_form_of_an_rsa_key_signs() {
    let pair = made::rsa(KeySize::Rsa2048);
    let signing = made::rsa_signing(&pair);
    for text in [made::rsa_pkcs8(&pair), made::rsa_pkcs1(&pair), made::rsa_jwk(&pair)] {
        let key = read(&text);
        assert_eq!(key.algorithm(), "RS256");
        assert_eq!(verified(&key, &signing, Algorithm::RS256), json!({"sub": "0oa1"}));
    }
}

#[test]
fn the_key_is_named_as_configured_or_as_it_says_itself() {
    let pair = made::ec();
    let named = |key: &Key, id: Option<&str>| {
        let token = key.sign(id, &json!({})).expect("signed");
        decode_header(token.expose_secret()).expect("a header").kid
    };
    let jwk = read(&made::ec_jwk(&pair));
    assert_eq!(named(&jwk, None).as_deref(), Some("k1"));
    assert_eq!(named(&jwk, Some("k2")).as_deref(), Some("k2"));
    assert_eq!(named(&read(&made::ec_pkcs8(&pair)), None), None);
}

#[test]
fn debug_hides_the_key() {
    let pair = made::ec();
    let shown = format!("{:?}", read(&made::ec_pkcs8(&pair)));
    assert!(shown.contains("redacted"), "{shown}");
}
