//! The names under which a later request means a running enrollment or challenge: state tokens and UUIDs.
//!
//! Each is made from the number that the world gave the thing, and leads back to it. So nothing but the world needs
//! to be stored, and a name that was made up leads nowhere.

use std::iter;

const NUMBERS: u64 = (1 << 48) - 1;
const STEP: u64 = 0x5DEE_CE66_D000;
const FACTORS: [u64; 2] = [0x9E37_79B9_7F4B, 0xBF58_476D_1CE5];

/// The state token of version 1: 40 hexadecimal digits.
pub(super) fn state_token(handle: &str) -> String {
    digits(handle, 40)
}

/// The id of version 2: a UUID of random kind.
pub(super) fn uuid(handle: &str) -> String {
    let digits = digits(handle, 30);
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-a{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}

/// What the state token stands for.
pub(super) fn of_state_token(token: &str) -> Option<String> {
    handle(token).filter(|handle| state_token(handle) == token)
}

/// What the UUID stands for.
pub(super) fn of_uuid(id: &str) -> Option<String> {
    handle(&id.replace('-', "")).filter(|handle| uuid(handle) == id)
}

/// The number behind a handle, which is one in this provider's worlds.
pub(super) fn number(handle: &str) -> u64 {
    handle.parse::<u64>().unwrap_or_default() & NUMBERS
}

fn digits(handle: &str, length: usize) -> String {
    let chain = iter::successors(Some(mixed(number(handle))), |last| Some(mixed(last.wrapping_add(STEP))));
    let blocks: Vec<String> = chain.take(length.div_ceil(12)).map(|number| format!("{number:012x}")).collect();
    blocks.concat().chars().take(length).collect()
}

fn handle(digits: &str) -> Option<String> {
    let mixed = u64::from_str_radix(digits.get(..12)?, 16).ok()?;
    Some(unmixed(mixed).to_string())
}

/// Neighbours become strangers, and none becomes another's.
fn mixed(number: u64) -> u64 {
    FACTORS.iter().fold(number & NUMBERS, |number, factor| {
        let number = number.wrapping_mul(*factor) & NUMBERS;
        number ^ (number >> 24)
    })
}

fn unmixed(number: u64) -> u64 {
    FACTORS.iter().rev().fold(number, |number, factor| {
        let number = number ^ (number >> 24);
        number.wrapping_mul(inverse(*factor)) & NUMBERS
    })
}

/// What turns a multiplication by an odd factor round: each step of Newton's doubles the bits that are right.
fn inverse(factor: u64) -> u64 {
    (0..6).fold(1_u64, |inverse, _| inverse.wrapping_mul(2_u64.wrapping_sub(factor.wrapping_mul(inverse))))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{of_state_token, of_uuid, state_token, uuid};

    fn handles() -> impl Iterator<Item = String> {
        (6_120_000..6_121_000_u64).chain([0, 1, (1 << 48) - 1]).map(|number| number.to_string())
    }

    #[test]
    fn every_name_leads_back_and_none_comes_twice() {
        let mut names = BTreeSet::new();
        for handle in handles() {
            assert_eq!(of_state_token(&state_token(&handle)).as_ref(), Some(&handle));
            assert_eq!(of_uuid(&uuid(&handle)).as_ref(), Some(&handle));
            assert!(names.insert(state_token(&handle)) && names.insert(uuid(&handle)));
        }
    }

    #[test]
    fn a_name_has_its_shape() {
        let (token, uuid) = (state_token("6120017"), uuid("6120017"));
        assert!(token.len() == 40 && token.chars().all(|digit| digit.is_ascii_hexdigit()), "{token}");
        let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{uuid}");
    }

    #[test]
    fn what_was_made_up_leads_nowhere() {
        for text in
            ["", "0", "é", "zzzzzzzzzzzz", &"0".repeat(40), &"f".repeat(40), "00000000-0000-4000-a000-000000000000"]
        {
            assert_eq!(of_state_token(text), None, "{text}");
            assert_eq!(of_uuid(text), None, "{text}");
        }
    }
}
