//! The phone that everybody has: it completes push tokens, and answers them (privacyIDEA's documentation, "Push Token",
//! and `/ttype/push`).

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use mfadir_conformance::{Able, Answer, Cannot};
use mfadir_core::FactorId;
use serde_json::json;

use super::desk::Desk;
use crate::real::RealSubject;

const PUSH: &str = "/ttype/push";
/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Answers what is open: the enrollment, or else the challenge.
pub(super) async fn answer(subject: &RealSubject, factor: &FactorId, answer: Answer) -> Able<()> {
    let desk = Desk::of(subject.server()).await?;
    let phone = Phone { key: key(&desk.file("phone").await?)?, serial: factor.as_str(), desk };
    match (enrollment_credential(subject, factor.as_str()), answer) {
        (None, answer) => phone.answer(answer).await,
        (Some(credential), Answer::Approve) => phone.complete(&credential).await,
        (Some(_), Answer::Deny) => Err(Cannot::because("a phone completes an enrollment, or leaves it")),
    }
}

/// What the phone reads with the QR code of a new token.
fn enrollment_credential(subject: &RealSubject, serial: &str) -> Option<String> {
    let answers = subject.proxy().seen().into_iter().map(|seen| seen.answer());
    let mut made = answers.filter(|answer| answer["detail"]["serial"] == serial);
    made.find_map(|answer| answer["detail"]["enrollment_credential"].as_str().map(str::to_owned))
}

fn key(text: &str) -> Able<KeyPair> {
    let der = BASE64_STANDARD.decode(text).ok();
    let key = der.and_then(|der| KeyPair::from_pkcs8(&der).ok());
    key.ok_or_else(|| Cannot::because("the server's folder holds no key of a phone"))
}

struct Phone<'a> {
    key: KeyPair,
    serial: &'a str,
    desk: Desk,
}

impl Phone<'_> {
    async fn complete(&self, credential: &str) -> Able<()> {
        let public: PublicKeyX509Der<'_> = self.key.public_key().as_der().expect("a key has this form");
        let public = BASE64_STANDARD.encode(public.as_ref());
        let fields = json!({"enrollment_credential": credential, "fbtoken": "", "pubkey": public});
        self.send(fields).await
    }

    async fn answer(&self, answer: Answer) -> Able<()> {
        let nonce = self.open_challenge().await?;
        let (signed, decline) = match answer {
            Answer::Approve => (format!("{nonce}|{}", self.serial), 0),
            Answer::Deny => (format!("{nonce}|{}|decline", self.serial), 1),
        };
        self.send(json!({"nonce": nonce, "signature": self.sign(&signed), "decline": decline})).await
    }

    /// The phone comes and asks what is open.
    async fn open_challenge(&self) -> Able<String> {
        let time = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string();
        let signature = self.sign(&format!("{}|{time}", self.serial));
        let query = [("serial", self.serial), ("timestamp", &time), ("signature", &signature)];
        let open = self.desk.get(PUSH, &query).await?;
        let nonce = open["result"]["value"][0]["nonce"].as_str().map(str::to_owned);
        nonce.ok_or_else(|| Cannot::because(format!("the phone is asked nothing: {open}")))
    }

    async fn send(&self, mut fields: serde_json::Value) -> Able<()> {
        fields["serial"] = self.serial.into();
        let answer = self.desk.post(PUSH, fields).await?;
        let taken = answer["result"]["value"] == true;
        if taken { Ok(()) } else { Err(Cannot::because(format!("the server does not take the answer: {answer}"))) }
    }

    fn sign(&self, text: &str) -> String {
        let mut signature = vec![0; self.key.public_modulus_len()];
        let signed = self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature);
        signed.expect("the signature has the length of the modulus");
        base32(&signature)
    }
}

fn base32(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let letter = |five: &[u8]| {
        let value = (0..5).fold(0, |sum, place| sum << 1 | five.get(place).copied().unwrap_or_default());
        char::from(BASE32[usize::from(value)])
    };
    let text: String = bits.chunks(5).map(letter).collect();
    format!("{text:=<width$}", width = text.len().next_multiple_of(8))
}

#[cfg(test)]
mod tests {
    use super::base32;

    #[test]
    fn texts_are_those_of_the_standard() {
        // RFC 4648, section 10.
        for (text, expected) in [("", ""), ("f", "MY======"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======")] {
            assert_eq!(base32(text.as_bytes()), expected);
        }
    }
}
