//! What helps the caller, the smallest act first.

use mfadir_core::Operation;
use mfadir_ops::Lost;

use super::call::Call;
use crate::{
    context::Context,
    failure::{Failure, Outcome},
};

/// What can be done for a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// What is lost goes, and something usable stays.
    RemoveLost,
    /// A code stands in until the factors are at hand again.
    Code,
    /// Everything goes.
    Reset,
}

impl Act {
    /// All that can be done here, the smallest first.
    fn possible(call: &Call) -> Vec<Self> {
        let loses_some = !call.lost.is_empty() && !call.lost.contains(&Lost::All);
        let fits = |act: &Self| match act {
            Self::RemoveLost => loses_some && call.something_stays() && call.offers(Operation::Remove),
            Self::Code => call.offers(Operation::TemporaryCode),
            Self::Reset => call.offers(Operation::Reset) || call.offers(Operation::Remove),
        };
        [Self::RemoveLost, Self::Code, Self::Reset].into_iter().filter(fits).collect()
    }

    /// The smallest; nothing where nothing can be done.
    pub(super) fn smallest(call: &Call) -> Option<Self> {
        Self::possible(call).first().copied()
    }

    /// The command that does it.
    pub(super) fn words(self, call: &Call) -> Vec<String> {
        match self {
            Self::RemoveLost => {
                let mut words = call.words(&["factor", "remove"]);
                for lost in &call.lost {
                    match lost {
                        Lost::Selector(selector) => words.push(selector.to_string()),
                        other => words.extend(["--lost".to_owned(), other.to_string()]),
                    }
                }
                words.extend(["--all-matching".to_owned()]);
                words
            }
            Self::Code => call.words_with_lost(&["temporary-code", "issue"]),
            Self::Reset => call.words_with_lost(&["reset"]),
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::RemoveLost => "remove only what is lost",
            Self::Code => "issue a temporary code, until the factors are at hand again",
            Self::Reset => "reset: remove every factor",
        }
    }

    /// What the caller is told in the end.
    pub(super) fn farewell(self, call: &Call) -> String {
        let login = &call.facts.user.login;
        match self {
            Self::RemoveLost => format!(
                "say: \"What you lost is no longer good for {login}. Sign in with what you still have, and enroll the \
                 new one there.\""
            ),
            Self::Code => {
                "say: \"Here is your code. It is good for a short time; tell it to nobody else, us included.\""
                    .to_owned()
            }
            Self::Reset => format!(
                "say: \"All second factors of {login} are gone. Sign in now and set up a new one: whoever does that \
                 first has it. If you did not ask for this, call us.\""
            ),
        }
    }
}

/// Asks which act it shall be; nothing where none is wanted.
pub(super) async fn choose(context: &mut Context, call: &Call) -> Outcome<Option<Act>> {
    let possible = Act::possible(call);
    for (number, act) in possible.iter().enumerate() {
        context.output.tell(&format!("  {}  {}", number + 1, act.title()));
    }
    context.output.tell("  0  nothing");
    let answer = context.ask("which", "a terminal").await?;
    match answer.parse::<usize>() {
        Ok(0) => Ok(None),
        Ok(number) if number <= possible.len() => Ok(Some(possible[number - 1])),
        _ => Err(Failure::usage(format!("{answer:?} is none of them, and nothing was done")).with_hint("start again")),
    }
}
