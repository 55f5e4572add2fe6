//! What a verb would be done to, as its command takes it.

use clap::Args;
use mfadir_ops::{Aim, FactorSelector, Facts, Lost, RemoveRequest, target, to_be_made, to_enroll};
use mfadir_policy::Verb;

use crate::{
    args::Completes,
    command::factor::pick,
    failure::{Failure, Outcome},
};

/// The factors that are meant.
#[derive(Debug, Args)]
pub(super) struct Aimed {
    /// Which factors: what would go, be asked or be activated; for enroll a KIND[@ISSUER]
    #[arg(value_name = "FACTOR", requires = "user", add = Completes::Factor)]
    factors: Vec<FactorSelector>,

    /// What has to stay, beside a removal
    #[arg(long, value_name = "FACTOR", requires = "user", add = Completes::Factor)]
    keep: Vec<FactorSelector>,

    /// All factors that match would go, where a selector matches several
    #[arg(long, requires = "user")]
    all_matching: bool,
}

impl Aimed {
    /// Whether the verb takes what was said. What touches no single factor takes none.
    pub(super) fn check(&self, verb: Verb) -> Outcome<()> {
        let most = match verb {
            Verb::Remove => usize::MAX,
            Verb::Enroll | Verb::Activate | Verb::Challenge => 1,
            _ => 0,
        };
        if self.factors.len() > most {
            let takes = if most == 0 { "no factor" } else { "one factor" };
            return Err(Failure::usage(format!("{verb} takes {takes}")).with_hint("`mfadir can-i --help`"));
        }
        if verb != Verb::Remove && (self.all_matching || !self.keep.is_empty()) {
            return Err(Failure::usage(format!("--keep and --all-matching are for a removal, not for {verb}")));
        }
        Ok(())
    }

    /// What a removal would select.
    pub(super) fn removed(&self, verb: Verb, lost: &[Lost]) -> Vec<FactorSelector> {
        if verb != Verb::Remove {
            return Vec::new();
        }
        let lost = lost.iter().filter_map(|lost| match lost {
            Lost::Phone => Some(FactorSelector::on_phone()),
            Lost::Selector(selector) => Some(selector.clone()),
            Lost::All => None,
        });
        self.factors.iter().cloned().chain(lost).collect()
    }

    /// The same against what is listed; a factor that is not there is an error, as it is for the verb itself.
    pub(super) fn aim(&self, verb: Verb, facts: &Facts, lost: &[Lost]) -> Outcome<Aim> {
        let removed = self.removed(verb, lost);
        if !removed.is_empty() {
            let (keep, all_matching) = (self.keep.clone(), self.all_matching || self.factors.is_empty());
            return Ok(Aim::Removal(RemoveRequest { remove: removed, keep, all_matching, ..RemoveRequest::default() }));
        }
        let Some(selector) = self.factors.first() else { return Ok(Aim::Open) };
        let aimed = match verb {
            Verb::Enroll => to_be_made(&to_enroll(&facts.profile, selector.as_str())?),
            _ => target(&pick(facts, selector)?),
        };
        Ok(Aim::Factors(vec![aimed]))
    }
}
