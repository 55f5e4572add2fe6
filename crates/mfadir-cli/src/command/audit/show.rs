//! `audit show`

use clap::Args;

use super::{
    filter::{Filter, Wanted},
    log::Log,
};
use crate::{
    args::Format,
    context::Context,
    exit::Exit,
    failure::Outcome,
    render::{AuditDocument, AuditEntry},
};

/// The arguments of `audit show`.
#[derive(Debug, Args)]
#[command(after_help = "With -t only the logs of these tenants, with --ticket only the entries for this ticket.")]
pub(super) struct Arguments {
    #[command(flatten)]
    filter: Filter,
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let logs = Log::kept(context)?;
    let wanted = arguments.filter.wanted(context)?;
    if context.output.format() == Format::Ndjson {
        return stream(&logs, &wanted, context);
    }
    let mut entries = Vec::new();
    for log in &logs {
        wanted.each(log, |line| {
            entries.push(AuditEntry::from(line));
            Ok(())
        })?;
    }
    if entries.is_empty() {
        context.output.say("no entry fits");
    }
    context.output.print(&AuditDocument::of(entries))?;
    Ok(Exit::Done)
}

/// Line for line: a log may be longer than what fits into memory.
fn stream(logs: &[Log], wanted: &Wanted<'_>, context: &Context) -> Outcome {
    for log in logs {
        wanted.each(log, |line| context.output.line(&AuditEntry::from(line)).map(|_| ()))?;
    }
    Ok(Exit::Done)
}
