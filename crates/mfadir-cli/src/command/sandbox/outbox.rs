//! `sandbox outbox`

use clap::Args;
use serde::Serialize;

use super::control::{Entry, gather};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Document, Look, Sheet},
};

/// The columns of the table, beside the tenant.
const COLUMNS: [&str; 8] = ["at", "channel", "to", "user", "factor", "code", "subject", "text"];

/// The arguments of `sandbox outbox`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print nothing but the code of the newest message, for a script
    #[arg(long)]
    newest_code: bool,
}

#[derive(Debug, Serialize)]
struct Outbox {
    messages: Vec<Entry>,
}

impl Document for Outbox {
    const SCHEMA: &'static str = "mfadir.outbox/v1";
    const ITEMS: Option<&'static str> = Some("messages");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["tenant"].into_iter().chain(COLUMNS));
        for message in &self.messages {
            sheet.row([message.tenant.clone()].into_iter().chain(COLUMNS.map(|column| message.cell(column))));
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        if self.messages.is_empty() {
            return "nothing was sent".to_owned();
        }
        Self { messages: self.messages.iter().map(Entry::in_seconds).collect() }.sheet().table(look)
    }
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let messages = gather(context, "outbox", "messages").await?;
    if arguments.newest_code {
        context.output.text(newest_code(&messages)?);
    } else {
        context.output.print(&Outbox { messages })?;
    }
    Ok(Exit::Done)
}

/// Times are of one form, so that they compare as text.
fn newest_code(messages: &[Entry]) -> Outcome<String> {
    let with_code = messages.iter().filter(|message| !message.cell("code").is_empty());
    let newest = with_code.max_by_key(|message| message.cell("at"));
    let none =
        || Failure::new(Exit::NotFound, "no message with a code was sent").with_hint("`factor challenge` has one sent");
    newest.map(|message| message.cell("code")).ok_or_else(none)
}
