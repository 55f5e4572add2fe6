//! Which entries are meant.

use clap::Args;
use jiff::Timestamp;
use mfadir_journal::{Entry, Line};

use super::log::{Log, failed};
use crate::{
    args::Moment,
    context::Context,
    failure::{Failure, Outcome},
};

/// Flags that pick entries, beside `-t` and `--ticket`.
#[derive(Debug, Args)]
pub(super) struct Filter {
    /// Only what is about this user: a login, or the provider's id
    #[arg(long, value_name = "USER")]
    user: Option<String>,

    /// Only what this operator did, or had done
    #[arg(long, value_name = "ID")]
    operator: Option<String>,

    /// Only from then on: 7d, 2026-03-02, 2026-03-02T10:00:00Z
    #[arg(long, value_name = "TIME", value_parser = Moment::read)]
    since: Option<Moment>,

    /// Only until then; a day counts whole
    #[arg(long, value_name = "TIME", value_parser = Moment::read)]
    until: Option<Moment>,
}

/// What the flags say, now.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    user: Option<&'a str>,
    operator: Option<&'a str>,
    ticket: Option<&'a str>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl Filter {
    pub(super) fn wanted<'a>(&'a self, context: &'a Context) -> Outcome<Wanted<'a>> {
        let now = context.clock.now();
        let (since, until) = (self.since.map(|moment| moment.start(now)), self.until.map(|moment| moment.end(now)));
        if since.zip(until).is_some_and(|(since, until)| since >= until) {
            return Err(Failure::usage("--since is not before --until, so that nothing is between them"));
        }
        Ok(Wanted {
            user: self.user.as_deref(),
            operator: self.operator.as_deref(),
            ticket: context.globals.ticket.as_deref(),
            since,
            until,
        })
    }
}

impl Wanted<'_> {
    /// Shows each line of the log that is meant, the oldest first. It ends the reading by an error alone.
    pub(super) fn each(&self, log: &Log, mut show: impl FnMut(Line) -> Outcome<()>) -> Outcome<()> {
        let mut shown = Ok(());
        let read = log.reader().each(self.since, |line| {
            if shown.is_ok() && self.takes(&line.entry) {
                shown = show(line);
            }
        });
        read.map_err(|error| failed(&error))?;
        shown
    }

    fn takes(&self, entry: &Entry) -> bool {
        let person = |wanted: &str| {
            let is = |person: &mfadir_journal::Person| same(&person.login, wanted) || person.id.as_str() == wanted;
            entry.user.as_ref().is_some_and(is)
        };
        let operator = |wanted: &str| {
            same(&entry.operator.id, wanted)
                || entry.operator.on_behalf_of.as_deref().is_some_and(|whom| same(whom, wanted))
        };
        self.user.is_none_or(person)
            && self.operator.is_none_or(operator)
            && self.ticket.is_none_or(|wanted| entry.ticket.as_deref().is_some_and(|ticket| same(ticket, wanted)))
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at < until)
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
