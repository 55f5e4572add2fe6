//! `sandbox requests`

use clap::Args;
use serde::Serialize;

use super::control::{Entry, gather};
use crate::{
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Look, Sheet},
};

/// The columns of the table, beside the tenant.
const COLUMNS: [&str; 7] = ["at", "method", "path", "query", "status", "credential", "request_id"];

/// The arguments of `sandbox requests`.
#[derive(Debug, Args)]
pub(super) struct Arguments {}

#[derive(Debug, Serialize)]
struct Requests {
    requests: Vec<Entry>,
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
        Self { requests: self.requests.iter().map(Entry::in_seconds).collect() }.sheet().table(look)
    }
}

pub(super) async fn run(_arguments: &Arguments, context: &mut Context) -> Outcome {
    let requests = gather(context, "requests", "requests").await?;
    context.output.print(&Requests { requests })?;
    Ok(Exit::Done)
}
