//! A factor from its enrollment to its activation, by commands alone.

use std::{ffi::OsString, fs, path::Path, sync::Arc};

use mfadir::SystemClock;
use mfadir_cli::{Streams, Surroundings, Terminals, run};
use serde_json::Value;
use tempfile::TempDir;

/// What a command said on each stream, and how it ended.
#[derive(Debug)]
struct Ran {
    output: String,
    error: String,
    exit: u8,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

fn state() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Runs a command line on the demo tenants; somebody at a terminal types `answer`, where there is one.
async fn at_terminal(state: &Path, line: &str, answer: Option<&str>) -> Ran {
    let (streams, captured) = Streams::captured(answer.unwrap_or_default());
    let here = answer.is_some();
    let terminals = Terminals { input: here, output: false, error: here, width: None };
    let surroundings = Surroundings { folder: state.to_owned(), ..of(state) };
    let words = line.split(' ').map(OsString::from);
    let exit = run(words, surroundings, Streams { terminals, ..streams }, Arc::new(SystemClock::new())).await;
    Ran { output: captured.output(), error: captured.error(), exit }
}

fn of(state: &Path) -> Surroundings {
    Surroundings::of([("MFADIR_STATE", state)].into_iter().collect())
}

async fn mfadir(state: &TempDir, line: &str) -> Ran {
    at_terminal(state.path(), &format!("mfadir {line}"), None).await
}

/// The code that was sent last.
async fn sent_code(state: &TempDir) -> String {
    let outbox = mfadir(state, "sandbox outbox -o json").await.json();
    let last = outbox["messages"].as_array().and_then(|messages| messages.last().cloned()).expect("something was sent");
    last["code"].as_str().expect("a code").to_owned()
}

fn kept(state: &TempDir) -> Vec<String> {
    let names = fs::read_dir(state.path().join("handles"))
        .map(|names| names.map(|name| name.expect("readable").file_name().into_string().expect("text")).collect());
    names.unwrap_or_default()
}

const ENROLL_SMS: &str = "-t demo-okta factor enroll nina@example.com sms --phone +15555550199";

#[tokio::test]
async fn a_phone_is_enrolled_by_one_command_and_activated_by_another() {
    let state = state();
    let started = mfadir(&state, &format!("{ENROLL_SMS} -o json")).await;
    assert_eq!(started.exit, 0, "{started:?}");
    let document = started.json();
    assert_eq!((&document["state"], &document["expects"]), (&"pending".into(), &"code".into()));
    let handle = document["handle"].as_str().expect("a short id");
    assert_eq!(kept(&state), [format!("{handle}.json")]);
    let wrong = mfadir(&state, "-t demo-okta factor activate nina@example.com --code 000000").await;
    assert_eq!((wrong.exit, wrong.output.as_str()), (8, ""), "{wrong:?}");
    let code = sent_code(&state).await;
    let done =
        mfadir(&state, &format!("-t demo-okta factor activate nina@example.com sms --code {code} -o json")).await;
    assert_eq!((done.exit, &done.json()["state"]), (0, &"active".into()), "{done:?}");
    assert!(kept(&state).is_empty());
    let again = mfadir(&state, "-t demo-okta factor activate nina@example.com sms --code 1").await;
    assert_eq!(again.exit, 1, "{again:?}");
}

#[tokio::test]
async fn somebody_at_a_terminal_is_asked_for_the_code() {
    let state = state();
    assert_eq!(mfadir(&state, ENROLL_SMS).await.exit, 0);
    let code = sent_code(&state).await;
    let line = "mfadir -t demo-okta factor activate nina@example.com";
    let asked = at_terminal(state.path(), line, Some(&format!("{code}\n"))).await;
    assert_eq!(asked.exit, 0, "{asked:?}");
    assert!(asked.error.contains("the code:") && asked.output.contains("is active"), "{asked:?}");
}

#[tokio::test]
async fn the_secret_is_told_once_on_standard_output_and_to_programs_only_on_wish() {
    let state = state();
    let shown = mfadir(&state, "-t demo-okta factor enroll nina@example.com totp@google --qr code.png").await;
    assert_eq!(shown.exit, 0, "{shown:?}");
    let secret = shown.output.lines().find_map(|line| line.trim().strip_prefix("secret")).expect("a secret").trim();
    assert!(shown.output.contains('█') && !shown.error.contains(secret), "{shown:?}");
    assert!(fs::read(state.path().join("code.png")).expect("written").starts_with(b"\x89PNG"));
    for (line, told) in [("-o json", false), ("-o json --reveal", true), ("-o note", false), ("-o csv", false)] {
        let line = format!("-t demo-okta factor enroll bob@example.com totp@google {line}");
        let state = self::state();
        let ran = mfadir(&state, &line).await;
        assert_eq!((ran.exit, ran.output.contains("otpauth:")), (0, told), "{ran:?}");
    }
}

#[tokio::test]
async fn who_waits_in_vain_may_go_on_later() {
    let state = state();
    let waited = mfadir(&state, "-t demo-okta factor enroll bob@example.com push --wait 1s -o json").await;
    assert_eq!(waited.exit, 8, "{waited:?}");
    assert_eq!(waited.json()["state"], "pending");
    assert!(waited.error.contains("--wait"), "{waited:?}");
    assert_eq!(kept(&state).len(), 1);
    let looked = mfadir(&state, "-t demo-okta factor activate bob@example.com push -o json").await;
    assert_eq!((looked.exit, &looked.json()["state"]), (8, &"pending".into()), "{looked:?}");
}

#[tokio::test]
async fn a_dry_run_sends_nothing() {
    let state = state();
    let planned = mfadir(&state, &format!("{ENROLL_SMS} --dry-run -o json")).await;
    assert_eq!((planned.exit, &planned.json()["state"]), (0, &"planned".into()), "{planned:?}");
    let requests = mfadir(&state, "sandbox requests -o json").await;
    assert!(!requests.output.contains("POST"), "{requests:?}");
}

#[tokio::test]
async fn bad_input_is_told_before_anything_is_sent() {
    for (line, exit, said) in [
        ("factor enroll nina@example.com sms --phone 555-0199", 2, "E.164"),
        ("factor enroll nina@example.com sms --phone +1-555-555-0199", 2, "did you mean +15555550199?"),
        ("factor enroll nina@example.com totp", 3, "totp@google"),
        ("factor enroll nina@example.com certificate", 9, "cannot be enrolled"),
        ("factor enroll nina@example.com smss", 2, "did you mean `sms`?"),
        ("factor enroll nina@example.com email --email nobody", 2, "no mail address"),
        ("factor enroll nina@example.com totp@google --qr code.jpg", 2, ".png or .svg"),
        ("factor activate nina@example.com --code  ", 8, "no code"),
        ("factor activate nina@example.com --attestation none.json", 2, "cannot be read"),
    ] {
        let state = state();
        let ran = mfadir(&state, &format!("-t demo-okta {line}")).await;
        assert_eq!((ran.exit, ran.output.as_str()), (exit, ""), "{line}: {ran:?}");
        assert!(ran.error.contains(said), "{line}: {ran:?}");
        let requests = mfadir(&state, "sandbox requests -o json").await;
        assert!(!requests.output.contains("\"path\""), "{line}: {requests:?}");
    }
}

#[tokio::test]
async fn what_is_not_there_to_complete_is_said() {
    let state = state();
    for (line, exit) in [
        ("factor activate nina@example.com --code 123456", 3),
        ("factor activate nina@example.com h-0000 --code 123456", 3),
        ("factor activate bob@example.com sms --code 123456", 1),
        ("factor resend nina@example.com", 3),
    ] {
        let ran = mfadir(&state, &format!("-t demo-okta {line}")).await;
        assert_eq!(ran.exit, exit, "{line}: {ran:?}");
        assert!(ran.error.contains("hint:"), "{line}: {ran:?}");
    }
}

#[tokio::test]
async fn nobody_enrolls_a_factor_for_themselves_unless_the_rule_is_lifted() {
    let state = state();
    let nina = Some(("nina".to_owned(), "desk".to_owned()));
    let as_nina = |line: String| {
        let (streams, captured) = Streams::captured("");
        let surroundings = Surroundings { account: nina.clone(), ..of(state.path()) };
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        async move { (run(words, surroundings, streams, Arc::new(SystemClock::new())).await, captured.error()) }
    };
    let (exit, error) = as_nina(format!("mfadir {ENROLL_SMS}")).await;
    assert_eq!(exit, 6, "{error}");
    assert!(error.contains("--allow-self --reason TEXT"), "{error}");
    let (exit, error) = as_nina(format!("mfadir {ENROLL_SMS} --allow-self --reason new")).await;
    assert_eq!(exit, 0, "{error}");
}

#[tokio::test]
async fn the_questions_are_listed_with_their_keys() {
    let ran = mfadir(&state(), "-t demo-okta factor questions nina@example.com -o json").await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let keys: Vec<Value> = ran.json()["questions"].as_array().expect("a list").clone();
    assert!(keys.iter().any(|question| question["key"] == "disliked_food"), "{keys:?}");
}

#[tokio::test]
async fn what_a_provider_has_not_is_said_before_any_request() {
    let state = state();
    let ran = mfadir(&state, "-t demo-onelogin factor questions ada@example.com").await;
    assert_eq!(ran.exit, 9, "{ran:?}");
    let requests = mfadir(&state, "sandbox requests -o json").await;
    assert!(!requests.output.contains("\"path\""), "{requests:?}");
}
