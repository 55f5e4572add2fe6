//! What a shell offers while somebody types: `mfadir completions` hands it a script, and the script asks
//! `mfadir __offer` at each key. Nobody is contacted for an answer, and no sandbox is started.

mod candidates;
mod known;
mod line;
mod script;
mod settings;

pub(crate) use script::Shell;

use std::ffi::OsStr;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use self::{candidates::Candidates, line::Line};
use crate::{
    args::{Completes, names_files},
    context::Context,
};

/// One word that fits, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) word: String,
    pub(crate) what: String,
}

/// The words that fit in the place of the last one. Whatever is wrong with the line or the configuration, the answer is
/// shorter for it, never an error.
pub(crate) fn answer(context: &mut Context, mut words: Vec<String>) -> Vec<Candidate> {
    let Some(typed) = words.pop() else { return Vec::new() };
    let definition = context.program.definition;
    let line = Line::read(definition(), &words);
    let command = without_aliases(definition(), &words, &typed);
    let mut command = completing(command, &Candidates::of(context, line));
    if !context.machine.is_open() {
        // Whoever types may not be the one whose rights the answer is made with.
        command = without_files(command);
    }
    let folder = context.surroundings.folder.clone();
    let index = words.len();
    // A single hyphen would be answered with letters.
    words.push(if typed == "-" { "--".to_owned() } else { typed.clone() });
    let words = words.into_iter().map(Into::into).collect();
    let found = complete(&mut command, words, index, Some(&folder)).unwrap_or_default();
    let wanted = |candidate: &Candidate| typed.starts_with('-') || !candidate.word.starts_with('-');
    found.iter().map(Candidate::from).filter(wanted).collect()
}

/// The definition, in which every argument knows what fits.
fn completing(command: clap::Command, candidates: &Candidates) -> clap::Command {
    let argument = |argument: clap::Arg| match argument.get::<Completes>().copied() {
        Some(what) => {
            let candidates = candidates.clone();
            let fitting = move |typed: &OsStr| candidates.fitting(what, &typed.to_string_lossy());
            argument.add(ArgValueCompleter::new(fitting))
        }
        None => argument,
    };
    command.mut_args(argument).mut_subcommands(|command| completing(command, candidates))
}

/// The definition in which nobody is offered what a folder holds.
fn without_files(command: clap::Command) -> clap::Command {
    let nothing = |_: &OsStr| Vec::new();
    let argument = move |argument: clap::Arg| {
        if names_files(&argument) { argument.add(ArgValueCompleter::new(nothing)) } else { argument }
    };
    command.mut_args(argument).mut_subcommands(without_files)
}

/// The definition without the second names of commands, which would be offered in the place of the first; where one was
/// typed, it stays.
fn without_aliases(command: clap::Command, words: &[String], typed: &str) -> clap::Command {
    command.mut_subcommands(|command| {
        let was_said = command.get_all_aliases().any(|alias| words.iter().any(|word| word == alias));
        let is_first = command.get_name().starts_with(typed);
        if is_first && !was_said { command.visible_alias(None) } else { command }
    })
}

impl From<&CompletionCandidate> for Candidate {
    fn from(candidate: &CompletionCandidate) -> Self {
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        Self {
            word: candidate.get_value().to_string_lossy().into_owned(),
            what: help.lines().next().unwrap_or_default().replace('\t', " "),
        }
    }
}
