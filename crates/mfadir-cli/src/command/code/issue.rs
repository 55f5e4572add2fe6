//! `temporary-code issue USER`

use std::time::Duration;

use clap::Args;
use mfadir_core::{CodeRequest, Operation, TemporaryCode};
use mfadir_ops::{Permit, Want, issue_code};

use crate::{
    args::Format,
    command::{lifting::Lifting, sent::accepted, subject::Subject},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    handle::{Entry, HandleStore},
    render::{CodeDocument, Privacy},
};

/// The arguments of `temporary-code issue`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/temporary-code.txt"))]
pub(super) struct Arguments {
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,

    /// How long it may be used
    #[arg(long, value_name = "DURATION", value_parser = mfadir::duration, default_value = "1h")]
    ttl: Duration,

    /// Let it be used more than once
    #[arg(long)]
    reusable: bool,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let mandate = arguments.lifting.mandate(context, [])?;
    let needs = [Operation::TemporaryCode];
    let subject = Subject::find_for(context, &arguments.user, Access::Write, &needs).await?;
    let facts = subject.facts(context, Want { factors: true, ..subject.guard().wants() }).await?;
    let permit = subject.permit(&facts, &needs, &mandate)?;
    let request = CodeRequest { lifetime: arguments.ttl, reusable: arguments.reusable };
    let planned = CodeDocument::issuing(&permit, &request);
    if context.globals.dry_run {
        context.output.print(&planned)?;
        return Ok(Exit::Done);
    }
    context.about_to_write();
    let clock = context.clock.clone();
    let once = issue_code(&subject.tools(&*clock), &permit, &request).await;
    let code = accepted(once.sent, "a new code takes the place of an earlier one where the provider allows one alone")?;
    context.output.print(&planned.issued(&code, Privacy::of(context.globals.reveal)))?;
    warn_of_lost_code(context);
    keep(context, &permit, &code)
}

/// Only people are shown the code without being asked whether they want it.
fn warn_of_lost_code(context: &Context) {
    if context.output.format() != Format::Table && !context.globals.reveal {
        context.output.warn("the code is not in this output, and cannot be read again: --reveal shows it");
    }
}

/// So that `revoke` knows which one is meant.
fn keep(context: &Context, permit: &Permit, code: &TemporaryCode) -> Outcome {
    let store = HandleStore::of(&context.state()?);
    store.keep(&Entry::code(&permit.tenant, &permit.user.id, code), context.clock.now())?;
    Ok(Exit::Done)
}
