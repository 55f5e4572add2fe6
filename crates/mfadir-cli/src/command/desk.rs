//! `desk USER`: one call, from the first word to the last.

mod account;
mod act;
mod approval;
mod call;
mod prove;
mod who;

use clap::Args;
use mfadir_core::{Left, Operation};
use mfadir_ops::Lost;

use self::{account::Account, act::Act, call::Call};
use super::{Command, lifting::Lifting};
use crate::{
    args::{Completes, Whom},
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

/// Guides through the call. However it ends, a note or a program's document then tells how far it came.
pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    // It may say in which format this run writes.
    context.config()?;
    let output = context.output.clone();
    let account = Account::default();
    if !output.is_for_people() {
        context.output = output.gathering(account.basket());
    }
    let interrupt = context.surroundings.interrupt.clone();
    let ended = tokio::select! {
        biased;
        outcome = Box::pin(guide(arguments, context, &account)) => Some(outcome),
        () = interrupt.tripped() => None,
    };
    let outcome = match ended {
        Some(outcome) => outcome,
        None => Err(context.interrupted().await),
    };
    context.output = output;
    account.close(context, outcome).await
}

async fn guide(arguments: Arguments, context: &mut Context, account: &Account) -> Outcome {
    let mut call = who::begin(context, arguments).await?;
    if !context.can_ask() {
        return Err(call.as_commands());
    }
    account.open(&call, context.clock.now());
    step(context, "1. Who is it, and what is lost?");
    play(context, account, &call.words_with_lost(&["explain"])).await?;
    who::ask_lost(context, &mut call).await?;
    account.open(&call, context.clock.now());
    step(context, "2. Is it really them?");
    prove::prove(context, account, &mut call).await?;
    step(context, "3. What helps?");
    let Some((act, done)) = act::help(context, account, &mut call).await? else {
        context.output.say("nothing was done");
        return Ok(Exit::Done);
    };
    account.acted();
    let done = follow(context, account, (&mut call, act), done).await?;
    step(context, "4. Tell the caller");
    context.output.tell(&act.farewell(&call));
    done
}

/// Whoever has nothing left after a reset gets in by a code. That something could not be told of the reset stands.
async fn follow(
    context: &mut Context,
    account: &Account,
    (call, act): (&mut Call, Act),
    done: Outcome,
) -> Outcome<Outcome> {
    if act != Act::Reset || context.globals.dry_run || !call.offers(Operation::TemporaryCode) {
        return Ok(done);
    }
    call.refresh(context).await?;
    let question = "Issue a temporary code, with which they get in and enroll again?";
    // Whoever gives no answer wants none, and the reset stands.
    if call.facts.left() == Left::Yes || !context.confirm(question).await.unwrap_or(false) {
        return Ok(done);
    }
    match play(context, account, &Act::Code.words(call)).await {
        Err(failure) if failure.is_after_the_act() => Ok(done.and(Err(failure))),
        Err(failure) => Err(failure),
        Ok(_) => Ok(done),
    }
}

/// Plays one command within this run; it is shown first, so that whoever serves callers learns it.
async fn play(context: &mut Context, account: &Account, words: &[String]) -> Outcome {
    let line = call::line(words, context.globals.ticket.as_deref());
    context.output.say(format!("$ mfadir {line}"));
    account.begin(&line);
    let command = Command::of_words(words)?;
    let outcome = Box::pin(command.run(context)).await;
    account.end(&outcome);
    outcome
}

fn step(context: &Context, title: &str) {
    context.output.say(format!("\n{title}"));
}

/// What a failure says to whoever goes on after it.
fn tell(context: &Context, failure: &Failure) {
    context.output.fail(failure);
}
