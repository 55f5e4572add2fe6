//! Takes out of a transcript what differs from one run to the next.

use super::Stage;

/// Lines that tell of pauses, whose lengths are random.
const PAUSES: [&str; 2] = ["waiting ", "hint: it may work in "];
/// How much of a client id is shown.
const SHOWN: usize = 8;
/// How the operating systems say that a connection broke, each in its own words.
const BROKEN: [&str; 2] = [" was answered: ", " in the middle of the answer to "];

/// The text with ports, folders, pauses and the ids of requests replaced.
pub(super) fn steady(text: &str, stage: &Stage) -> String {
    let ready = stage.sandbox.ready();
    let mut text = text.replace(&ready.okta.url, "<okta>").replace(&ready.onelogin.url, "<onelogin>");
    text = text.replace(&*stage.folder.path().to_string_lossy(), "<folder>");
    text = text.replace(&ready.okta.client_id, "<app>");
    let client = &ready.onelogin.client_id;
    text = text.replace(client, "<client>").replace(&client[..SHOWN], "<client>");
    for seen in [stage.sandbox.okta(), stage.sandbox.onelogin()].iter().flat_map(|tenant| tenant.requests()) {
        text = text.replace(&seen.request_id, "<request>");
    }
    let lines: Vec<_> = text.lines().map(line).collect();
    lines.join("\n")
}

fn line(line: &str) -> String {
    let line = line.trim_end();
    if PAUSES.iter().any(|start| line.starts_with(start)) {
        return without_numbers(line);
    }
    let told = BROKEN.iter().any(|words| line.contains(words));
    let cause = line.rfind(": ").filter(|_| told);
    cause.map_or_else(|| line.to_owned(), |at| format!("{}: <cause>", &line[..at]))
}

fn without_numbers(line: &str) -> String {
    let parts = line.split(|letter: char| letter.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("<n>")
}
