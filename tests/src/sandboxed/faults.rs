//! Mishaps as rules of the sandbox.

use std::collections::BTreeMap;

use mfadir_conformance::{Lasting, Mishap};
use mfadir_sandbox::{Cut, Rule};
use serde_json::{Value, json};

use super::Provider;

/// Every path but those where a credential is issued.
const BUT_CREDENTIALS: &str = "/api/**";
const PAGE: &str = "<!doctype html><html><body><h1>Welcome</h1></body></html>";

/// The rule for a mishap.
pub(super) fn rule(provider: Provider, mishap: Mishap, lasting: Lasting) -> Rule {
    let times = if lasting == Lasting::Once { Some(1) } else { None };
    let rule = Rule { path: Some(BUT_CREDENTIALS.to_owned()), times, ..Rule::default() };
    match mishap {
        Mishap::Throttled => throttled(provider, rule),
        Mishap::Status(status) => answering(rule, status, refusal(provider, status)),
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
pub(super) fn unsteady() -> Vec<Rule> {
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
        throttled(Provider::Okta, once("DELETE")),
        throttled(Provider::Okta, once("POST")),
        throttled(Provider::Okta, once("PUT")),
    ]
}

fn answering(rule: Rule, status: u16, body: Option<Value>) -> Rule {
    Rule { status: Some(status), body, ..rule }
}

fn html() -> BTreeMap<String, String> {
    BTreeMap::from([("content-type".to_owned(), "text/html".to_owned())])
}

fn throttled(provider: Provider, rule: Rule) -> Rule {
    match provider {
        Provider::Okta | Provider::OktaService => {
            let rule = answering(rule, 429, Some(error("E0000047", "API call exceeded rate limit")));
            Rule { headers: BTreeMap::from([("retry-after".to_owned(), "5".to_owned())]), ..rule }
        }
        _ => Rule { headers: html(), ..answering(rule, 429, Some(Value::from(PAGE))) },
    }
}

/// The body that the provider sends with this status.
fn refusal(provider: Provider, status: u16) -> Option<Value> {
    match (provider, status) {
        (Provider::Okta | Provider::OktaService, 401) => Some(error("E0000011", "Invalid token provided")),
        (Provider::Okta | Provider::OktaService, 403) => {
            Some(error("E0000006", "You do not have permission to perform the requested action"))
        }
        (Provider::Okta | Provider::OktaService, 500) => Some(error("E0000009", "Internal Server Error")),
        (_, 401) => Some(envelope(401, "Unauthorized", "Authentication Failure")),
        (_, 403) => Some(json!({"statusCode": 403, "name": "ForbiddenError", "message": "Forbidden"})),
        _ => None,
    }
}

fn error(code: &str, summary: &str) -> Value {
    json!({"errorCode": code, "errorSummary": summary, "errorLink": code, "errorId": "oae1", "errorCauses": []})
}

fn envelope(code: u16, kind: &str, message: &str) -> Value {
    json!({"status": {"error": true, "code": code, "type": kind, "message": message}})
}
