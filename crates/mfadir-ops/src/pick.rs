//! The one factor that is meant.

use mfadir_core::Factor;

use crate::{
    error::{Error, Result},
    facts::Facts,
    implied::closure,
    selector::{Breadth, FactorSelector, Match},
};

impl FactorSelector {
    /// The one listed factor that is meant. None, or several, is an error that names the candidates.
    pub fn pick<'a>(&self, facts: &'a Facts) -> Result<&'a Factor> {
        let matched = self.among(facts.listed()?, &facts.profile.aliases);
        match matched.factors.as_slice() {
            [] => Err(self.no_factor(facts)),
            [factor] => Ok(factor),
            _ => Err(self.several(facts, &matched)),
        }
    }

    /// The listed factors that a removal means. `None` where nothing matches and that says that it is not there.
    pub(crate) fn to_remove<'a>(&self, facts: &'a Facts, all_matching: bool) -> Result<Option<Vec<&'a Factor>>> {
        let matched = self.among_all(facts);
        if matched.factors.is_empty() {
            return if matched.conclusive { Ok(None) } else { Err(self.no_factor(facts)) };
        }
        if !all_matching && is_ambiguous(facts, &matched) {
            return Err(self.several(facts, &matched));
        }
        Ok(Some(matched.factors))
    }

    /// The listed factors that match, or the device with the id that was written.
    pub(crate) fn among_all<'a>(&self, facts: &'a Facts) -> Match<'a> {
        let matched = self.among(&facts.factors, &facts.profile.aliases);
        if matched.factors.is_empty() && self.id().is_some() {
            return self.among(&facts.devices, &facts.profile.aliases);
        }
        matched
    }

    pub(crate) fn no_factor(&self, facts: &Facts) -> Error {
        Error::NoFactor {
            login: facts.user.login.clone(),
            selector: self.to_string(),
            suggestion: self.suggestion(&facts.factors, &facts.profile.aliases),
            listed: facts.factors.clone(),
        }
    }

    fn several(&self, facts: &Facts, matched: &Match<'_>) -> Error {
        Error::SeveralFactors {
            login: facts.user.login.clone(),
            selector: self.to_string(),
            candidates: matched.factors.iter().copied().cloned().collect(),
        }
    }
}

/// A product is one thing where removing its first factor takes the others, or where it has one factor of each type.
fn is_ambiguous(facts: &Facts, matched: &Match<'_>) -> bool {
    match matched.breadth {
        Breadth::All => false,
        Breadth::One => matched.factors.len() > 1,
        Breadth::Product => matched.factors.first().is_some_and(|first| {
            let taken = closure(&facts.factors, &first.id);
            !matched.factors.iter().all(|factor| taken.contains(&factor.id)) && has_twins(&matched.factors)
        }),
    }
}

fn has_twins(factors: &[&Factor]) -> bool {
    factors.iter().any(|one| factors.iter().filter(|other| other.factor_type == one.factor_type).count() > 1)
}
