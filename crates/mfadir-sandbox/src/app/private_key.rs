//! A key pair for the application.

use std::sync::LazyLock;

use aws_lc_rs::{
    encoding::AsDer,
    rsa::{KeyPair, KeySize},
    signature::KeyPair as _,
};
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use jsonwebtoken::jwk::{AlgorithmParameters, CommonParameters, Jwk, RSAKeyParameters, RSAKeyType, ThumbprintHash};
use mfadir_memory::Masked;

const LINE: usize = 64;

/// Making one takes longer than all the rest of a fresh sandbox, so the fresh ones of a process share it.
static OF_THIS_PROCESS: LazyLock<PrivateKey> = LazyLock::new(PrivateKey::generate);

/// An RSA key of 2048 bits: the one type that every client library of the provider takes.
#[derive(Clone, Debug)]
pub(super) struct PrivateKey {
    /// PKCS#8 in PEM.
    pub(super) pem: Masked,
    /// The public half. Its id is its thumbprint (RFC 7638).
    pub(super) public: Jwk,
}

impl PrivateKey {
    /// A pair that did not exist before this process.
    pub(super) fn fresh() -> Self {
        OF_THIS_PROCESS.clone()
    }

    fn generate() -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).expect("the system has random numbers");
        let der = pair.as_der().expect("a key that was just made can be written down");
        Self { pem: Masked::new(pem(der.as_ref())), public: public(&pair) }
    }
}

fn public(pair: &KeyPair) -> Jwk {
    let number = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let key = pair.public_key();
    let parameters = RSAKeyParameters {
        key_type: RSAKeyType::RSA,
        n: number(key.modulus().big_endian_without_leading_zero()),
        e: number(key.exponent().big_endian_without_leading_zero()),
    };
    let mut jwk = Jwk { common: CommonParameters::default(), algorithm: AlgorithmParameters::RSA(parameters) };
    jwk.common.key_id = jwk.thumbprint(ThumbprintHash::SHA256).ok();
    jwk
}

fn pem(der: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(der);
    let (mut pem, mut rest) = ("-----BEGIN PRIVATE KEY-----\n".to_owned(), text.as_str());
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(LINE));
        pem.push_str(line);
        pem.push('\n');
        rest = more;
    }
    pem + "-----END PRIVATE KEY-----\n"
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{
        Algorithm, DecodingKey, EncodingKey,
        crypto::{sign, verify},
    };

    use super::PrivateKey;

    #[test]
    fn what_the_private_half_signs_the_public_half_verifies() {
        let key = PrivateKey::generate();
        let private = EncodingKey::from_rsa_pem(key.pem.reveal().as_bytes()).unwrap();
        let signature = sign(b"message", &private, Algorithm::RS256).unwrap();
        let public = DecodingKey::from_jwk(&key.public).unwrap();
        assert!(verify(&signature, b"message", &public, Algorithm::RS256).unwrap());
        assert!(!verify(&signature, b"massage", &public, Algorithm::RS256).unwrap());
        assert!(key.public.common.key_id.is_some());
    }
}
