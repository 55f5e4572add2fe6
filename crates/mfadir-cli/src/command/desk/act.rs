//! What helps the caller, the smallest act first.

use mfadir_core::Operation;
use mfadir_ops::Lost;
use mfadir_policy::Verb;

use super::{
    account::Account,
    approval::{Asked, hand_over},
    call::Call,
    play, tell,
};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
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

    /// The one thing that can be done for this caller; nothing where there is a choice.
    pub(super) fn only(call: &Call) -> Option<Verb> {
        match Self::possible(call).as_slice() {
            [only] => Some(only.verb()),
            _ => None,
        }
    }

    /// The command that does it.
    pub(super) fn words(self, call: &Call) -> Vec<String> {
        let mut words = match self {
            Self::RemoveLost => removal(call),
            Self::Code => call.words_with_lost(&["temporary-code", "issue"]),
            Self::Reset => call.words_with_lost(&["reset"]),
        };
        words.extend(call.lifting.iter().cloned());
        words
    }

    fn verb(self) -> Verb {
        match self {
            Self::RemoveLost => Verb::Remove,
            Self::Code => Verb::TemporaryCode,
            Self::Reset => Verb::Reset,
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
        let login = clean(&call.facts.user.login);
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

/// Whoever has what was lost may be signed in with it: where the policy wants a verified caller, they are signed out.
fn removal(call: &Call) -> Vec<String> {
    let mut words = call.words(&["factor", "remove"]);
    for lost in &call.lost {
        match lost {
            Lost::Selector(selector) => words.push(selector.to_string()),
            other => words.extend(["--lost".to_owned(), other.to_string()]),
        }
    }
    words.push("--all-matching".to_owned());
    let ends = call.guard.policy.receipt.required.contains(&Verb::Remove) && !call.lost.contains(&Lost::Phone);
    words.extend(ends.then(|| "--end-sessions".to_owned()));
    words
}

/// Lets the operator choose until something is done; nothing where they choose nothing. What is done stands, even where
/// not all that was to follow did.
pub(super) async fn help(context: &mut Context, account: &Account, call: &mut Call) -> Outcome<Option<(Act, Outcome)>> {
    loop {
        let Some(act) = choose(context, call).await? else { return Ok(None) };
        match play(context, account, &act.words(call)).await {
            Err(failure) if matches!(failure.exit(), Exit::Refused | Exit::Proof) => {
                match hand_over(context, call, &failure).await {
                    Some(handed_over) => return Err(handed_over),
                    None => tell(context, &failure),
                }
            }
            Err(failure) if !failure.is_after_the_act() => return Err(failure),
            done => return Ok(Some((act, done))),
        }
        call.refresh(context).await?;
    }
}

/// Asks which act it shall be; nothing where none is wanted.
async fn choose(context: &mut Context, call: &Call) -> Outcome<Option<Act>> {
    let possible = Act::possible(call);
    if possible.is_empty() {
        let login = clean(&call.facts.user.login);
        let failure = Failure::new(Exit::NotOffered, format!("this tenant offers nothing that helps {login}"));
        return Err(failure.with_hint("hand it to whoever administers the provider"));
    }
    let asked = Asked::of(call).await?;
    let remark = |act: &Act| asked.iter().find(|one| one.verb == act.verb()).map(Asked::remark);
    let title = |act: &Act| match remark(act) {
        Some(remark) => format!("{} ({remark})", act.title()),
        None => act.title().to_owned(),
    };
    let titles: Vec<String> = possible.iter().map(title).collect();
    let picked = pick(context, &titles, "nothing").await?;
    Ok(picked.map(|number| possible[number]))
}

/// Asks for one of these, and once more after a slip; nothing for the last line, which is 0.
pub(super) async fn pick(context: &mut Context, titles: &[String], none: &str) -> Outcome<Option<usize>> {
    for (number, title) in titles.iter().enumerate() {
        context.output.tell(&format!("  {}  {title}", number + 1));
    }
    context.output.tell(&format!("  0  {none}"));
    loop {
        let answer = context.ask("which", "a terminal").await?;
        match answer.parse::<usize>() {
            Ok(0) => return Ok(None),
            Ok(number) if number <= titles.len() => return Ok(Some(number - 1)),
            _ => context.output.tell(&format!("a number from 0 to {}, please", titles.len())),
        }
    }
}
