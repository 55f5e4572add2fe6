//! Every request that the backends send, written down for judges: `cargo xtask strangers` hands them to mocks that are
//! made from the vendors' own API documents.

mod further;

use std::{collections::BTreeSet, env, fmt::Write as _, fs};

use mfadir_conformance::Subject;
use mfadir_core::Operation;
use mfadir_tests::{OKTA, ONELOGIN_V1, ONELOGIN_V2, Provider, Recorder, SandboxSubject, Sent, block_on};
use serde_json::{Value, json};

/// The file that they are written to, one JSON object a line.
const FILE: &str = "MFADIR_REQUESTS";

/// What the conformance kit has a backend send, and what it leaves out.
async fn recorded(provider: &'static Provider) -> Vec<Sent> {
    let recorder = Recorder::default();
    for check in mfadir_conformance::ALL.iter().copied().flatten() {
        let subject = SandboxSubject::recorded(provider, &recorder).await;
        let _ = check.run(&subject).await;
    }
    let subject = SandboxSubject::recorded(provider, &recorder).await;
    further::calls(&*subject.directory(), subject.clock()).await;
    is_complete(&subject, &recorder.sent());
    recorder.sent()
}

fn is_complete(subject: &SandboxSubject, sent: &[Sent]) {
    let profile = subject.directory().profile().clone();
    let seen: BTreeSet<Operation> = sent.iter().filter_map(|sent| sent.operation).collect();
    let silent: Vec<_> = profile.capabilities.operations.keys().filter(|offered| !seen.contains(offered)).collect();
    assert!(silent.is_empty(), "{} offers these and nothing was sent for them: {silent:?}", profile.provider);
}

fn line(provider: &Provider, sent: &Sent) -> Value {
    let Sent { operation, request } = sent;
    json!({"api": provider.name, "operation": operation.map(Operation::as_str), "request": request})
}

#[test]
#[ignore = "`cargo xtask strangers` has the requests written down, and judged"]
fn every_request_is_written_down() {
    let file = env::var(FILE).expect("the file's name");
    let mut text = String::new();
    for provider in [&OKTA, &ONELOGIN_V1, &ONELOGIN_V2] {
        for sent in block_on(recorded(provider)) {
            writeln!(text, "{}", line(provider, &sent)).expect("text grows");
        }
    }
    fs::write(file, text).expect("the file can be written");
}
