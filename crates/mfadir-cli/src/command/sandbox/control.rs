//! What the control paths of the demo tenants answer. It goes over the wire, since the sandbox may run in another
//! process.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    sandbox::Demo,
};

/// As much of a time as people read: `2026-01-31T12:00:00`.
const WHOLE_SECONDS: usize = 19;

/// An entry of a list, as one tenant told it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Entry {
    pub(super) tenant: String,
    #[serde(flatten)]
    told: Map<String, Value>,
}

impl Entry {
    /// A field as text; nothing where it is not told.
    pub(super) fn cell(&self, field: &str) -> String {
        self.told.get(field).map(text).unwrap_or_default()
    }

    /// The same with a time that people can read.
    pub(super) fn in_seconds(&self) -> Self {
        let mut entry = self.clone();
        let whole = |at: &mut Value| *at = text(at).chars().take(WHOLE_SECONDS).collect::<String>().into();
        entry.told.entry("at").and_modify(whole);
        entry
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A list that the control path `path` tells under the name `list`, of the demo tenants that `-t` names, or of both.
pub(super) async fn gather(context: &Context, path: &str, list: &str) -> Outcome<Vec<Entry>> {
    let demo = Demo::open(&context.state()?, &context.clock).await?;
    let entries = entries(&demo, path, list, &context.globals.tenants).await;
    demo.close().await?;
    entries
}

/// The demo tenants that were named, or all, each with its address. Two names may stand for the same one.
pub(super) fn addresses<'a>(demo: &'a Demo, wanted: &'a [String]) -> impl Iterator<Item = (String, &'a str)> {
    let named = demo.addresses().map(|(provider, address)| (format!("demo-{provider}"), address));
    named.filter(|(tenant, _)| wanted.is_empty() || wanted.iter().any(|name| name.starts_with(tenant.as_str())))
}

/// How a request to the sandbox fails.
pub(super) fn unreachable(address: &str, error: reqwest::Error) -> Failure {
    Failure::new(Exit::Unavailable, format!("the sandbox at {address} does not answer: {}", error.without_url()))
}

async fn entries(demo: &Demo, path: &str, list: &str, wanted: &[String]) -> Outcome<Vec<Entry>> {
    let mut entries = Vec::new();
    for (tenant, address) in addresses(demo, wanted) {
        let rows = get(address, path).await?.remove(list).unwrap_or_default();
        entries.extend(rows.into_iter().map(|told| Entry { tenant: tenant.clone(), told }));
    }
    Ok(entries)
}

/// Rows, as lists under their names.
type Lists = BTreeMap<String, Vec<Map<String, Value>>>;

async fn get(address: &str, path: &str) -> Outcome<Lists> {
    let failed = |error| unreachable(address, error);
    let answer = reqwest::get(format!("{address}/_sandbox/{path}")).await.map_err(failed)?;
    answer.json().await.map_err(failed)
}
