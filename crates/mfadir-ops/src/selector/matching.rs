//! A selector against the factors that are there.

use mfadir_core::{Alias, Factor, FactorType};

use super::{FactorSelector, Means};

/// How many factors a selector speaks of when it is used to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Breadth {
    /// One: several matches are an ambiguity.
    One,
    /// A product: all that belong to it, one of each type.
    Product,
    /// All that match.
    All,
}

/// What a selector matches.
#[derive(Clone, Debug)]
pub(crate) struct Match<'a> {
    /// The factors, the one to act on first in front.
    pub(crate) factors: Vec<&'a Factor>,
    /// How many it speaks of.
    pub(crate) breadth: Breadth,
    /// Whether a lack of matches means that the factor is not there, rather than that the word means nothing.
    pub(crate) conclusive: bool,
}

impl FactorSelector {
    /// What it matches among `factors`, with the provider's words for products.
    pub(crate) fn among<'a>(&self, factors: &'a [Factor], aliases: &[Alias]) -> Match<'a> {
        match &self.means {
            Means::Id(id) => found(factors, Breadth::One, |factor| factor.id == *id),
            Means::Type(wanted) => found(factors, Breadth::One, |factor| is_of(factor, wanted)),
            Means::Phone => found(factors, Breadth::All, |factor| factor.kind().lives_on_phone()),
            Means::Word(word) => match aliases.iter().find(|alias| alias.word.eq_ignore_ascii_case(word)) {
                Some(alias) => product(factors, alias),
                None => Match { conclusive: false, ..found(factors, Breadth::One, |factor| is_called(factor, word)) },
            },
        }
    }
}

fn found(factors: &[Factor], breadth: Breadth, wanted: impl Fn(&Factor) -> bool) -> Match<'_> {
    Match { factors: factors.iter().filter(|factor| wanted(factor)).collect(), breadth, conclusive: true }
}

fn product<'a>(factors: &'a [Factor], alias: &Alias) -> Match<'a> {
    let of = |wanted: &FactorType| factors.iter().filter(|factor| is_of(factor, wanted)).collect::<Vec<_>>();
    Match { factors: alias.means.iter().flat_map(of).collect(), breadth: Breadth::Product, conclusive: true }
}

fn is_of(factor: &Factor, wanted: &FactorType) -> bool {
    let issuer_fits = wanted.issuer.is_none() || wanted.issuer == factor.factor_type.issuer;
    issuer_fits && same(factor.kind().as_str(), wanted.kind.as_str())
}

fn is_called(factor: &Factor, word: &str) -> bool {
    factor.id.as_str() == word
        || factor.label.as_deref().is_some_and(|label| same(label.trim(), word.trim()))
        || same(factor.kind().as_str(), word)
        || same(&factor.factor_type.to_string(), word)
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Alias, Factor, FactorStatus, FactorType, Kind};

    use super::Breadth;
    use crate::selector::FactorSelector;

    fn factors() -> Vec<Factor> {
        let factor = |id: &str, kind, issuer| Factor::new(id, FactorType::by(kind, issuer), FactorStatus::Active);
        let mut push = factor("p1", Kind::Push, "okta");
        push.label = Some("Ada's phone".to_owned());
        vec![
            factor("t1", Kind::Totp, "okta"),
            push,
            factor("t2", Kind::Totp, "google"),
            factor("r1", Kind::Other("RetinaScan".to_owned()), "acme"),
        ]
    }

    fn ids(selector: &str) -> Vec<String> {
        let alias = Alias {
            word: "okta-verify",
            means: vec![FactorType::by(Kind::Push, "okta"), FactorType::by(Kind::Totp, "okta")],
        };
        let selector: FactorSelector = selector.parse().expect("every text is a selector");
        let factors = factors();
        selector.among(&factors, &[alias]).factors.iter().map(|factor| factor.id.to_string()).collect()
    }

    #[test]
    fn a_kind_matches_any_issuer_unless_one_is_named() {
        assert_eq!(ids("totp"), ["t1", "t2"]);
        assert_eq!(ids("TOTP@Google"), ["t2"]);
        assert_eq!(ids("kind:totp@okta"), ["t1"]);
        assert!(ids("totp@yubico").is_empty());
    }

    #[test]
    fn a_product_names_its_factors_the_one_to_act_on_first() {
        assert_eq!(ids("okta-verify"), ["p1", "t1"]);
        assert_eq!(ids("Okta-Verify"), ["p1", "t1"]);
    }

    #[test]
    fn a_bare_word_is_a_label_an_id_or_the_providers_own_word() {
        assert_eq!(ids("ada's phone"), ["p1"]);
        assert_eq!(ids("t2"), ["t2"]);
        assert_eq!(ids("retinascan"), ["r1"]);
        assert_eq!(ids("retinascan@acme"), ["r1"]);
        assert_eq!(ids("kind:RETINASCAN"), ["r1"]);
        assert!(ids("Ada").is_empty(), "part of a label is not enough");
    }

    #[test]
    fn an_id_is_taken_literally() {
        assert_eq!(ids("id:t1"), ["t1"]);
        assert!(ids("id:T1").is_empty());
    }

    #[test]
    fn only_a_word_without_meaning_leaves_it_open_whether_the_factor_is_there() {
        let conclusive = |text: &str| {
            let selector: FactorSelector = text.parse().expect("every text is a selector");
            selector.among(&[], &[]).conclusive
        };
        assert!(conclusive("totp@okta") && conclusive("id:x") && conclusive("kind:retina"));
        assert!(!conclusive("topt@okta"));
    }

    #[test]
    fn a_lost_phone_takes_all_that_lives_on_it() {
        let factors = factors();
        let matched = FactorSelector::on_phone();
        let matched = matched.among(&factors, &[]);
        assert_eq!(matched.breadth, Breadth::All);
        assert_eq!(matched.factors.len(), 3);
    }
}
