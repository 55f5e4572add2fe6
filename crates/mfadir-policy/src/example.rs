//! Examples of a policy: what is asked for, and what the policy ought to say about it.

mod asked;
mod scene;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;
use toml::Spanned;

use crate::{
    decide::{Decision, decide},
    place::Place,
    policy::{BadPolicy, Policy, Source},
    rule::{Lifted, Refusal, Rule},
};
use asked::Asked;
use scene::Scene;

/// A file of examples.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "example")]
    examples: Vec<Spanned<Asked>>,
}

/// One request with all around it, and the rules that ought to stand against it.
#[derive(Clone, Debug)]
pub struct Example {
    place: Place,
    asked: Asked,
}

/// What came of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The example's name.
    pub name: String,
    /// Where it is written.
    pub place: Place,
    /// The rules that ought to stand against it; none where it ought to be allowed.
    pub expected: BTreeSet<Rule>,
    /// What stands against it.
    pub found: Vec<Refusal>,
    /// What its operator lifts.
    pub lifted: Vec<Lifted>,
}

impl Example {
    /// Reads a file of examples.
    pub fn read(name: &str, text: &str) -> Result<Vec<Self>, BadPolicy> {
        let source = Source { name, text };
        let file: File = source.parse()?;
        file.examples.into_iter().map(|written| Self::of(written, &source)).collect()
    }

    /// What this policy says about it, now.
    pub fn try_on(&self, policy: &Policy, now: Timestamp) -> Trial {
        let scene = Scene::of(&self.asked, policy, now);
        let Decision { refusals, lifted } = decide(&scene.case(policy));
        Trial {
            name: self.asked.name.clone(),
            place: self.place.clone(),
            expected: self.asked.expect.rules(),
            found: refusals,
            lifted,
        }
    }

    fn of(written: Spanned<Asked>, source: &Source<'_>) -> Result<Self, BadPolicy> {
        let place = source.place(written.span().start);
        let asked = written.into_inner();
        asked.check(source)?;
        Ok(Self { place, asked })
    }
}

impl Trial {
    /// Whether exactly the rules stand against it that ought to.
    pub fn passed(&self) -> bool {
        self.rules() == self.expected
    }

    /// The rules that stand against it.
    pub fn rules(&self) -> BTreeSet<Rule> {
        self.found.iter().map(|refusal| refusal.rule).collect()
    }
}

#[cfg(test)]
mod tests;
