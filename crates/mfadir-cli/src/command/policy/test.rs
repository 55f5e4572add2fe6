//! `policy test`

use std::{fs, path::PathBuf};

use clap::{Args, ValueHint};
use mfadir_policy::Example;

use super::source;
use crate::{
    command::slip::Slip,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    render::TrialDocument,
};

/// The arguments of `policy test`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../../help/policy-test.txt"))]
pub(super) struct Arguments {
    /// `strict`, `open` or a policy file
    #[arg(value_name = "POLICY", value_hint = ValueHint::FilePath, add = source::PRESET)]
    policy: String,

    /// The file of the examples
    #[arg(value_name = "EXAMPLES", value_hint = ValueHint::FilePath)]
    examples: PathBuf,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Outcome {
    let policy = source::policy(&arguments.policy, context)?;
    let now = context.clock.now();
    let trials: Vec<_> = examples(arguments, context)?.iter().map(|example| example.try_on(&policy, now)).collect();
    let failed = trials.iter().filter(|trial| !trial.passed()).count();
    context.output.print(&TrialDocument::of(&policy.name, &trials))?;
    match failed {
        0 => Ok(Exit::Done),
        failed => Err(Failure::new(Exit::Failed, format!("{failed} of {} examples failed", trials.len()))),
    }
}

/// The examples. A file without one proves nothing.
fn examples(arguments: &Arguments, context: &Context) -> Outcome<Vec<Example>> {
    let name = arguments.examples.display().to_string();
    let path = context.surroundings.folder.join(&arguments.examples);
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("the examples {name} cannot be read: {error}")))?;
    let examples = Example::read(&name, &text).map_err(Slip::from)?;
    if examples.is_empty() {
        return Err(Failure::usage(format!("{name} holds no example")).with_hint("one begins with [[example]]"));
    }
    Ok(examples)
}
