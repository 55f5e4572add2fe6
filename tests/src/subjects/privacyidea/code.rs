//! The codes that people read: in a message, or on a device that computes them (RFC 4226, RFC 6238).

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use jiff::Timestamp;
use mfadir_conformance::{Able, Cannot};
use mfadir_core::FactorId;
use secrecy::SecretString;

use super::desk::Desk;
use crate::real::RealSubject;

/// The shared secret of every token of the seed.
const SEED: &[u8] = b"12345678901234567890";
const STEP_SECONDS: i64 = 30;

/// The time steps whose codes were read, by serial number: the server takes each once.
static READ: Mutex<BTreeMap<String, i64>> = Mutex::new(BTreeMap::new());

/// The code that the user now reads.
pub(super) async fn read(subject: &RealSubject, factor: &FactorId) -> Able<SecretString> {
    let (serial, desk) = (factor.as_str(), Desk::of(subject.server()).await?);
    if let Some(code) = sent(&desk.file("messages").await?, serial) {
        return Ok(code.into());
    }
    let (token, secret) = (desk.token(serial).await?, secret(subject, serial));
    match token["tokentype"].as_str().unwrap_or_default() {
        "totp" => Ok(code(&secret, unread_step(serial)).into()),
        "hotp" => Ok(code(&secret, token["count"].as_i64().unwrap_or_default()).into()),
        other => Err(Cannot::because(format!("nobody reads a code of a token of the type {other}"))),
    }
}

/// The last code that was sent for the token: `to`, a tab, `SERIAL CODE`.
fn sent(messages: &str, serial: &str) -> Option<String> {
    let texts = messages.lines().rev().filter_map(|line| line.split_once('\t')?.1.split_once(' '));
    let mut codes = texts.filter(|(of, _)| *of == serial);
    codes.next().map(|(_, code)| code.to_owned())
}

/// What the token was made with: of a new one the answer told it.
fn secret(subject: &RealSubject, serial: &str) -> Vec<u8> {
    let answers = subject.proxy().seen().into_iter().rev().map(|seen| seen.answer());
    let mut made = answers.filter(|answer| answer["detail"]["serial"] == serial);
    let told = made.find_map(|answer| answer["detail"]["otpkey"]["value"].as_str().map(str::to_owned));
    told.and_then(|told| bytes(told.strip_prefix("seed://")?)).unwrap_or_else(|| SEED.to_owned())
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let pairs = (0..hexadecimal.len()).step_by(2);
    pairs.map(|start| u8::from_str_radix(hexadecimal.get(start..start + 2)?, 16).ok()).collect()
}

/// The step of now, or the next that was not read: the server takes one that is a little ahead.
fn unread_step(serial: &str) -> i64 {
    let now = Timestamp::now().as_second().div_euclid(STEP_SECONDS);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let step = read.get(serial).map_or(now, |last| now.max(last + 1));
    read.insert(serial.to_owned(), step);
    step
}

/// RFC 4226, section 5.3, with six digits.
fn code(secret: &[u8], counter: i64) -> String {
    let digest = sign(&Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret), &counter.to_be_bytes());
    let digest = digest.as_ref();
    let offset = usize::from(digest[19] & 0x0f);
    let word = [digest[offset] & 0x7f, digest[offset + 1], digest[offset + 2], digest[offset + 3]];
    format!("{:06}", u32::from_be_bytes(word) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::{SEED, bytes, code, sent};

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 4226, appendix D.
        assert_eq!([0, 1, 9].map(|counter| code(SEED, counter)), ["755224", "287082", "520489"]);
    }

    #[test]
    fn the_last_message_counts() {
        let messages = "+1\tSMS-1 111111\nada@example.com\tEMAIL-1 222222\n+1\tSMS-1 333333\n";
        assert_eq!(sent(messages, "SMS-1").as_deref(), Some("333333"));
        assert_eq!(sent(messages, "SMS-2"), None);
    }

    #[test]
    fn a_secret_is_read_byte_by_byte() {
        assert_eq!(bytes("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!(bytes("0"), None);
    }
}
