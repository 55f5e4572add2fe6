//! `audit reconcile`

mod ours;
mod people;
mod tickets;

use std::sync::Arc;

use clap::{Args, ValueHint};
use jiff::Timestamp;
use mfadir::{Connection, DeskFolders, Purpose, Tenant};
use mfadir_core::{Event, EventQuery, MfaDirectory, Operation, PageRequest};
use mfadir_journal::{AuditLog, Unsigned};
use mfadir_ops::{
    Books, Desk, DeskNote, Finding, FindingKind, Happened, Period, Reconciled, Reconciliation, Tally, offered,
    reconcile,
};

use self::{ours::Ours, tickets::TicketList};
use super::log::failed;
use crate::{
    args::Moment,
    command::roster,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::ReconciliationDocument,
};

/// How far back is looked where nobody says.
const USUAL: &str = "7d";

/// How many findings the log keeps word for word.
const KEPT: usize = 100;

/// The arguments of `audit reconcile`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/audit-reconcile.txt"))]
pub(super) struct Arguments {
    /// From then on: 7d, 2026-03-02, 2026-03-02T10:00:00Z
    #[arg(long, value_name = "TIME", value_parser = Moment::read, default_value = USUAL)]
    since: Moment,

    /// The tickets: a CSV file (`-`: standard input) with a header, and the column of the ticket's number; more columns, after commas, are the
    /// person that it is for and its state
    #[arg(long, value_name = "csv:FILE#COLUMN", value_parser = TicketList::read, value_hint = ValueHint::FilePath,
          add = TicketList::INPUT)]
    tickets: Option<TicketList>,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let name = context.one_tenant(Access::Read)?;
    let tenant = context.tenant(&name).await?;
    let connection = context.connect_to(&tenant, Purpose::Job)?;
    offered(connection.read.profile(), Operation::Events)?;
    let listed = match &arguments.tickets {
        Some(list) => Some(list.tickets(context).await?),
        None => None,
    };
    let now = context.clock.now();
    let period = Period::new(arguments.since.start(now), now);
    let ours = ours(context, &tenant, period)?;
    let events = events(&*connection.read, period.read_since()).await?;
    let logins = people::logins(&*connection.read, &events, &ours).await;
    let Ours { acts, receipts, entered, spoken_of, log_begins } = ours;
    let joined =
        reconcile(Books { period, acts, receipts, entered, log_begins, spoken_of, events, tickets: listed, logins });
    note(context, &tenant, &connection, &joined, period.since).await?;
    let tally = joined.tally();
    context.output.print(&ReconciliationDocument::new(&tenant.name, period, &joined))?;
    Ok(exit(&tally))
}

/// What does not fit is a failure, and what nobody can tell is not known.
fn exit(tally: &Tally) -> Exit {
    match tally {
        Tally { differences: 0, open: 0, .. } => Exit::Done,
        Tally { differences: 0, .. } => Exit::Partly,
        _ => Exit::Failed,
    }
}

fn ours(context: &mut Context, tenant: &Tenant, period: Period) -> Outcome<Ours> {
    let folder = DeskFolders::of(&roster::state(context)?, &tenant.name).audit;
    let log = AuditLog::new(folder, tenant.name.clone(), Arc::new(Unsigned));
    let head = log.head().map_err(|error| failed(&error))?;
    let mut lines = Vec::new();
    log.each(Some(period.read_since()), |line| lines.push(line)).map_err(|error| failed(&error))?;
    let mut ours = Ours::of(&lines, head.is_some());
    if ours.lacks_some() {
        log.each(None, |line| ours.enter(&line)).map_err(|error| failed(&error))?;
    }
    Ok(ours)
}

async fn events(directory: &dyn MfaDirectory, since: Timestamp) -> Outcome<Vec<Event>> {
    let query = EventQuery { since: Some(since), ..EventQuery::default() };
    let (mut events, mut wanted) = (Vec::new(), Some(PageRequest::default()));
    while let Some(page) = wanted {
        let read = directory.events(&query, &page).await?;
        events.extend(read.items);
        wanted = read.next.map(|cursor| page.at(cursor));
    }
    Ok(events)
}

/// The provider forgets its side, so that the outcome is kept on ours.
async fn note(
    context: &mut Context,
    tenant: &Tenant,
    connection: &Connection,
    joined: &Reconciliation,
    since: Timestamp,
) -> Outcome<()> {
    if context.globals.dry_run {
        return Ok(());
    }
    let desk = context.desk(tenant, connection)?;
    let what = Happened::Reconciled(Reconciled { since, tally: joined.tally(), findings: told(&joined.findings()) });
    let (at, operator) = (context.clock.now(), context.operator()?);
    let ticket = context.globals.ticket.clone();
    let note = DeskNote {
        at,
        tenant: tenant.name.clone(),
        operator,
        user: None,
        verb: None,
        ticket,
        reason: None,
        lifted: Vec::new(),
        what,
    };
    Ok(desk.note(&note).await?)
}

fn told(findings: &[Finding]) -> Vec<String> {
    let mut told: Vec<String> = findings.iter().take(KEPT).map(line).collect();
    if findings.len() > KEPT {
        told.push(format!("and {} more", findings.len() - KEPT));
    }
    told
}

fn line(finding: &Finding) -> String {
    let at = finding.at.map(|at| at.to_string());
    let operation = finding.operation.map(|operation| operation.to_string());
    let user = finding.login.clone().or_else(|| finding.user.as_ref().map(ToString::to_string));
    // What the others say stands in the entry, or in the provider's own words.
    let tells =
        matches!(finding.kind, FindingKind::CannotTell | FindingKind::ProofNotEntered | FindingKind::ProofTwice);
    let why = finding.why.clone().filter(|_| tells);
    let parts = [at, operation, user, finding.by.clone(), finding.ticket.clone(), finding.ids.first().cloned(), why];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: {}", finding.kind, parts.join(" "))
}
