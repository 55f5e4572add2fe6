//! Paths with wildcards.

/// Whether the path fits: `*` stands for anything within a segment, `**` for anything at all.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    if let Some(rest) = pattern.strip_prefix("**") {
        return tails(path).any(|tail| matches(rest, tail));
    }
    if let Some(rest) = pattern.strip_prefix('*') {
        let segment = path.find('/').unwrap_or(path.len());
        return tails(path).take_while(|tail| path.len() - tail.len() <= segment).any(|tail| matches(rest, tail));
    }
    match pattern.chars().next() {
        None => path.is_empty(),
        Some(letter) => {
            let rest = path.strip_prefix(letter);
            rest.is_some_and(|rest| matches(&pattern[letter.len_utf8()..], rest))
        }
    }
}

/// The text without its first nothing, one, two, … characters.
fn tails(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(index, _)| index).chain([text.len()]);
    starts.map(|index| &text[index..])
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stays_within_its_segment() {
        let cases = [
            ("/api/v1/users/*/factors/*", "/api/v1/users/00u1/factors/opf1", true),
            ("/api/v1/users/*/factors/*", "/api/v1/users/00u1/factors", false),
            ("/api/v1/users/*", "/api/v1/users/a/b", false),
            ("/api/**", "/api/v1/users/a/b", true),
            ("**/factors", "/api/v1/users/a/factors", true),
            ("/a", "/a", true),
            ("/a", "/ab", false),
            ("", "/a", false),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
