//! `request list|show|plan`

mod plan;

use std::sync::Arc;

use clap::{Args, Subcommand};
use mfadir_ops::{AskedAct, AskedChange, Desk};
use mfadir_policy::{ChangeApproval, Receipt, Request};

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
    render::{ApprovalView, Asked, RequestDocument, RequestList},
};

/// The arguments of `request`.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List what waits for a second operator, on the named tenants or on all
    List {
        /// List what was done as well
        #[arg(long)]
        all: bool,
    },
    /// Show one request
    Show {
        /// The id that the refusal told
        id: String,
    },
    /// Ask a second operator to look at a plan file over many people
    Plan(plan::Arguments),
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::List { all } => list(context, all).await,
        Verb::Show { id } => show(context, &id).await,
        Verb::Plan(arguments) => plan::run(&arguments, context).await,
    }
}

/// A request that was kept, and the desk that keeps it.
pub(super) struct Kept {
    pub(super) desk: Arc<dyn Desk>,
    pub(super) request: Asked,
    /// The approvals that count now.
    pub(super) approvals: Vec<ApprovalView>,
    /// Whether it was done since.
    pub(super) done: bool,
}

impl Kept {
    /// The request of this id on the tenants that are named, or on any.
    pub(super) async fn find(context: &mut Context, id: &str) -> Outcome<Self> {
        let found = all(context).await?.into_iter().find(|kept| kept.request.id() == id);
        found.ok_or_else(|| {
            let message = format!("no request is kept under {:?}", clean(id));
            Failure::new(Exit::NotFound, message)
                .with_hint("`mfadir request list` lists them, those of a demo tenant with -t")
        })
    }

    pub(super) fn shown(&self) -> RequestDocument {
        RequestDocument::new(self.request.clone(), self.approvals.clone(), self.done)
    }

    /// The same with what proves the caller, for whoever is to look at it.
    pub(super) async fn looked_at(&self, context: &Context) -> Outcome<RequestDocument> {
        let Asked::Act(request) = &self.request else { return Ok(self.shown()) };
        let proofs = self.desk.proofs(&Request { at: context.clock.now(), ..request.clone() }).await?;
        let receipt = proofs.receipt.and_then(|signed| signed.read::<Receipt>().ok());
        Ok(self.shown().resting_on(receipt.as_ref()))
    }
}

async fn list(context: &mut Context, with_done: bool) -> Outcome {
    let mut kept = all(context).await?;
    kept.retain(|kept| with_done || !kept.done);
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.request.at()));
    context.output.print(&RequestList::new(kept.iter().map(Kept::shown).collect()))?;
    if kept.is_empty() {
        context.output.say("nothing waits for a second operator");
    }
    Ok(Exit::Done)
}

async fn show(context: &mut Context, id: &str) -> Outcome {
    let shown = Kept::find(context, id).await?.looked_at(context).await?;
    context.output.print(&shown)?;
    Ok(Exit::Done)
}

async fn all(context: &mut Context) -> Outcome<Vec<Kept>> {
    let mut all = Vec::new();
    for tenant in context.candidates().await? {
        let connection = context.connect_to(&tenant, mfadir::Purpose::Person)?;
        let desk = context.desk(&tenant, &connection)?;
        all.extend(acts(desk.clone()).await?);
        all.extend(changes(desk).await?);
    }
    Ok(all)
}

async fn acts(desk: Arc<dyn Desk>) -> Outcome<Vec<Kept>> {
    let asked = desk.requests().await?.into_iter();
    let kept = asked.map(|AskedAct { request, approvals, done }| {
        let approvals = approvals.iter().map(ApprovalView::from).collect();
        Kept { desk: desk.clone(), request: Asked::Act(request), approvals, done }
    });
    Ok(kept.collect())
}

async fn changes(desk: Arc<dyn Desk>) -> Outcome<Vec<Kept>> {
    let asked = desk.changes().await?.into_iter();
    let kept = asked.map(|AskedChange { request, approvals, done }| {
        let given = approvals.iter().filter_map(|signed| signed.read::<ChangeApproval>().ok());
        let approvals = given.map(|approval| (&approval).into()).collect();
        Kept { desk: desk.clone(), request: Asked::Change(request), approvals, done }
    });
    Ok(kept.collect())
}
