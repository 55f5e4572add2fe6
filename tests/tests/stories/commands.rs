//! The reference of the commands in the documents: made from their definitions.

use std::{env, fmt::Write as _, fs, path::Path};

use clap::{Arg, Command};

const DOCUMENT: &str = "docs/commands.md";
/// Set to write the document anew.
const WRITE: &str = "MFADIR_WRITE_DOCUMENTS";
const HEAD: &str = "# Commands

Every command with its arguments and options, as `mfadir COMMAND --help` and `mfadir man` tell them. The global options
stand before and after the command. This page is made from code and checked by the tests.
";

/// The command and all below it, each behind the one that it belongs to.
fn add(page: &mut String, command: &Command, path: &str) {
    let path = format!("{path} {}", command.get_name()).trim().to_owned();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut short = command.clone().bin_name(&path);
    let usage = short.render_usage().to_string().replace("Usage: ", "");
    write!(page, "\n## {path}\n\n{about}.\n\n```text\n{usage}\n```\n", about = about.trim_end_matches('.'))
        .expect("text grows");
    add_names(page, command);
    add_arguments(page, command);
    if let Some(notes) = command.get_after_long_help().or_else(|| command.get_after_help()) {
        write!(page, "\n```text\n{}\n```\n", notes.to_string().trim_end()).expect("text grows");
    }
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        add(page, below, &path);
    }
}

fn add_names(page: &mut String, command: &Command) {
    let names: Vec<String> = command.get_visible_aliases().map(|name| format!("`{name}`")).collect();
    if !names.is_empty() {
        write!(page, "\nAlso: {}.\n", names.join(", ")).expect("text grows");
    }
}

fn add_arguments(page: &mut String, command: &Command) {
    let told =
        |argument: &&Arg| !argument.is_hide_set() && argument.get_id() != "help" && argument.get_id() != "version";
    let arguments: Vec<&Arg> = command.get_arguments().filter(told).collect();
    if !arguments.is_empty() {
        page.push_str("\n| argument | meaning |\n|---|---|\n");
    }
    for argument in arguments {
        let written = cell(&argument.to_string());
        let short = argument.get_short().map(|letter| format!("`-{letter}`, ")).unwrap_or_default();
        writeln!(page, "| {short}`{written}` | {} |", meaning(argument)).expect("text grows");
    }
}

fn meaning(argument: &Arg) -> String {
    let help = argument.get_long_help().or_else(|| argument.get_help()).map(ToString::to_string).unwrap_or_default();
    let words: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|_| !argument.is_hide_possible_values_set())
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    let is_flag = !argument.get_action().takes_values();
    let words = if words.is_empty() || is_flag { String::new() } else { format!(": {}", words.join(", ")) };
    let default: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let default =
        if default.is_empty() || is_flag { String::new() } else { format!(" [default: {}]", default.join(", ")) };
    cell(&format!("{help}{words}{default}"))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[test]
fn the_reference_of_the_commands_is_what_they_say() {
    let mut definition = mfadir_cli::manual();
    definition.build();
    let mut made = HEAD.to_owned();
    add(&mut made, &definition, "");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(DOCUMENT);
    if env::var_os(WRITE).is_some() {
        fs::write(&path, &made).expect("the document can be written");
    }
    let written = fs::read_to_string(&path).expect("the document is there");
    assert_eq!(written, made, "write {DOCUMENT} anew with {WRITE}=1");
}
