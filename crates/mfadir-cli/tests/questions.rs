//! What is asked before something is changed, and what an answer does.

use std::{ffi::OsString, path::Path, sync::Arc};

use mfadir::SystemClock;
use mfadir_cli::{Streams, Surroundings, Terminals, run};

/// What a command said on each stream, and how it ended.
struct Ran {
    output: String,
    error: String,
    exit: u8,
}

/// Runs a command line for somebody who sits at a terminal and types `answer`.
async fn run_at_terminal(state: &Path, line: &str, answer: &str) -> Ran {
    let (streams, captured) = Streams::captured(answer);
    let terminals = Terminals { input: true, output: false, error: true, width: None };
    let surroundings = Surroundings::of([("MFADIR_STATE", state)].into_iter().collect());
    let words = line.split(' ').map(OsString::from);
    let exit = run(words, surroundings, Streams { terminals, ..streams }, Arc::new(SystemClock::new())).await;
    Ran { output: captured.output(), error: captured.error(), exit }
}

const REMOVE: &str = "mfadir -t demo-okta factor remove ada@example.com totp@okta --keep push";
const KINDS: &str = "mfadir -t demo-okta -o csv factor list ada@example.com";

#[tokio::test]
async fn the_plan_is_shown_and_a_yes_carries_it_out() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let ran = run_at_terminal(state.path(), REMOVE, "y\n").await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(ran.error.contains("goes") && ran.error.contains("Remove totp@okta of ada@example.com on demo-okta?"));
    assert!(ran.output.contains("gone"), "{}", ran.output);
    assert!(!run_at_terminal(state.path(), KINDS, "").await.output.contains(",totp,okta,"));
}

#[tokio::test]
async fn without_a_yes_nothing_is_changed() {
    let state = tempfile::tempdir().expect("a temporary folder");
    for answer in ["n\n", "\n", ""] {
        let ran = run_at_terminal(state.path(), REMOVE, answer).await;
        assert_eq!((ran.exit, ran.output.as_str()), (1, ""), "{answer:?}");
    }
    assert!(run_at_terminal(state.path(), KINDS, "").await.output.contains(",totp,okta,"));
}

#[tokio::test]
async fn where_nobody_may_be_asked_the_flag_is_named() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let ran = run_at_terminal(state.path(), &format!("{REMOVE} --no-input"), "y\n").await;
    assert_eq!(ran.exit, 2);
    assert!(ran.error.contains("--yes"), "{}", ran.error);
}

#[tokio::test]
async fn a_yes_lifts_no_guard_rule() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let line = "mfadir -t demo-okta factor remove bob@example.com sms --yes";
    let ran = run_at_terminal(state.path(), line, "y\n").await;
    assert_eq!(ran.exit, 6);
    assert!(ran.error.contains("bob@example.com would be left without a usable factor"), "{}", ran.error);
}

#[tokio::test]
async fn a_dry_run_can_tell_by_its_exit_code_whether_something_would_be_done() {
    let state = tempfile::tempdir().expect("a temporary folder");
    for (line, exit) in [
        ("reset ada@example.com --dry-run --detailed-exitcode", 10),
        ("reset carol@example.com --dry-run --detailed-exitcode", 0),
        ("factor remove bob@example.com sms --dry-run --detailed-exitcode", 6),
        ("user unlock ivan@example.com --dry-run --detailed-exitcode", 10),
        ("user unlock ada@example.com --dry-run --detailed-exitcode", 0),
        ("reset ada@example.com --yes --detailed-exitcode", 2),
    ] {
        let ran = run_at_terminal(state.path(), &format!("mfadir -t demo-okta {line}"), "").await;
        assert_eq!(ran.exit, exit, "{line}: {}", ran.error);
    }
}

#[tokio::test]
async fn the_demo_goes_as_it_is_told() {
    let state = tempfile::tempdir().expect("a temporary folder");
    let ran = run_at_terminal(state.path(), "mfadir demo", "").await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let left = std::fs::read_dir(state.path()).expect("readable").count();
    assert_eq!(left, 0, "the demo keeps its state to itself");
}

const ADD: &str = "mfadir --config CONFIG --dry-run tenant add acme --provider okta --set url=https://acme.okta.com";

/// Adds a tenant to a configuration that is not there yet.
async fn add(line: &str, answers: &str) -> Ran {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = folder.path().join("config.toml");
    run_at_terminal(folder.path(), &line.replace("CONFIG", &config.to_string_lossy()), answers).await
}

#[tokio::test]
async fn a_form_of_credential_is_asked_for_named_or_known_by_its_keys() {
    let token = add(ADD, "\nenv:TOKEN\n").await;
    assert!(token.output.contains("auth = { api_token = { env = \"TOKEN\" } }"), "{}{}", token.output, token.error);
    let app = "auth = { client_id = \"0oa1\", private_key = { env = \"KEY\" }";
    let asked = add(ADD, "oauth\n0oa1\nenv:KEY\n").await;
    assert!(asked.output.contains(app), "{}{}", asked.output, asked.error);
    let named = add(&format!("{ADD} --auth oauth"), "0oa1\nenv:KEY\n").await;
    assert!(named.output.contains(app), "{}{}", named.output, named.error);
    let known = add(&format!("{ADD} --set auth.client_id=0oa1 --set auth.dpop=true"), "env:KEY\n").await;
    assert!(known.output.contains("dpop = true") && known.output.contains("private_key"), "{}", known.error);
    let wrong = add(&format!("{ADD} --auth oaut"), "").await;
    assert_eq!(wrong.exit, 2);
    assert!(wrong.error.contains("did you mean `oauth`?"), "{}", wrong.error);
}
