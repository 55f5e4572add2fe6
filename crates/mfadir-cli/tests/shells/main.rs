//! The scripts of `completions` in the shells that they are for: somebody types, presses Tab, and sees what became of
//! the line.

mod shell;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use self::shell::{ALL, Shell};

/// What is typed up to Tab, and the words that the line then has. What is typed behind Tab is an X, so that a space
/// shows.
const LINES: &[(&str, &str, &[&str])] = &[
    ("a_command", "mfadir fac", &["mfadir", "factor", "X"]),
    ("a_second_command", "mfadir factor rem", &["mfadir", "factor", "remove", "X"]),
    ("a_tenant_of_the_configuration", "mfadir -t ac", &["mfadir", "-t", "acme", "X"]),
    ("a_tenant_behind_an_equal_sign", "mfadir explain --tenant=ac", &["mfadir", "explain", "--tenant=acme", "X"]),
    ("a_tenant_before_a_person", "mfadir explain ac", &["mfadir", "explain", "acme:X"]),
    ("a_form_behind_a_tenant", "mfadir explain acme:em", &["mfadir", "explain", "acme:email:X"]),
    (
        "a_factor_of_the_tenant_before_the_person",
        "mfadir factor remove acme:ada@example.com totp@g",
        &["mfadir", "factor", "remove", "acme:ada@example.com", "totp@google", "X"],
    ),
    ("a_flag", "mfadir reset acme:ada --dry", &["mfadir", "reset", "acme:ada", "--dry-run", "X"]),
    ("nothing_fits", "mfadir explain acme:zzz", &["mfadir", "explain", "acme:zzzX"]),
    (
        "a_broken_configuration",
        "mfadir --config broken.toml -t demo-ok",
        &["mfadir", "--config", "broken.toml", "-t", "demo-okta", "X"],
    ),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = ALL.iter().flat_map(|shell| LINES.iter().map(|(name, typed, words)| trial(shell, name, typed, words)));
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn trial(shell: &'static Shell, name: &str, typed: &'static str, words: &'static [&'static str]) -> Trial {
    let missing = shell.missing();
    let reason = missing.map(|program| format!(" ({program} is not installed)")).unwrap_or_default();
    let check = move || check(shell, typed, words);
    Trial::test(format!("{}::{name}{reason}", shell.name), check).with_ignored_flag(missing.is_some())
}

fn check(shell: &Shell, typed: &str, words: &[&str]) -> Result<(), Failed> {
    let expected = format!("<{}>", words.join("><"));
    let screen = shell.complete(typed)?;
    if !screen.contains(&expected) {
        return Err(format!("expected {expected} in:\n{screen}").into());
    }
    // What the completion has to say of a fault must not land in the line.
    if screen.contains("error:") {
        return Err(format!("an error on the screen:\n{screen}").into());
    }
    Ok(())
}
