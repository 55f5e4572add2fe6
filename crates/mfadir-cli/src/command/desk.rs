//! `desk USER`: one call, from the first word to the last.

mod act;
mod call;
mod prove;

use clap::Args;
use mfadir_ops::Lost;

use self::call::Call;
use super::{Command, lifting::Lifting};
use crate::{
    args::{Completes, Format, Whom},
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The arguments of `desk`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../help/desk.txt"))]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// What the caller has lost: FACTOR, `phone`, or `all`
    #[arg(long, value_name = "FACTOR|phone|all", add = Completes::Factor)]
    lost: Vec<Lost>,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    if !matches!(context.output.format(), Format::Table | Format::Note) {
        return Err(Failure::usage("desk is for people: it writes text or notes").with_hint("-o table, or -o note"));
    }
    if context.can_ask() && context.globals.ticket.is_none() {
        let ticket = context.ask("the ticket that this call is for, or nothing", "--ticket ID").await?;
        context.globals.ticket = Some(ticket).filter(|ticket| !ticket.is_empty());
    }
    let mandate = arguments.lifting.mandate(context, [])?;
    let call = Call::begin(context, &arguments.whom.user, arguments.lost, mandate).await?;
    if !context.can_ask() {
        return Err(call.as_commands());
    }
    step(context, "1. Who is it?");
    play(context, &call.words_with_lost(&["explain"])).await?;
    if call.needs_proof() {
        step(context, "2. Is it really them?");
        let verify = prove::choose(context, &call).await?;
        play(context, &verify).await?;
    }
    step(context, "3. What helps?");
    let Some(act) = act::choose(context, &call).await? else {
        context.output.say("nothing was done");
        return Ok(Exit::Done);
    };
    let done = play(context, &act.words(&call)).await;
    if done.is_ok() {
        step(context, "4. Tell the caller");
        context.output.tell(&act.farewell(&call));
    }
    done
}

/// Plays one command within this run; it is shown first, so that whoever serves callers learns it.
async fn play(context: &mut Context, words: &[String]) -> Outcome {
    context.output.say(format!("$ mfadir {}", call::line(words, context.globals.ticket.as_deref())));
    let command = Command::of_words(words)?;
    Box::pin(command.run(context)).await
}

fn step(context: &Context, title: &str) {
    context.output.say(format!("\n{title}"));
}
