//! Flags that every command takes, before and after the verb.

use std::{path::PathBuf, time::Duration};

use clap::{ArgAction, Args};

use super::{Completes, Format, Wait};

/// What holds for every command.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Globals {
    /// The tenant to work on; may be given several times where a command takes several
    #[arg(short = 't', long = "tenant", value_name = "TENANT", action = ArgAction::Append, add = Completes::Tenant)]
    pub tenants: Vec<String>,

    /// How data is written
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        value_enum,
        help = "How data is written [env: MFADIR_OUTPUT] [default: table]"
    )]
    pub output: Option<Format>,

    /// Show what would be done, and change nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Answer yes to the question; guard rules stand all the same
    #[arg(short, long)]
    pub yes: bool,

    /// Never ask
    #[arg(long, help = "Never ask; fail where an answer is needed [env: MFADIR_NO_INPUT]")]
    pub no_input: bool,

    /// Show phone numbers and addresses in full
    #[arg(long)]
    pub reveal: bool,

    /// The ticket that the work is for; the provider's log shows it
    #[arg(long, value_name = "ID")]
    pub ticket: Option<String>,

    /// Whom a program acts for; it stands in every record beside the account that runs the command
    #[arg(long, value_name = "NAME")]
    pub on_behalf_of: Option<String>,

    /// How long one request may take [default: 30s]
    #[arg(long, value_name = "DURATION", value_parser = mfadir::duration)]
    pub timeout: Option<Duration>,

    /// How long to wait, for the provider's rate limit [default: 90s] and for a person's answer; without DURATION as long
    /// as the provider does
    #[arg(long, value_name = "DURATION", num_args = 0..=1, default_missing_value = "", value_parser = Wait::read)]
    pub wait: Option<Wait>,

    /// The configuration file
    #[arg(long, value_name = "FILE", help = "The configuration file [env: MFADIR_CONFIG]")]
    pub config: Option<PathBuf>,

    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,

    /// Say more; up to three times
    #[arg(short, long, action = ArgAction::Count)]
    pub verbose: u8,
}

impl Globals {
    /// These, and those of the level below: lists and counts add up, else the lower level counts.
    #[must_use]
    pub(crate) fn and(self, lower: Self) -> Self {
        Self {
            tenants: [self.tenants, lower.tenants].concat(),
            output: lower.output.or(self.output),
            dry_run: self.dry_run || lower.dry_run,
            yes: self.yes || lower.yes,
            no_input: self.no_input || lower.no_input,
            reveal: self.reveal || lower.reveal,
            ticket: lower.ticket.or(self.ticket),
            on_behalf_of: lower.on_behalf_of.or(self.on_behalf_of),
            timeout: lower.timeout.or(self.timeout),
            wait: lower.wait.or(self.wait),
            config: lower.config.or(self.config),
            quiet: self.quiet || lower.quiet,
            verbose: self.verbose.saturating_add(lower.verbose),
        }
    }
}

/// Adds the flags to a command and all below it.
pub(crate) fn on_every_level(command: clap::Command) -> clap::Command {
    on_one_level(command).mut_subcommands(on_every_level)
}

/// Adds the flags to a command. Only the flags: what the command is about stays its own.
pub(crate) fn on_one_level(command: clap::Command) -> clap::Command {
    let flags = Globals::augment_args(clap::Command::new("flags"));
    command.args(flags.get_arguments().cloned())
}
