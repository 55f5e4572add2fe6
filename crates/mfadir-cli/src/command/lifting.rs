//! The flags that lift guard rules.

use clap::Args;
use mfadir_ops::{Mandate, Refusal, Rule};

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
};

/// Which rules the operator lifts, and why. `--yes` lifts none.
#[derive(Debug, Args)]
#[command(next_help_heading = "Guard rules")]
pub(super) struct Lifting {
    /// Act on a protected user all the same
    #[arg(long, requires = "reason")]
    allow_protected: bool,

    /// Act on yourself all the same
    #[arg(long, requires = "reason")]
    allow_self: bool,

    /// Why it is done; lifting a guard rule needs it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Lifting {
    /// The operator's mandate; `more` are the rules that other flags lift.
    pub(super) fn mandate(&self, context: &Context, more: impl IntoIterator<Item = Rule>) -> Outcome<Mandate> {
        let own = [(self.allow_protected, Rule::ProtectedUser), (self.allow_self, Rule::SelfAct)];
        let own = own.into_iter().filter(|(lifted, _)| *lifted).map(|(_, rule)| rule);
        let mandate = Mandate::of(context.operator()).because(self.reason.clone(), context.globals.ticket.clone());
        Ok(mandate.lifting(own.chain(more))?)
    }
}

/// The flag that lifts the rule, where it can be lifted.
fn flag(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::LastUsableFactor => Some("--allow-last-factor"),
        Rule::ProtectedUser => Some("--allow-protected"),
        Rule::SelfAct => Some("--allow-self"),
        Rule::Cap => Some("--allow-cap"),
        Rule::Keep => None,
    }
}

/// What is told where rules stand against an act: each of them, and how it is lifted.
pub(super) fn refused(refusals: &[Refusal]) -> Failure {
    let said: Vec<String> = refusals.iter().map(|refusal| clean(&refusal.to_string()).into_owned()).collect();
    let failure = match said.as_slice() {
        [one] => Failure::new(Exit::Refused, format!("refused: {one}")),
        several => Failure::new(Exit::Refused, "refused, and nothing was changed").with_details(several.to_vec()),
    };
    failure.with_hint(hint(refusals))
}

fn hint(refusals: &[Refusal]) -> String {
    let flags: Option<Vec<&str>> = refusals.iter().map(|refusal| flag(refusal.rule)).collect();
    match flags {
        Some(flags) => format!("if it is right all the same, add {} --reason TEXT", flags.join(" ")),
        None => "remove something else, or do not ask to keep it".to_owned(),
    }
}
