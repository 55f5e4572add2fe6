//! Keys as JWK (RFC 7517), which is how Okta hands out those that it makes.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair as RsaKeyPair, KeyPairComponents, PublicKeyComponents},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use mfadir_core::Result;
use pem::Pem;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::Deserialize;

use super::{Key, pem as file, unusable, wrong_kind};

/// Those members of a key that signing takes.
#[derive(Deserialize)]
struct Members {
    kty: Option<String>,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
    d: Option<SecretString>,
    p: Option<SecretString>,
    q: Option<SecretString>,
    dp: Option<SecretString>,
    dq: Option<SecretString>,
    qi: Option<SecretString>,
    keys: Option<Vec<Members>>,
}

/// Reads one key, be it alone or the only one of a set.
pub(super) fn read(text: &str) -> Result<Key> {
    let broken = |_| unusable("is JSON, but no JWK").with_hint("save the key again as Okta showed it");
    let members = sole(serde_json::from_str(text).map_err(broken)?)?;
    let id = members.kid.clone();
    Ok(Key { id, ..private(&members)? })
}

fn sole(members: Members) -> Result<Members> {
    match members.keys {
        None => Ok(members),
        Some(mut keys) if keys.len() == 1 => Ok(keys.remove(0)),
        Some(keys) => {
            Err(unusable(&format!("is one of {} in a set", keys.len())).with_hint("keep one key in the file"))
        }
    }
}

fn private(members: &Members) -> Result<Key> {
    if members.d.is_none() && matches!(members.kty.as_deref(), Some("RSA" | "EC")) {
        return Err(unusable("is none: it is the public half").with_hint("the one with the member `d` is needed"));
    }
    match (members.kty.as_deref(), members.crv.as_deref()) {
        (Some("RSA"), _) => rsa(members),
        (Some("EC"), Some("P-256")) => ec(members),
        _ => Err(wrong_kind()),
    }
}

fn rsa(members: &Members) -> Result<Key> {
    let components = KeyPairComponents {
        public_key: PublicKeyComponents { n: open(members.n.as_deref(), "n")?, e: open(members.e.as_deref(), "e")? },
        d: hidden(members.d.as_ref(), "d")?,
        p: hidden(members.p.as_ref(), "p")?,
        q: hidden(members.q.as_ref(), "q")?,
        dP: hidden(members.dp.as_ref(), "dp")?,
        dQ: hidden(members.dq.as_ref(), "dq")?,
        qInv: hidden(members.qi.as_ref(), "qi")?,
    };
    let pair = RsaKeyPair::from_components(&components).map_err(|_| wrong_kind())?;
    let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| wrong_kind())?;
    file::rsa(&Pem::new("PRIVATE KEY", der.as_ref()))
}

fn ec(members: &Members) -> Result<Key> {
    let (x, y) = (open(members.x.as_deref(), "x")?, open(members.y.as_deref(), "y")?);
    let point = [&[UNCOMPRESSED], x.as_slice(), y.as_slice()].concat();
    let d = hidden(members.d.as_ref(), "d")?;
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pair =
        EcdsaKeyPair::from_private_key_and_public_key(algorithm, d.as_ref(), &point).map_err(|_| wrong_kind())?;
    file::of_pair(&pair)
}

/// What stands before the two coordinates of a point (SEC 1, section 2.3.3).
const UNCOMPRESSED: u8 = 4;

/// A number that is overwritten when it is done with.
struct Hidden(SecretSlice<u8>);

impl AsRef<[u8]> for Hidden {
    fn as_ref(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

fn hidden(member: Option<&SecretString>, name: &str) -> Result<Hidden> {
    open(member.map(ExposeSecret::expose_secret), name).map(|bytes| Hidden(bytes.into()))
}

fn open(member: Option<&str>, name: &str) -> Result<Vec<u8>> {
    member.and_then(|text| BASE64_URL_SAFE_NO_PAD.decode(text).ok()).ok_or_else(|| {
        unusable(&format!("is a JWK without a readable `{name}`")).with_hint("save the key again as Okta showed it")
    })
}
