//! From a command line to an exit code.

use std::{ffi::OsString, sync::Arc};

use mfadir_core::Clock;
use tracing::instrument::WithSubscriber;

use crate::{
    command::Command,
    command_line::{self, Arguments},
    context::{Context, Program},
    exit::Exit,
    failure::{Failure, Outcome},
    log,
    machine::{self, Machine},
    output::Output,
    streams::Streams,
    surroundings::Surroundings,
};

const PROGRAM: Program = Program {
    definition: command_line::definition,
    manual: command_line::manual,
    // Boxed, because this is a run within a run.
    run: |words, surroundings, streams, clock| Box::pin(run(words, surroundings, streams, clock)),
};

/// Runs one command line, program name first, and answers with the exit code. Nothing is taken from the process but
/// what is handed in, so that a test can run many.
pub async fn run(
    words: impl IntoIterator<Item = OsString>,
    surroundings: Surroundings,
    streams: Streams,
    clock: Arc<dyn Clock>,
) -> u8 {
    match parse(words, &surroundings, &streams) {
        Ok(arguments) => Box::pin(execute(arguments, surroundings, streams, clock)).await,
        Err(code) => code,
    }
}

/// Reads the command line. Help, version and mistakes are told at once, without a runtime and without any file; then
/// the error is the exit code.
pub fn parse(
    words: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
    streams: &Streams,
) -> Result<Arguments, u8> {
    Arguments::parse(words).map_err(|error| {
        let output = output(surroundings, streams);
        let text = error.render().ansi().to_string();
        if error.use_stderr() {
            output.tell(&text);
            return Exit::Usage.code();
        }
        output.text(text);
        end(output.settle(Ok(Exit::Done)), &output)
    })
}

/// Has the process of its own be what a sealed machine allows, before anything is done. The error is the exit code.
pub fn confine(surroundings: &Surroundings, streams: &Streams) -> Result<(), u8> {
    machine::confine(surroundings).map_err(|failure| tell(&failure, &output(surroundings, streams)))
}

/// Runs a command line that was understood.
pub async fn execute(arguments: Arguments, surroundings: Surroundings, streams: Streams, clock: Arc<dyn Clock>) -> u8 {
    let output = output(&surroundings, &streams);
    let subscriber = log::subscriber(arguments.globals.verbose, arguments.globals.quiet, streams.error.clone());
    let outcome = match begin(&arguments, surroundings, streams, clock) {
        Ok(context) => work(context, arguments.command).with_subscriber(subscriber).await,
        Err(failure) => Err(failure),
    };
    end(outcome, &output)
}

/// Nothing is done, and no file opened, before it is known whether this machine is sealed.
fn begin(
    arguments: &Arguments,
    surroundings: Surroundings,
    streams: Streams,
    clock: Arc<dyn Clock>,
) -> Outcome<Context> {
    let machine = Machine::of(&surroundings.places);
    machine.refuse_variables(&surroundings)?;
    machine.refuse_files(&arguments.files)?;
    let surroundings = machine.confine(surroundings);
    Context::new(arguments.globals.clone(), surroundings, streams, clock, PROGRAM, machine)
}

async fn work(mut context: Context, command: Command) -> Outcome {
    let outcome = attend(&mut context, command).await;
    let outcome = match (outcome, context.close().await) {
        (Ok(_), Err(failure)) => Err(failure),
        (outcome, _) => outcome,
    };
    context.output.settle(outcome)
}

async fn attend(context: &mut Context, command: Command) -> Outcome {
    let interrupt = context.surroundings.interrupt.clone();
    if command.ends_in_order() {
        return Box::pin(command.run(context)).await;
    }
    let outcome = tokio::select! {
        biased;
        outcome = Box::pin(command.run(context)) => Some(outcome),
        () = interrupt.tripped() => None,
    };
    match outcome {
        Some(outcome) => outcome,
        None => Err(context.interrupted().await),
    }
}

fn end(outcome: Outcome, output: &Output) -> u8 {
    match outcome {
        Ok(exit) => exit.code(),
        Err(failure) => tell(&failure, output),
    }
}

fn tell(failure: &Failure, output: &Output) -> u8 {
    output.fail(failure);
    failure.exit().code()
}

fn output(surroundings: &Surroundings, streams: &Streams) -> Output {
    Output::new(streams.output.clone(), streams.error.clone(), streams.terminals, &surroundings.variables)
}

#[cfg(test)]
mod tests {
    use std::{ffi::OsString, sync::Arc};

    use jiff::Timestamp;
    use mfadir_core::ManualClock;

    use super::run;
    use crate::{
        streams::{Captured, Streams, Terminals},
        surroundings::Surroundings,
    };

    async fn at_a_terminal(line: &str, variables: &[(&str, &str)]) -> (u8, Captured) {
        let (mut streams, captured) = Streams::captured("");
        streams.terminals = Terminals { input: true, output: true, error: true, width: Some(80) };
        let surroundings = Surroundings::of(variables.iter().copied().collect());
        let clock = Arc::new(ManualClock::jumping(Timestamp::UNIX_EPOCH));
        (run(line.split(' ').map(OsString::from), surroundings, streams, clock).await, captured)
    }

    #[tokio::test]
    async fn a_terminal_has_colours_unless_they_are_not_wanted() {
        let (code, captured) = at_a_terminal("mfadir -vvv provider list", &[]).await;
        assert_eq!(code, 0);
        assert!(captured.output().starts_with("\u{1b}[1mNAME"), "{}", captured.output());
        let (_, captured) = at_a_terminal("mfadir provider list", &[("NO_COLOR", "1")]).await;
        assert!(captured.output().starts_with("NAME"), "{}", captured.output());
    }

    #[tokio::test]
    async fn help_is_data_and_a_mistake_is_not() {
        let (code, captured) = at_a_terminal("mfadir --help", &[]).await;
        assert_eq!((code, captured.error().as_str()), (0, ""));
        let (code, captured) = at_a_terminal("mfadir facto", &[]).await;
        assert_eq!((code, captured.output().as_str()), (2, ""));
        assert!(captured.error().contains("factor"), "{}", captured.error());
    }

    #[tokio::test]
    async fn an_interrupted_run_says_so() {
        let (streams, captured) = Streams::captured("");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let surroundings = Surroundings::of([("MFADIR_STATE", folder.path())].into_iter().collect());
        surroundings.interrupt.trip();
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        let words = ["mfadir", "-t", "demo-okta", "factor", "list", "ada@example.com"].map(OsString::from);
        assert_eq!(run(words, surroundings, streams, clock).await, 130);
        assert_eq!((captured.output().as_str(), captured.error().as_str()), ("", "error: interrupted\n"));
    }

    #[tokio::test]
    async fn a_served_sandbox_ends_in_order() {
        let (streams, captured) = Streams::captured("");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let surroundings = Surroundings::of([("MFADIR_STATE", folder.path())].into_iter().collect());
        surroundings.interrupt.trip();
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        let words = ["mfadir", "sandbox", "serve", "--people", "1"].map(OsString::from);
        assert_eq!(run(words, surroundings, streams, clock).await, 0, "{}", captured.error());
        assert!(captured.output().starts_with("{\"okta\":{\"url\":\"http://127.0.0.1:"), "{}", captured.output());
        let left: Vec<bool> =
            ["state.json", "ready.json"].map(|name| folder.path().join("sandbox").join(name).exists()).into();
        assert_eq!(left, [true, false]);
    }
}
