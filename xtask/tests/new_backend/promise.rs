//! Two new providers: one over the sandbox, one that waits for a real server.

use super::copy::Copy;

const SIMULATED: &str = "zebra-id";
const REAL: &str = "yak";
/// The trials of the methods that every directory has, in each setting.
const FIRST_GREEN: &[&str] = &[
    "user-by-login",
    "email-query-is-exact",
    "pages-cover-everyone-once",
    "factors-as-they-are",
    "undeclared-is-unsupported",
    "errors-name-operation-and-tenant",
];

#[test]
#[ignore = "builds a copy of the workspace, which takes minutes; `cargo xtask ci` runs it"]
fn a_new_provider_compiles_keeps_every_rule_and_has_green_trials() {
    let copy = Copy::new();
    let simulated = copy.cargo(&format!("xtask new-backend {SIMULATED}"));
    let real = copy.cargo(&format!("xtask new-backend {REAL} --server real"));
    its_trials_run(&copy);
    every_rule_is_kept(&copy, &(simulated + &real));
    nothing_is_made_twice(&copy);
}

fn its_trials_run(copy: &Copy) {
    let told = trials(copy, SIMULATED);
    for setting in ["bare", "stacked", "under-faults"] {
        for check in FIRST_GREEN {
            let trial = format!("test {SIMULATED}::{setting}::{check} ");
            let line = told.lines().find(|line| line.starts_with(&trial)).expect(&trial);
            assert!(line.ends_with("... ok"), "{line}");
        }
    }
    let removals = told.lines().filter(|line| line.contains("::bare::remove-"));
    assert!(removals.clone().count() > 5 && removals.clone().all(|line| line.contains("... ignored (")), "{told}");
    let told = trials(copy, REAL);
    let (run, ignored) = (lines(&told, &format!("test {REAL}::")), lines(&told, &format!("{REAL} is not installed")));
    assert!(run > 100 && run == ignored, "{run} trials, {ignored} of them ignored");
}

fn trials(copy: &Copy, provider: &str) -> String {
    copy.cargo(&format!("test -p mfadir-tests --test conformance -- {provider}::"))
}

fn lines(text: &str, with: &str) -> usize {
    text.lines().filter(|line| line.contains(with)).count()
}

fn every_rule_is_kept(copy: &Copy, report: &str) {
    let (own, changed) =
        (format!("-p mfadir-{SIMULATED} -p mfadir-{REAL}"), "-p mfadir -p mfadir-sandbox -p mfadir-tests");
    let told = copy.cargo(&format!("clippy {own} --all-targets")) + &copy.cargo(&format!("clippy {changed} --lib"));
    let warned: Vec<&str> = files(report).filter(|file| told.contains(&format!("--> {file}:"))).collect();
    assert!(warned.is_empty(), "clippy warns of {warned:?}: {told}");
    copy.cargo(&format!("fmt {own} {changed} -p xtask --check"));
    copy.cargo(&format!("test {own}"));
    copy.cargo("xtask tidy");
}

/// The files that the generator says it has made or changed.
fn files(report: &str) -> impl Iterator<Item = &str> {
    let told = |line: &'_ str| line.starts_with("  made ") || line.starts_with("  changed ");
    report.lines().filter(move |line| told(line)).filter_map(|line| line.split_whitespace().nth(1))
}

fn nothing_is_made_twice(copy: &Copy) {
    let manifest = copy.read("Cargo.toml");
    let again = copy.try_cargo(&format!("xtask new-backend {SIMULATED}"));
    assert!(!again.worked && again.text.contains("is taken: it is a provider already"), "{}", again.text);
    assert_eq!(copy.read("Cargo.toml"), manifest);
}
