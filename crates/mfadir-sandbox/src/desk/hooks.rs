//! The receiver of webhooks: takes what comes, and says of each whether its signature fits.

use std::collections::BTreeMap;

use aws_lc_rs::hmac;
use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
};
use mfadir_memory::Masked;
use serde_json::Value;

use super::post::{Post, PostChannel};
use crate::{dialect::Asked, tenant::Tenant};

/// Where the signature stands: `t=SECONDS,v1=HEX`.
const SIGNATURE: &str = "mfadir-signature";
/// How many seconds a signature may lie back, or ahead.
const FRESH: u64 = 300;
/// Headers whose values are not kept.
const SECRET: [HeaderName; 3] = [header::AUTHORIZATION, header::COOKIE, header::PROXY_AUTHORIZATION];

/// `POST /hooks/…`
pub(super) async fn take(
    State(tenant): State<Tenant>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let mut desk = tenant.desk();
    let secret = desk.hook_secret.clone();
    desk.take(received(&asked, &headers, &body, secret.as_ref()));
    StatusCode::NO_CONTENT
}

fn received(asked: &Asked, headers: &HeaderMap, body: &[u8], secret: Option<&Masked>) -> Post {
    let text = String::from_utf8_lossy(body).into_owned();
    let document: Value = serde_json::from_slice(body).unwrap_or_default();
    let field = |name: &str| document[name].as_str().map(str::to_owned);
    let signature = headers.get(SIGNATURE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let is_genuine = |signature: &String| {
        secret.is_some_and(|secret| fits(secret.reveal(), signature, asked.at.as_second(), body) == Some(true))
    };
    Post {
        subject: field("subject"),
        genuine: signature.as_ref().map(is_genuine),
        signature,
        headers: kept(headers),
        text: field("text").unwrap_or_else(|| text.clone()),
        body: Some(text),
        ..Post::new(asked.at, PostChannel::Webhook, &asked.path, "")
    }
}

fn kept(headers: &HeaderMap) -> BTreeMap<String, String> {
    let plain = headers.iter().filter(|(name, _)| !SECRET.contains(name));
    plain.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}

/// Whether the secret makes this signature of the body, and made it lately. Nothing where it is no signature.
fn fits(secret: &str, signature: &str, now: i64, body: &[u8]) -> Option<bool> {
    let (time, tag) = signature.strip_prefix("t=")?.split_once(",v1=")?;
    let signed = [time.as_bytes(), b".", body].concat();
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let is_fresh = time.parse::<i64>().ok()?.abs_diff(now) <= FRESH;
    Some(is_fresh && hmac::verify(&key, &signed, &bytes(tag)?).is_ok())
}

/// Hexadecimal digits as bytes.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    digits.chunks(2).map(|pair| u8::try_from(pair.first()? * 16 + pair.get(1)?).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::fits;

    /// Made by `printf '1700000000.{}' | openssl dgst -sha256 -hmac whsec`.
    const MADE: &str = "t=1700000000,v1=7d44587dddbaf4c7f70fef20f48cd594834ffea1641e3ac227b84408298738af";

    #[test]
    fn a_signature_is_bound_to_secret_time_and_body() {
        assert_eq!(fits("whsec", MADE, 1_700_000_300, b"{}"), Some(true));
        assert_eq!(fits("whsec", MADE, 1_700_000_301, b"{}"), Some(false));
        assert_eq!(fits("other", MADE, 1_700_000_000, b"{}"), Some(false));
        assert_eq!(fits("whsec", MADE, 1_700_000_000, b"{ }"), Some(false));
        assert_eq!(fits("whsec", &MADE.replace("t=17", "t=16"), 1_600_000_000, b"{}"), Some(false));
        for wrong in ["", "v1=00", "t=,v1=00", "t=1,v1=0", "t=1,v1=zz"] {
            assert_eq!(fits("whsec", wrong, 1, b"{}"), None, "{wrong}");
        }
    }
}
