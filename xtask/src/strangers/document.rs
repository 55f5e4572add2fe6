//! The vendors' own API documents as judges: of the sandbox's answers, and of the requests that our backends send.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use super::{
    prism::{self, Prism},
    python,
    sandbox::Sandbox,
    tally::{Line, Outcome, Tally},
};

const OKTA: &str = "okta-mfa.openapi.yaml";
const ONELOGIN: &str = "onelogin-mfa.openapi.yaml";

const ANSWERS: &str = "the sandbox behind Okta's document";
const REQUESTS: &str = "our requests to mocks of both documents";
const FUZZING: &str = "the sandbox under tests made from Okta's document";

/// What the Okta backend is made to send, by command; the mock knows one user, whom its examples show.
const COMMANDS: &[&str] = &[
    "factor list id:00u118oQYT4TBGuay0g4",
    "factor list isaac.brock@example.com",
    "factor available isaac.brock@example.com",
    "factor remove isaac.brock@example.com sms --yes --allow-last-factor --reason mock",
    "reset isaac.brock@example.com --yes",
    "user unlock isaac.brock@example.com --yes",
    "user find isaac",
    "factor enroll isaac.brock@example.com sms --phone +15555550123 --yes",
    "factor enroll isaac.brock@example.com voice --phone +15555550123 --extension 12 --yes",
    "factor enroll isaac.brock@example.com email --email isaac.brock@example.com --yes",
    "factor enroll isaac.brock@example.com totp@google --yes",
    "factor enroll isaac.brock@example.com push --yes",
    "factor enroll isaac.brock@example.com security-question --question disliked_food --answer liver --yes",
    "factor questions isaac.brock@example.com",
    "factor challenge isaac.brock@example.com sms --yes",
    "factor verify isaac.brock@example.com sms --code 123456 --yes",
    "factor verify isaac.brock@example.com security-question --answer liver --yes",
    "factor list isaac.brock@example.com --devices",
    "temporary-code issue isaac.brock@example.com --yes",
];

/// What the OneLogin backend must have sent. The mock's users make no sense to it, so a test calls its methods one by
/// one. Not among them: lists of users, over which the mock breaks down; enrollments, as the document spells
/// `auth_factors` otherwise and its example offers nothing that can be enrolled; and unlocking, which it lacks.
const ONELOGIN_REQUESTS: &[&str] = &[
    "post /auth/oauth2/v2/token",
    "get /api/1/users/123/otp_devices",
    "delete /api/1/users/123/otp_devices/456",
    "post /api/1/users/123/otp_devices/456/trigger",
    "post /api/1/users/123/otp_devices/456/verify",
    "post /api/1/users/123/mfa_token",
    "put /api/1/users/123/logout",
    "get /api/1/events",
    "get /api/2/mfa/users/123/devices",
    "delete /api/2/mfa/users/123/devices/456",
    "get /api/2/mfa/users/123/factors",
    "post /api/2/mfa/users/123/verifications",
    "get /api/2/mfa/users/123/verifications/",
    "put /api/2/mfa/users/123/verifications/",
    "post /api/2/mfa/users/123/mfa_token",
];

/// Lets the documents judge, where they and what reads them can be had.
pub(crate) fn run(root: &Path, documents: Option<&Path>, tally: &mut Tally) -> Result<()> {
    let Some(documents) = documents.filter(|folder| folder.join(OKTA).exists()) else {
        for stranger in [ANSWERS, REQUESTS, FUZZING] {
            tally.ignore(stranger, format!("--vendor-docs names no folder with {OKTA}"));
        }
        return Ok(());
    };
    match prism::installed(root) {
        Ok(program) => {
            tally.add(ANSWERS, 20, answers(root, &program, documents)?);
            tally.add(REQUESTS, COMMANDS.len() + ONELOGIN_REQUESTS.len(), requests(root, &program, documents)?);
        }
        Err(why) => [ANSWERS, REQUESTS].iter().for_each(|stranger| tally.ignore(stranger, format!("{why:#}"))),
    }
    match python::with(root, &["schemathesis==4.32.5"]) {
        Ok(python) => tally.add(FUZZING, 1, fuzzing(root, &python, documents)?),
        Err(why) => tally.ignore(FUZZING, format!("{why:#}")),
    }
    Ok(())
}

fn answers(root: &Path, program: &Path, documents: &Path) -> Result<Vec<Line>> {
    let sandbox = Sandbox::start(root, &[])?;
    let log = sandbox.state().join("prism.log");
    let proxy = Prism::proxy(program, &documents.join(OKTA), &sandbox.okta_url()?, &log)?;
    let script = root.join("xtask/strangers/violations.py");
    let run = Command::new("python3").arg(script).args([&sandbox.ready, &proxy.url]).output()?;
    ensure!(run.status.success(), "violations.py broke off: {}", String::from_utf8_lossy(&run.stderr));
    Line::all(&run.stdout)
}

/// What they are answered is fixed and may make no sense, so success says nothing: what counts is that the requests
/// were made, and that the mock has nothing against them.
fn requests(root: &Path, program: &Path, documents: &Path) -> Result<Vec<Line>> {
    let state = tempfile::tempdir()?;
    let mut lines = okta_requests(program, documents, state.path())?;
    lines.extend(onelogin_requests(root, program, documents, state.path())?);
    Ok(lines)
}

fn okta_requests(program: &Path, documents: &Path, state: &Path) -> Result<Vec<Line>> {
    let log = state.join("okta.log");
    let mock = Prism::mock(program, &documents.join(OKTA), &log)?;
    let config = state.join("config.toml");
    let auth = "auth = { api_token = { env = \"MOCK_SECRET\" } }";
    fs::write(&config, format!("[tenant.okta]\nprovider = \"okta\"\nurl = \"{}\"\n{auth}\n", mock.url))?;
    let mut lines = Vec::new();
    for command in COMMANDS {
        let before = fs::read_to_string(&log)?.len();
        Command::new(super::sandbox::program()?)
            .args(["--config", &config.to_string_lossy(), "-t", "okta", "--wait", "1s"])
            .args(command.split(' '))
            .env("MOCK_SECRET", "secret")
            .env("MFADIR_STATE", state)
            .output()?;
        let log = fs::read_to_string(&log)?;
        let said = log.get(before..).unwrap_or_default();
        let found = objection(said).or_else(|| said.is_empty().then(|| "nothing was asked".to_owned()));
        lines.push(Line::judged(format!("okta: {command}"), found));
    }
    Ok(lines)
}

fn onelogin_requests(root: &Path, program: &Path, documents: &Path, state: &Path) -> Result<Vec<Line>> {
    let log = state.join("onelogin.log");
    let mock = Prism::mock(program, &documents.join(ONELOGIN), &log)?;
    let test = ["test", "--quiet", "--package", "mfadir-tests", "--test", "stories", "--", "--ignored", "to_a_mock"];
    let run =
        Command::new(env!("CARGO")).args(test).current_dir(root).env("MFADIR_ONELOGIN_MOCK", &mock.url).output()?;
    ensure!(run.status.success(), "the requests were not sent: {}", String::from_utf8_lossy(&run.stderr));
    let said = fs::read_to_string(&log)?;
    let sent = |request: &str| (!said.contains(request)).then(|| "it was not sent".to_owned());
    let lines = ONELOGIN_REQUESTS.iter().map(|request| Line::judged(format!("onelogin: {request}"), sent(request)));
    let mut lines: Vec<Line> = lines.collect();
    lines.push(Line::judged("onelogin: nothing against any of them".to_owned(), objection(&said)));
    Ok(lines)
}

/// What the mock has against a request; it says as much about its own examples, which is no business of ours.
fn objection(log: &str) -> Option<String> {
    let about_us = |line: &&str| line.contains("Violation: request") || line.contains("Invalid security scheme");
    log.lines().find(about_us).map(str::to_owned)
}

fn fuzzing(root: &Path, python: &Path, documents: &Path) -> Result<Vec<Line>> {
    let sandbox = Sandbox::start(root, &["--rate-limit", "1000000"])?;
    let program = python.with_file_name("schemathesis");
    let token = format!("Authorization: SSWS {}", sandbox.okta("token")?);
    let run = Command::new(program)
        .arg("run")
        .arg(documents.join(OKTA))
        .args(["--url", &sandbox.okta_url()?, "-H", &token, "--include-path-regex", "factors"])
        .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "10", "--workers", "1", "--no-color"])
        .args(["--checks", "not_a_server_error"])
        .current_dir(sandbox.state())
        .output()
        .context("could not start schemathesis")?;
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    let found = (!run.status.success()).then(|| said.lines().rev().take(25).collect::<Vec<_>>().join(" | "));
    let line = Line::judged("no server error and no dropped connection".to_owned(), found);
    Ok(vec![line])
}

impl Line {
    /// A line about something that a judge has this against, if anything.
    fn judged(operation: String, found: Option<String>) -> Self {
        let outcome = if found.is_none() { Outcome::Passed } else { Outcome::Failed };
        Self { operation, outcome, why: found.unwrap_or_default() }
    }
}
