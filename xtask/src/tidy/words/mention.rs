//! Whether a line of code names somebody.

/// Whether the name stands in the line as words of their own, however they are joined: `acme-id`, `ACME_ID`, `AcmeId`,
/// `acmeid`. A word that only holds its letters is another one: `ping` is not in `mapping`.
pub(super) fn mentions(line: &str, name: &str) -> bool {
    let name: Vec<char> = name.to_lowercase().chars().filter(|letter| !is_joint(*letter)).collect();
    let letters = letters(line);
    !name.is_empty()
        && letters.windows(name.len()).any(|window| {
            let (first, last) = (window[0], window[window.len() - 1]);
            first.begins && last.ends && window.iter().map(|letter| letter.lower).eq(name.iter().copied())
        })
}

/// A letter of a line, and whether a word begins or ends with it.
#[derive(Clone, Copy)]
struct Letter {
    lower: char,
    begins: bool,
    ends: bool,
}

/// The line without what joins words.
fn letters(line: &str) -> Vec<Letter> {
    let characters: Vec<char> = line.chars().collect();
    let at = |index: usize| characters.get(index).copied();
    let letter = |(index, here): (usize, &char)| Letter {
        lower: here.to_ascii_lowercase(),
        begins: is_edge(index.checked_sub(1).and_then(at), Some(*here)),
        ends: is_edge(Some(*here), at(index + 1)),
    };
    characters.iter().enumerate().filter(|(_, here)| !is_joint(**here)).map(letter).collect()
}

/// Whether one word ends and another may begin between two neighbours.
fn is_edge(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return true };
    let is_hump = before.is_lowercase() && after.is_uppercase();
    is_hump || !before.is_alphanumeric() || !after.is_alphanumeric() || (before.is_alphabetic() && after.is_numeric())
}

fn is_joint(letter: char) -> bool {
    matches!(letter, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_name_is_found_however_its_words_are_joined() {
        for line in
            ["\"acme-id\"", "fn acme_id()", "AcmeId::new", "ACME_ID", "use mfadir_acme_id::A;", "AcmeIdV1", "acmeid1"]
        {
            assert!(mentions(line, "acme-id"), "{line}");
        }
        for line in ["OneLoginV1", "\"onelogin\"", "demo-onelogin", "one_login"] {
            assert!(mentions(line, "onelogin"), "{line}");
        }
    }

    #[test]
    fn letters_within_another_word_are_no_name() {
        for line in ["mapping", "pinged", "Grouping::new", "is_shipping", ""] {
            assert!(!mentions(line, "ping"), "{line}");
        }
        assert!(!mentions("at least one login", "onelogin"));
    }
}
