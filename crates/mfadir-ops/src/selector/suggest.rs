//! Did you mean …?

use mfadir_core::{Alias, Factor, Kind};

use super::FactorSelector;

/// The candidate that differs from `word` by so little that it may have been meant.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| (1..=allowed).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

impl FactorSelector {
    /// What may have been meant instead, among the listed factors, the provider's words, and the kinds.
    pub(crate) fn suggestion(&self, factors: &[Factor], aliases: &[Alias]) -> Option<String> {
        let listed = factors.iter().map(|factor| factor.factor_type.to_string());
        let kinds = factors.iter().map(|factor| factor.kind().to_string());
        let labels = factors.iter().filter_map(|factor| factor.label.clone());
        let words = aliases.iter().map(|alias| alias.word.to_owned());
        let known = Kind::KNOWN.iter().map(ToString::to_string);
        let candidates: Vec<String> = listed.chain(kinds).chain(labels).chain(words).chain(known).collect();
        let written = self.text.strip_prefix("kind:").unwrap_or(&self.text);
        suggest(written, candidates.iter().map(String::as_str)).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn a_slip_is_mended() {
        assert_eq!(suggest("topt@okta", ["push@okta", "totp@okta"]), Some("totp@okta"));
        assert_eq!(suggest("pusj", ["sms", "push"]), Some("push"));
    }

    #[test]
    fn something_else_is_not() {
        assert_eq!(suggest("banana", ["sms", "push"]), None);
        assert_eq!(suggest("push", ["push"]), None, "the word itself is no suggestion");
    }
}
