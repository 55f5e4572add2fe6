//! Codes that change with time (RFC 6238: HMAC-SHA-1, 30 seconds, six digits).

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;

use crate::{ids::scramble, masked::Masked};

const STEP_SECONDS: i64 = 30;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const KEY_LETTERS: usize = 32;

/// A shared key in base32, 160 bits long, made from a number: the same key for the same number.
pub fn key(from: u64) -> Masked {
    let mut state = from;
    let letter = |_| {
        state = scramble(state);
        char::from(ALPHABET[usize::try_from(state % 32).unwrap_or_default()])
    };
    Masked::new((0..KEY_LETTERS).map(letter).collect::<String>())
}

/// The code that a device with this key shows at that time.
pub(crate) fn code(key: &Masked, at: Timestamp) -> Masked {
    let step = at.as_second().div_euclid(STEP_SECONDS);
    Masked::new(format!("{:06}", truncated(&bytes(key.reveal()), step) % 1_000_000))
}

/// The codes that are accepted at that time: the one shown and, as clocks differ, its two neighbours.
pub(crate) fn accepted(key: &Masked, at: Timestamp) -> [Masked; 3] {
    let step = jiff::SignedDuration::from_secs(STEP_SECONDS);
    [code(key, at), code(key, at - step), code(key, at + step)]
}

/// RFC 4226, section 5.3.
fn truncated(key: &[u8], step: i64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 0x0f);
    let word = [digest[offset], digest[offset + 1], digest[offset + 2], digest[offset + 3]];
    u32::from_be_bytes(word) & 0x7fff_ffff
}

/// RFC 4648 base32 without padding; letters that are none are left out.
fn bytes(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|letter| ALPHABET.iter().position(|known| *known == letter));
    let bits: Vec<bool> = digits.flat_map(|digit| (0..5).rev().map(move |bit| digit >> bit & 1 == 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | u8::from(*bit))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{code, key};
    use crate::masked::Masked;

    #[test]
    fn shows_the_codes_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits; the key is "12345678901234567890".
        let key = Masked::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let cases = [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")];
        for (second, expected) in cases {
            assert_eq!(code(&key, Timestamp::from_second(second).unwrap()).reveal(), expected);
        }
    }

    #[test]
    fn keys_differ() {
        assert_eq!(key(1).reveal().len(), 32);
        assert_ne!(key(1).reveal(), key(2).reveal());
    }
}
