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

/// What our backends are made to send, by command; each mock knows one user, whom its examples show.
const COMMANDS: &[(&str, &str)] = &[
    ("okta", "factor list id:00u118oQYT4TBGuay0g4"),
    ("okta", "factor list isaac.brock@example.com"),
    ("okta", "factor available isaac.brock@example.com"),
    ("okta", "factor remove isaac.brock@example.com sms --yes --allow-last-factor --reason mock"),
    ("okta", "reset isaac.brock@example.com --yes"),
    ("okta", "user unlock isaac.brock@example.com --yes"),
    ("okta", "user find isaac"),
    ("onelogin-v1", "factor list id:123"),
    ("onelogin-v1", "factor available id:123"),
    ("onelogin-v1", "reset id:123 --yes"),
    ("onelogin-v2", "factor list id:123"),
    ("onelogin-v2", "factor available id:123"),
    ("onelogin-v2", "reset id:123 --yes"),
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
            tally.add(REQUESTS, COMMANDS.len(), requests(&program, documents)?);
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

/// Runs the commands against the mocks. What they answer is fixed and may make no sense, so the exit code says
/// nothing: what counts is that no request was found to be against the document.
fn requests(program: &Path, documents: &Path) -> Result<Vec<Line>> {
    let state = tempfile::tempdir()?;
    let (first, second) = (state.path().join("okta.log"), state.path().join("onelogin.log"));
    let okta = Prism::mock(program, &documents.join(OKTA), &first)?;
    let onelogin = Prism::mock(program, &documents.join(ONELOGIN), &second)?;
    let config = state.path().join("config.toml");
    fs::write(&config, configuration(&okta.url, &onelogin.url))?;
    let logs = || -> Result<String> { Ok(fs::read_to_string(&first)? + &fs::read_to_string(&second)?) };
    let mut lines = Vec::new();
    for (tenant, command) in COMMANDS {
        let before = logs()?.len();
        let words = command.split(' ');
        Command::new(super::sandbox::program()?)
            .args(["--config", &config.to_string_lossy(), "-t", tenant, "--wait", "1s"])
            .args(words)
            .env("MOCK_SECRET", "secret")
            .env("MFADIR_STATE", state.path())
            .output()?;
        let said = logs()?;
        let found = objection(said.get(before..).unwrap_or_default());
        lines.push(Line::judged(format!("{tenant}: {command}"), found));
    }
    Ok(lines)
}

fn configuration(okta: &str, onelogin: &str) -> String {
    let secret = "{ env = \"MOCK_SECRET\" }";
    let client = format!("auth = {{ client_id = \"client\", client_secret = {secret} }}");
    format!(
        "[tenant.okta]\nprovider = \"okta\"\nurl = \"{okta}\"\nauth = {{ api_token = {secret} }}\n\
         [tenant.onelogin-v1]\nprovider = \"onelogin\"\nurl = \"{onelogin}\"\n{client}\n\
         [tenant.onelogin-v2]\nprovider = \"onelogin\"\napi = \"v2\"\nurl = \"{onelogin}\"\n{client}\n"
    )
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
