//! What is no key that can be used.

use aws_lc_rs::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use mfadir_core::{Error, ErrorKind};

use super::super::{Key, made};

const SECRET: &str = "Y2FuYXJ5";

fn refused(text: &str) -> Error {
    let error = Key::read(&text.into()).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert!(!format!("{error:?}").contains(SECRET), "{error:?}");
    error
}

fn block(tag: &str) -> String {
    format!("-----BEGIN {tag}-----\n{SECRET}\n-----END {tag}-----\n")
}

#[test]
fn each_mistake_has_its_own_sentence() {
    let locked = format!(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n{SECRET}\n-----END RSA PRIVATE \
         KEY-----"
    );
    for (text, says) in [
        ("00canary", "is no key"),
        (SECRET, "is no key"),
        ("-----BEGIN PRIVATE KEY-----", "is a PEM that cannot be read"),
        (&block("ENCRYPTED PRIVATE KEY"), "has a passphrase"),
        (&locked, "has a passphrase"),
        (&block("CERTIFICATE"), "is none: the file holds a CERTIFICATE"),
        (&block("PUBLIC KEY"), "is none: the file holds a PUBLIC KEY"),
        (&block("OPENSSH PRIVATE KEY"), "is in the form OPENSSH PRIVATE KEY, which Okta does not know"),
        (&block("PRIVATE KEY"), "is neither RSA of 2048 bits or more nor EC on P-256"),
        (r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#, "is none: it is the public half"),
        (r#"{"kty":"oct","k":"Y2FuYXJ5"}"#, "is neither RSA of 2048 bits or more nor EC on P-256"),
        (r#"{"kty":"RSA","d":"Y2FuYXJ5","n":"AQ","e":"AQ"}"#, "is a JWK without a readable `p`"),
        (r#"{"kty":"EC","crv":"P-256","d":"Y2FuYXJ5","x":"AA","y":"AA"}"#, "is neither RSA"),
        (r#"{"keys":[]}"#, "is one of 0 in a set"),
        ("{", "is JSON, but no JWK"),
    ] {
        let error = refused(text);
        assert!(error.message().starts_with(&format!("the private key {says}")), "{text}: {error}");
        assert!(error.hint().is_some(), "{text}");
    }
}

#[test]
fn other_kinds_of_keys_are_told_as_such() {
    let p384 = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).and_then(|pair| pair.to_pkcs8v1());
    let ed25519 = Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8v1());
    for der in [p384.expect("a key").as_ref(), ed25519.expect("a key").as_ref()] {
        assert!(refused(&made::block("PRIVATE KEY", der)).message().contains("neither RSA"));
    }
}
