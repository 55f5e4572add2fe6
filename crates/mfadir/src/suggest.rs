//! Did you mean.

/// The candidate that a mistyped word was probably meant to be.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let far = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= far)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_what_was_meant_and_nothing_else() {
        assert_eq!(closest("acmee", ["globex", "acme"]), Some("acme"));
        assert_eq!(closest("urll", ["url", "auth"]), Some("url"));
        assert_eq!(closest("ACME", ["acme"]), Some("acme"));
        assert_eq!(closest("initech", ["globex", "acme"]), None);
    }
}
