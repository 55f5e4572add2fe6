//! `request list|show`

use std::sync::Arc;

use clap::{Args, Subcommand};
use mfadir_ops::Desk;
use mfadir_policy::{Approval, Request};

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
    render::{RequestDocument, RequestList},
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
    List,
    /// Show one request
    Show {
        /// The id that the refusal told
        id: String,
    },
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    match arguments.verb {
        Verb::List => list(context).await,
        Verb::Show { id } => show(context, &id).await,
    }
}

/// A request that was kept, and the desk that keeps it.
pub(super) struct Kept {
    pub(super) desk: Arc<dyn Desk>,
    pub(super) request: Request,
    /// What was answered so far.
    pub(super) approvals: Vec<Approval>,
}

impl Kept {
    /// The request of this id on the tenants that are named, or on any.
    pub(super) async fn find(context: &mut Context, id: &str) -> Outcome<Self> {
        let found = all(context).await?.into_iter().find(|kept| kept.request.id == id);
        found.ok_or_else(|| {
            let message = format!("no request is kept under {:?}", clean(id));
            Failure::new(Exit::NotFound, message)
                .with_hint("`mfadir request list` lists them, those of a demo tenant with -t")
        })
    }
}

async fn list(context: &mut Context) -> Outcome {
    let mut kept = all(context).await?;
    kept.sort_by_key(|kept| std::cmp::Reverse(kept.request.at));
    context.output.print(&RequestList::new(kept.iter().map(|kept| (&kept.request, kept.approvals.as_slice()))))?;
    if kept.is_empty() {
        context.output.say("nothing waits for a second operator");
    }
    Ok(Exit::Done)
}

async fn show(context: &mut Context, id: &str) -> Outcome {
    let kept = Kept::find(context, id).await?;
    context.output.print(&RequestDocument::new(&kept.request, &kept.approvals))?;
    Ok(Exit::Done)
}

async fn all(context: &mut Context) -> Outcome<Vec<Kept>> {
    let mut all = Vec::new();
    for tenant in context.candidates().await? {
        let connection = context.connect_to(&tenant, mfadir::Purpose::Person)?;
        let desk = context.desk(&tenant, &connection)?;
        for request in desk.requests().await? {
            let proofs = desk.proofs(&request).await?;
            let approvals = proofs.approvals.iter().filter_map(|signed| signed.read().ok()).collect();
            all.push(Kept { desk: desk.clone(), request, approvals });
        }
    }
    Ok(all)
}
