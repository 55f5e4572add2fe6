//! Proofs of possession (DPoP): that a caller holds a key, made anew for each request.

use std::{borrow::Cow, time::Duration};

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderMap;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{
    dangerous::insecure_decode_claims,
    decode_header,
    jwk::{Jwk, ThumbprintHash},
};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;

use super::claims::{AHEAD, is_taken, moment, seconds, signed_by};
use crate::{app::App, dialect::Asked, recorder::SeenProof};

const HEADER: &str = "dpop";
const TYPE: &str = "dpop+jwt";
/// How old a proof may be.
const LIFETIME: Duration = Duration::from_mins(4);

#[derive(Debug, Deserialize)]
struct Claims {
    jti: Option<String>,
    htm: Option<String>,
    htu: Option<String>,
    iat: Option<f64>,
    ath: Option<String>,
    nonce: Option<String>,
}

/// A proof that holds.
#[derive(Debug)]
pub(super) struct Proof {
    /// The thumbprint (RFC 7638) of the key.
    pub(super) thumbprint: String,
    /// The nonce, where there is one.
    pub(super) nonce: Option<String>,
}

/// What the proof of a request says, true or not, for the recorder.
pub(in crate::okta) fn told(headers: &HeaderMap) -> Option<SeenProof> {
    let claims: Claims = insecure_decode_claims(presented(headers)?).ok()?;
    let Claims { jti, htm, htu, ath, nonce, .. } = claims;
    Some(SeenProof { jti, htm, htu, ath, nonce })
}

/// The text of the proof.
pub(super) fn presented(headers: &HeaderMap) -> Option<&str> {
    headers.get(HEADER).and_then(|proof| proof.to_str().ok())
}

/// Takes a proof that was made for this very request, and for this token where there is one; or says what is wrong
/// with it.
pub(super) fn accept(app: &mut App, text: &str, asked: &Asked, token: Option<&str>) -> Result<Proof, &'static str> {
    let (key, claims) = verified(text)?;
    let made = claims.iat.ok_or("The DPoP proof has no iat.")?;
    judge(&claims, asked, token)?;
    if made > seconds(asked.at) + AHEAD || made < seconds(asked.at) - LIFETIME.as_secs_f64() {
        return Err("The DPoP proof was not made just now.");
    }
    let jti = claims.jti.ok_or("The DPoP proof has no jti.")?;
    let until = moment(made).unwrap_or(asked.at) + LIFETIME;
    if !app.first_use(format!("proof {jti}"), until, asked.at) {
        return Err("The DPoP proof has a jti that was used before.");
    }
    let thumbprint = key.thumbprint(ThumbprintHash::SHA256).map_err(|_| "The DPoP proof has no usable key.")?;
    Ok(Proof { thumbprint, nonce: claims.nonce })
}

fn verified(text: &str) -> Result<(Jwk, Claims), &'static str> {
    let header = decode_header(text).map_err(|_| "The DPoP proof is not a signed token.")?;
    if header.typ.as_deref().is_none_or(|sort| !sort.eq_ignore_ascii_case(TYPE)) {
        return Err("The DPoP proof has another typ than dpop+jwt.");
    }
    if !is_taken(header.alg) {
        return Err("The DPoP proof is signed with an algorithm that is not supported.");
    }
    let key = header.jwk.ok_or("The DPoP proof has no jwk.")?;
    if tells_private_key(text) {
        return Err("The DPoP proof holds a private key.");
    }
    let claims = signed_by(text, header.alg, &key).ok_or("The DPoP proof signature is invalid.")?;
    Ok((key, claims))
}

/// Whether the header of the proof holds the private half of the key too.
fn tells_private_key(text: &str) -> bool {
    let header = text.split('.').next().and_then(|header| BASE64_URL_SAFE_NO_PAD.decode(header).ok());
    let header: Option<Value> = header.and_then(|header| serde_json::from_slice(&header).ok());
    header.is_some_and(|header| header.pointer("/jwk/d").is_some())
}

fn judge(claims: &Claims, asked: &Asked, token: Option<&str>) -> Result<(), &'static str> {
    if claims.htm.as_deref() != Some(&asked.method) {
        return Err("The DPoP proof has another htm than the request.");
    }
    let here = format!("{}{}", asked.origin, asked.path);
    if claims.htu.as_deref().map(bare) != Some(bare(&here)) {
        return Err("The DPoP proof has another htu than the request.");
    }
    if token.is_some_and(|token| claims.ath.as_deref() != Some(&hash(token))) {
        return Err("The DPoP proof has another ath than the access token.");
    }
    Ok(())
}

/// An address without its encoding, which caller and server may spell differently, and without a last slash, which
/// one of the vendor's own clients adds behind its back.
fn bare(address: &str) -> Cow<'_, str> {
    percent_decode_str(address.trim_end_matches('/')).decode_utf8_lossy()
}

fn hash(token: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{bare, hash};

    #[test]
    fn addresses_are_compared_without_their_encoding() {
        assert_eq!(bare("http://h/users/ada%40example.com"), bare("http://h/users/ada@example.com"));
        assert_eq!(bare("http://h/users/"), bare("http://h/users"));
        assert_ne!(bare("http://h/users?limit=1"), bare("http://h/users"));
    }

    #[test]
    fn a_token_is_hashed_as_in_the_example_of_rfc_9449() {
        let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
        assert_eq!(hash(token), "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }
}
