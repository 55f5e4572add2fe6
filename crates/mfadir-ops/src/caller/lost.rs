//! What the caller says is lost.

use std::{convert::Infallible, fmt, str::FromStr};

use mfadir_core::{Factor, Left};

use crate::{
    error::Result,
    facts::{Facts, Listing},
    selector::FactorSelector,
};

/// What the caller says is lost: it proves nothing, and it is what has to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The phone, and all that lives on it. Written `phone`.
    Phone,
    /// Everything, or nothing can be trusted any more. Written `all`.
    All,
    /// Every factor that matches.
    Selector(FactorSelector),
}

impl Lost {
    /// Whether this factor is lost with it.
    fn takes(&self, factor: &Factor, facts: &Facts) -> bool {
        match self {
            Self::Phone => factor.kind().lives_on_phone(),
            Self::All => true,
            Self::Selector(selector) => selector.among_all(facts).factors.iter().any(|lost| lost.id == factor.id),
        }
    }

    /// Whether it speaks of something that is there. A slip of the pen would leave the lost factor good.
    pub fn check(&self, facts: &Facts) -> Result<()> {
        match self {
            Self::Selector(selector) if selector.among_all(facts).factors.is_empty() => Err(selector.no_factor(facts)),
            _ => Ok(()),
        }
    }

    /// The text that it is read from.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone => "phone",
            Self::All => "all",
            Self::Selector(selector) => selector.as_str(),
        }
    }
}

impl FromStr for Lost {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "phone" => Self::Phone,
            "all" => Self::All,
            text => Self::Selector(text.parse()?),
        })
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether this factor is lost.
pub(crate) fn is_lost(factor: &Factor, facts: &Facts, lost: &[Lost]) -> bool {
    lost.iter().any(|lost| lost.takes(factor, facts))
}

/// Whether the person has a usable factor that is not lost.
pub(crate) fn left(facts: &Facts, lost: &[Lost]) -> Left {
    if lost.is_empty() || facts.listing != Listing::Shown {
        return facts.left();
    }
    let there = facts.factors.iter().filter(|factor| !is_lost(factor, facts, lost));
    Left::among(there, &facts.profile.capabilities.unseen)
}

#[cfg(test)]
mod tests {
    use mfadir_core::{ErrorKind, Left};

    use super::{Lost, is_lost, left};
    use crate::fixture::{adas, coarse, factor, facts};

    fn read(text: &str) -> Lost {
        text.parse().expect("every text is something lost")
    }

    #[test]
    fn a_phone_takes_all_that_lives_on_it_and_nothing_else() {
        let mut factors = adas();
        factors.push(factor("w1", "webauthn"));
        let facts = facts(factors);
        let stays = |text: &str| {
            let lost = [read(text)];
            let stays = facts.factors.iter().filter(|factor| !is_lost(factor, &facts, &lost));
            stays.map(|factor| factor.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(stays("phone"), ["w1"]);
        assert_eq!(stays("totp"), ["p1", "d1", "s1", "w1"], "every match is lost");
        assert!(stays("all").is_empty());
        assert_eq!(left(&facts, &[read("phone")]), Left::Yes);
        assert_eq!(left(&facts, &[read("phone"), read("webauthn")]), Left::No);
    }

    #[test]
    fn a_slip_is_not_taken_for_something_that_is_lost() {
        let facts = facts(adas());
        assert_eq!(read("webauthn").check(&facts).expect_err("none").kind(), ErrorKind::NotFound);
        assert!(read("phone").check(&facts).is_ok() && read("push").check(&facts).is_ok());
    }

    #[test]
    fn where_nothing_is_listed_nobody_can_tell_what_is_left() {
        assert_eq!(left(&coarse(Some(true)), &[read("phone")]), Left::CannotTell);
    }
}
