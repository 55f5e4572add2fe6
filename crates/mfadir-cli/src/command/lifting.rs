//! The flags that lift guard rules.

use clap::Args;
use mfadir_ops::{Mandate, Rule};

use crate::{args::rule, context::Context, failure::Outcome};

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

    /// Lift another rule, by the name that the refusal tells; only for operators whom the policy names for it
    #[arg(long = "override", value_name = "RULE", requires = "reason", value_parser = rule(), hide_possible_values = true)]
    overrides: Vec<Rule>,

    /// Why it is done; lifting a guard rule needs it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Lifting {
    /// The same flags as words, for a command that is made of another one.
    pub(super) fn words(&self) -> Vec<String> {
        let flags = [(self.allow_protected, "--allow-protected"), (self.allow_self, "--allow-self")];
        let flags = flags.into_iter().filter(|(lifted, _)| *lifted).map(|(_, flag)| flag.to_owned());
        let overrides = self.overrides.iter().map(|rule| format!("--override={rule}"));
        let reason = self.reason.iter().map(|reason| format!("--reason={reason}"));
        flags.chain(overrides).chain(reason).collect()
    }

    /// The operator's mandate; `more` are the rules that other flags lift.
    pub(super) fn mandate(&self, context: &mut Context, more: impl IntoIterator<Item = Rule>) -> Outcome<Mandate> {
        let own = [(self.allow_protected, Rule::ProtectedUser), (self.allow_self, Rule::SelfAct)];
        let own = own.into_iter().filter(|(lifted, _)| *lifted).map(|(_, rule)| rule);
        let operator = context.operator()?;
        let mandate = Mandate::of(operator).because(self.reason.clone(), context.globals.ticket.clone());
        Ok(mandate.lifting(own.chain(more).chain(self.overrides.iter().copied()))?)
    }
}
