//! Mishaps as rules of the sandbox.

use std::collections::BTreeMap;

use mfadir_conformance::{Lasting, Mishap};
use mfadir_sandbox::{Cut, Rule};
use serde_json::Value;

use super::Provider;

/// Every path but those where a credential is issued.
const BUT_CREDENTIALS: &str = "/api/**";
/// A page as proxies send it.
pub(crate) const PAGE: &str = "<!doctype html><html><body><h1>Welcome</h1></body></html>";

/// The rule for a mishap.
pub(super) fn rule(provider: &Provider, mishap: Mishap, lasting: Lasting) -> Rule {
    let times = if lasting == Lasting::Once { Some(1) } else { None };
    let rule = Rule { path: Some(BUT_CREDENTIALS.to_owned()), times, ..Rule::default() };
    match mishap {
        Mishap::Throttled => (provider.throttled)(rule),
        Mishap::Status(status) => answering(rule, status, (provider.refusal)(status)),
        Mishap::Page => Rule { headers: html(), ..answering(rule, 200, Some(Value::from(PAGE))) },
        Mishap::Nothing => answering(rule, 200, None),
        Mishap::Null => answering(rule, 200, Some(Value::Null)),
        Mishap::Cut => Rule { cut: Some(Cut::Middle(true)), ..rule },
        Mishap::LostAnswer => Rule { reset: true, after: true, ..rule },
        Mishap::NoConnection => Rule { reset: true, ..rule },
        Mishap::RowsTwice => Rule { duplicate: true, ..rule },
    }
}

/// What fails now and then: three attempts of the first read, two of the first removal, one of every other write. That
/// one surely did nothing: a write whose answer is lost is repeated by a person who has looked, and by nobody else.
pub(super) fn unsteady(provider: &Provider) -> Vec<Rule> {
    let once = |method: &str| Rule {
        method: Some(method.to_owned()),
        path: Some(BUT_CREDENTIALS.to_owned()),
        times: Some(1),
        ..Rule::default()
    };
    vec![
        answering(once("GET"), 503, None),
        Rule { reset: true, ..once("GET") },
        Rule { headers: html(), ..answering(once("GET"), 502, Some(Value::from(PAGE))) },
        answering(once("DELETE"), 503, None),
        (provider.throttled)(once("DELETE")),
        (provider.throttled)(once("POST")),
        (provider.throttled)(once("PUT")),
    ]
}

/// The rule, with an answer made up.
pub(crate) fn answering(rule: Rule, status: u16, body: Option<Value>) -> Rule {
    Rule { status: Some(status), body, ..rule }
}

fn html() -> BTreeMap<String, String> {
    BTreeMap::from([("content-type".to_owned(), "text/html".to_owned())])
}
