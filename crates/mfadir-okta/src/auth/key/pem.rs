//! Keys as PEM files.

use aws_lc_rs::{
    rsa::KeyPair as RsaKeyPair,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use jsonwebtoken::EncodingKey;
use mfadir_core::Result;
use pem::Pem;
use secrecy::{ExposeSecret, SecretSlice};

use super::{Key, unusable, wrong_kind};

/// Reads the one private key of the file. In environment variables line ends are often written as `\n`.
pub(super) fn read(text: &str) -> Result<Key> {
    let lines = text.replace("\\n", "\n");
    let blocks = pem::parse_many(&lines).map_err(|_| broken())?;
    match blocks.iter().find(|block| block.tag().ends_with("PRIVATE KEY")) {
        Some(block) if is_locked(block) => Err(unusable("has a passphrase")
            .with_hint("openssl pkey -in KEY -out PLAIN takes it off; keep the file to yourself (chmod 600)")),
        Some(block) => private(block),
        None => Err(other(blocks.first().map(Pem::tag).unwrap_or_default())),
    }
}

fn private(block: &Pem) -> Result<Key> {
    let der = SecretSlice::from(block.contents().to_vec());
    match block.tag() {
        "PRIVATE KEY" => rsa(block).or_else(|_| ec(der.expose_secret())),
        "RSA PRIVATE KEY" => rsa(block),
        "EC PRIVATE KEY" => ec(der.expose_secret()),
        tag => Err(unusable(&format!("is in the form {tag}, which Okta does not know"))
            .with_hint("it takes PKCS#8, PKCS#1, SEC 1 or a JWK")),
    }
}

pub(super) fn rsa(block: &Pem) -> Result<Key> {
    let der = block.contents();
    let checked = if block.tag() == "PRIVATE KEY" { RsaKeyPair::from_pkcs8(der) } else { RsaKeyPair::from_der(der) };
    checked.map_err(|_| wrong_kind())?;
    EncodingKey::from_rsa_pem(pem::encode(block).as_bytes()).map(Key::rsa).map_err(|_| wrong_kind())
}

fn ec(der: &[u8]) -> Result<Key> {
    let pair = EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map_err(|_| wrong_kind())?;
    of_pair(&pair)
}

pub(super) fn of_pair(pair: &EcdsaKeyPair) -> Result<Key> {
    let der = pair.to_pkcs8v1().map_err(|_| wrong_kind())?;
    Ok(Key::ec(EncodingKey::from_ec_der(der.as_ref())))
}

/// The old form says so in a header of the block, the new one in its name.
fn is_locked(block: &Pem) -> bool {
    block.tag().starts_with("ENCRYPTED")
        || block.headers().get("Proc-Type").is_some_and(|kind| kind.contains("ENCRYPTED"))
}

fn broken() -> mfadir_core::Error {
    unusable("is a PEM that cannot be read").with_hint("look for missing lines; line ends must be kept")
}

fn other(tag: &str) -> mfadir_core::Error {
    match tag {
        "" => broken(),
        tag => {
            unusable(&format!("is none: the file holds a {tag}")).with_hint("the private half is needed, PRIVATE KEY")
        }
    }
}
