//! Command lines for every argument that names a file, out of the definition itself: one that is new cannot be forgotten.

use clap::{Arg, Command, ValueHint};
use mfadir_cli::definition;

/// A command line, and what the refusal may call the argument: some commands cannot be said without another file.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) words: Vec<String>,
    pub(crate) called: Vec<String>,
}

/// A line for each argument of each command that names a file, which is `path` every time.
pub(crate) fn lines(path: &str) -> Vec<Line> {
    let mut definition = definition();
    definition.build();
    below(&definition, &[], path)
}

fn below(command: &Command, above: &[String], path: &str) -> Vec<Line> {
    let own = command.get_arguments().filter(|argument| names_a_file(argument));
    let own = own.filter(|_| !command.has_subcommands()).map(|argument| line(command, argument, above, path));
    let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help").flat_map(|inner| {
        let above: Vec<String> = above.iter().cloned().chain([inner.get_name().to_owned()]).collect();
        below(inner, &above, path)
    });
    own.chain(inner).collect()
}

fn names_a_file(argument: &Arg) -> bool {
    use ValueHint::{AnyPath, DirPath, ExecutablePath, FilePath};
    matches!(argument.get_value_hint(), AnyPath | FilePath | DirPath | ExecutablePath)
}

fn line(command: &Command, argument: &Arg, above: &[String], path: &str) -> Line {
    let mut words = above.to_vec();
    let value = value(argument, path);
    let mut called = vec![name(argument)];
    if argument.get_long().is_some() {
        words.push(format!("{}={value}", name(argument)));
    }
    words.extend(wanted(argument));
    for place in command.get_positionals().filter(|place| !place.is_last_set()) {
        if place.get_id() == argument.get_id() {
            words.push(value.clone());
        } else if !names_a_file(place) || place.is_required_set() {
            words.push(filler(place));
            called.extend(names_a_file(place).then(|| name(place)));
        }
    }
    Line { words, called }
}

fn name(argument: &Arg) -> String {
    let placed = || argument.get_value_names().expect("a name")[0].to_string();
    argument.get_long().map_or_else(placed, |long| format!("--{long}"))
}

/// What has to be said beside the argument.
fn wanted(argument: &Arg) -> Vec<String> {
    match argument.get_id().as_str() {
        "answer_file" => vec!["--question=food".to_owned()],
        _ => Vec::new(),
    }
}

/// The value in the form that the argument takes.
fn value(argument: &Arg, path: &str) -> String {
    match argument.get_id().as_str() {
        "qr" => format!("{path}.png"),
        "tickets" => format!("csv:{path}#number"),
        _ => path.to_owned(),
    }
}

/// A word that may stand there.
fn filler(place: &Arg) -> String {
    if names_a_file(place) {
        // One that is no file, so that the other argument is the one that is refused.
        return "strict".to_owned();
    }
    let possible = place.get_possible_values();
    match (possible.first(), place.get_id().as_str()) {
        (Some(value), _) => value.get_name().to_owned(),
        (None, "verb") => "reset".to_owned(),
        (None, _) => "acme:ada@example.com".to_owned(),
    }
}
