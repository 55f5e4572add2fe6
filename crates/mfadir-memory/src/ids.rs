//! How the ids of a world look.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Makes ids, the same ones in the same order for the same style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    style: Style,
    made: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Style {
    Plain,
    Digits { first: u64 },
    Letters { prefixes: BTreeMap<String, String>, suffix: String, length: usize },
}

impl Ids {
    /// The word with a number behind it (`user1`).
    pub fn plain() -> Self {
        Self { style: Style::Plain, made: 0 }
    }

    /// Numbers from `first` on, with gaps.
    pub fn digits(first: u64) -> Self {
        Self { style: Style::Digits { first }, made: 0 }
    }

    /// Letters and digits of a fixed length between a prefix, which depends on what is named, and a suffix.
    pub fn letters(prefixes: BTreeMap<String, String>, suffix: &str, length: usize) -> Self {
        Self { style: Style::Letters { prefixes, suffix: suffix.to_owned(), length }, made: 0 }
    }

    /// The next id for something of this sort: `user`, `group`, `push@okta`, …
    pub fn next(&mut self, sort: &str) -> String {
        self.made += 1;
        match &self.style {
            Style::Plain => format!("{}{}", sort.split('@').next().unwrap_or(sort), self.made),
            Style::Digits { first } => (first + self.made * 17).to_string(),
            Style::Letters { prefixes, suffix, length } => {
                let prefix = prefixes.get(sort).map_or("zzz", String::as_str);
                let middle = length.saturating_sub(prefix.len() + suffix.len());
                format!("{prefix}{}{suffix}", opaque(self.made, middle))
            }
        }
    }

    /// The next id for something that is pending. Where such ids look the same as later ones, so does this.
    pub(crate) fn next_pending(&mut self, sort: &str) -> String {
        let pending = format!("pending {sort}");
        let differs = matches!(&self.style, Style::Letters { prefixes, .. } if prefixes.contains_key(&pending));
        self.next(if differs { &pending } else { sort })
    }

    /// A number that nobody can foresee from the last one, for codes and keys. The same world makes the same ones.
    pub(crate) fn number(&mut self) -> u64 {
        self.made += 1;
        scramble(self.made)
    }
}

fn opaque(number: u64, length: usize) -> String {
    let mut state = scramble(number);
    let letter = |_| {
        state = scramble(state);
        let index = usize::try_from(state % 62).unwrap_or_default();
        char::from(LETTERS[index])
    };
    (0..length).map(letter).collect()
}

/// One step of `splitmix64`: neighbours become strangers.
pub(crate) fn scramble(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(STEP);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::Ids;

    #[test]
    fn ids_of_letters_have_their_length_and_differ() {
        let prefixes = BTreeMap::from([("user".to_owned(), "00u".to_owned())]);
        let mut ids = Ids::letters(prefixes, "5d7", 20);
        let made: BTreeSet<String> = (0..5000).map(|_| ids.next("user")).collect();
        assert_eq!(made.len(), 5000);
        assert!(made.iter().all(|id| id.len() == 20 && id.starts_with("00u") && id.ends_with("5d7")));
    }

    #[test]
    fn the_same_style_makes_the_same_ids() {
        let first: Vec<String> = (0..3).map(|_| Ids::digits(6_120_000).next("sms")).collect();
        assert_eq!(first, ["6120017", "6120017", "6120017"]);
        let mut ids = Ids::plain();
        assert_eq!([ids.next("user"), ids.next("push@okta")], ["user1", "push2"]);
    }
}
