//! `sandbox requests`

use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Document, Look, Sheet},
    sandbox::Demo,
};

/// The columns of the table, beside the tenant.
const COLUMNS: [&str; 7] = ["at", "method", "path", "query", "status", "credential", "request_id"];

/// As much of a time as people read: `2026-01-31T12:00:00`.
const WHOLE_SECONDS: usize = 19;

/// The arguments of `sandbox requests`.
#[derive(Debug, Args)]
pub(super) struct Arguments {}

#[derive(Debug, Serialize)]
struct Requests {
    requests: Vec<Request>,
}

#[derive(Debug, Serialize)]
struct Request {
    tenant: String,
    #[serde(flatten)]
    seen: Map<String, Value>,
}

/// What a control path answers.
#[derive(Debug, Deserialize)]
struct Seen {
    requests: Vec<Map<String, Value>>,
}

impl Document for Requests {
    const SCHEMA: &'static str = "mfadir.sandbox-requests/v1";
    const ITEMS: Option<&'static str> = Some("requests");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["tenant"].into_iter().chain(COLUMNS));
        for request in &self.requests {
            sheet.row([request.tenant.clone()].into_iter().chain(COLUMNS.map(|column| request.cell(column))));
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        let seconds = |request: &Request| {
            let mut seen = request.seen.clone();
            seen.entry("at")
                .and_modify(|at| *at = Value::from(text(at).chars().take(WHOLE_SECONDS).collect::<String>()));
            Request { tenant: request.tenant.clone(), seen }
        };
        Self { requests: self.requests.iter().map(seconds).collect() }.sheet().table(look)
    }
}

impl Request {
    fn cell(&self, column: &str) -> String {
        self.seen.get(column).map(text).unwrap_or_default()
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(super) async fn run(_arguments: &Arguments, context: &mut Context) -> Outcome {
    let demo = Demo::open(&context.state()?, &context.clock).await?;
    let requests = gather(&demo).await;
    demo.close().await?;
    context.output.print(&Requests { requests: requests? })?;
    Ok(Exit::Done)
}

async fn gather(demo: &Demo) -> Outcome<Vec<Request>> {
    let mut requests = Vec::new();
    for (provider, address) in demo.addresses() {
        for seen in ask(address).await?.requests {
            requests.push(Request { tenant: format!("demo-{provider}"), seen });
        }
    }
    Ok(requests)
}

/// Over the wire, since the sandbox may run in another process.
async fn ask(address: &str) -> Outcome<Seen> {
    let failed = |error: reqwest::Error| {
        Failure::new(Exit::Unavailable, format!("the sandbox at {address} does not answer: {}", error.without_url()))
    };
    let answer = reqwest::get(format!("{address}/_sandbox/requests")).await.map_err(failed)?;
    answer.json().await.map_err(failed)
}
