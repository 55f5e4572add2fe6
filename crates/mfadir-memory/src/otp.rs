//! Codes that a device computes: from the time (RFC 6238: HMAC-SHA-1, 30 seconds, six digits), from a counter
//! (RFC 4226, six digits), or as a key types them.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;

use crate::{ids::scramble, masked::Masked, rules::Window};

/// The letters that stand at the same place on every keyboard.
const KEY_LETTERS: &[u8; 16] = b"cbdefghijklnrtuv";
const KEY_LENGTH: usize = 44;
const STEP_SECONDS: i64 = 30;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET_LETTERS: usize = 32;
/// How many codes a device with a counter may be ahead of us.
const AHEAD: u64 = 10;

/// A shared key in base32, 160 bits long, made from a number: the same key for the same number.
pub fn key(from: u64) -> Masked {
    let mut state = from;
    let letter = |_| {
        state = scramble(state);
        char::from(ALPHABET[usize::try_from(state % 32).unwrap_or_default()])
    };
    Masked::new((0..SECRET_LETTERS).map(letter).collect::<String>())
}

/// How a code of a clock fits the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It is taken.
    Good,
    /// It was or will be right.
    OutsideWindow,
    /// It is none.
    Wrong,
}

/// The code that a device with this key shows at that time.
pub(crate) fn timed(key: &Masked, at: Timestamp) -> Masked {
    coded(key, step(at))
}

/// The code that a device with this key shows after so many others.
pub(crate) fn counted(key: &Masked, counter: u64) -> Masked {
    coded(key, counter.cast_signed())
}

/// What a key of this public name types at that time: 44 letters of its own alphabet.
pub(crate) fn typed(public_id: &str, at: Timestamp) -> Masked {
    let mut state = at.as_second().cast_unsigned();
    let letter = |_| {
        state = scramble(state);
        char::from(KEY_LETTERS[usize::try_from(state % 16).unwrap_or_default()])
    };
    let rest: String = (public_id.len()..KEY_LENGTH).map(letter).collect();
    Masked::new(format!("{public_id}{rest}"))
}

/// Whether a key could have typed this: it begins with its public name. The rest is not deciphered.
pub(crate) fn is_typed(public_id: &str, code: &Masked) -> bool {
    let code = code.reveal();
    code.len() == KEY_LENGTH && code.starts_with(public_id) && code.bytes().all(|letter| KEY_LETTERS.contains(&letter))
}

/// How the code fits the time.
pub(crate) fn fit(key: &Masked, code: &Masked, at: Timestamp, window: Window) -> Fit {
    let now = step(at);
    let near = |steps: u8| (-i64::from(steps)..=i64::from(steps)).any(|away| coded(key, now + away) == *code);
    if near(window.accepted) {
        Fit::Good
    } else if near(window.recognised) {
        Fit::OutsideWindow
    } else {
        Fit::Wrong
    }
}

/// The counter that this is the code of, if it is not far ahead.
pub(crate) fn counter_of(key: &Masked, code: &Masked, from: u64) -> Option<u64> {
    (from..=from + AHEAD).find(|counter| counted(key, *counter) == *code)
}

/// Whether this is the code of a counter that has just gone by.
pub(crate) fn went_by(key: &Masked, code: &Masked, from: u64) -> bool {
    (from.saturating_sub(AHEAD)..from).any(|counter| counted(key, counter) == *code)
}

fn step(at: Timestamp) -> i64 {
    at.as_second().div_euclid(STEP_SECONDS)
}

fn coded(key: &Masked, step: i64) -> Masked {
    Masked::new(format!("{:06}", truncated(&bytes(key.reveal()), step) % 1_000_000))
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

/// RFC 4648 base32 without padding, in any case; letters that are none are left out.
fn bytes(text: &str) -> Vec<u8> {
    let letters = text.bytes().map(|letter| letter.to_ascii_uppercase());
    let digits = letters.filter_map(|letter| ALPHABET.iter().position(|known| *known == letter));
    let bits: Vec<bool> = digits.flat_map(|digit| (0..5).rev().map(move |bit| digit >> bit & 1 == 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | u8::from(*bit))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Fit, counted, counter_of, fit, key, timed, went_by};
    use crate::{masked::Masked, rules::Window};

    // "12345678901234567890", the key of both standards.
    const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn shows_the_codes_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        let cases = [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")];
        for (second, expected) in cases {
            assert_eq!(timed(&Masked::new(KEY), Timestamp::from_second(second).unwrap()).reveal(), expected);
        }
    }

    #[test]
    fn counts_like_the_standard() {
        // RFC 4226, appendix D.
        for (counter, expected) in [(0, "755224"), (1, "287082"), (9, "520489")] {
            assert_eq!(counted(&Masked::new(KEY), counter).reveal(), expected);
        }
    }

    #[test]
    fn a_counter_may_be_ahead_but_not_far_and_not_behind() {
        let key = Masked::new(KEY);
        assert_eq!(counter_of(&key, &counted(&key, 13), 3), Some(13));
        assert_eq!(counter_of(&key, &counted(&key, 14), 3), None);
        assert_eq!(counter_of(&key, &counted(&key, 2), 3), None);
        assert!(went_by(&key, &counted(&key, 2), 3) && !went_by(&key, &counted(&key, 3), 3));
    }

    #[test]
    fn a_code_is_good_near_its_time_and_known_for_a_while() {
        let (key, window) = (Masked::new(KEY), Window { accepted: 1, recognised: 3 });
        let shown = timed(&key, Timestamp::UNIX_EPOCH);
        let fits = |second| fit(&key, &shown, Timestamp::from_second(second).unwrap(), window);
        assert_eq!(
            [0, 59, 60, 119, 120].map(fits),
            [Fit::Good, Fit::Good, Fit::OutsideWindow, Fit::OutsideWindow, Fit::Wrong]
        );
    }

    #[test]
    fn keys_differ() {
        assert_eq!(key(1).reveal().len(), 32);
        assert_ne!(key(1).reveal(), key(2).reveal());
    }
}
