//! `sandbox codes`

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
const COLUMNS: [&str; 4] = ["user", "type", "factor", "code"];

/// The arguments of `sandbox codes`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whose device is looked at; without it everybody's
    user: Option<String>,

    /// Print nothing but the code of this factor, for a script
    #[arg(long, value_name = "KIND@ISSUER", requires = "user")]
    of: Option<String>,
}

#[derive(Debug, Serialize)]
struct Codes {
    codes: Vec<Entry>,
}

impl Document for Codes {
    const SCHEMA: &'static str = "mfadir.sandbox-codes/v1";
    const ITEMS: Option<&'static str> = Some("codes");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["tenant"].into_iter().chain(COLUMNS));
        for code in &self.codes {
            sheet.row([code.tenant.clone()].into_iter().chain(COLUMNS.map(|column| code.cell(column))));
        }
        sheet
    }

    fn text(&self, look: Look) -> String {
        if self.codes.is_empty() { "no device shows a code".to_owned() } else { self.sheet().table(look) }
    }
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let mut codes = gather(context, "codes", "codes").await?;
    if let Some(of) = &arguments.of {
        let mine = |code: &&Entry| code.cell("user") == *arguments.user.as_deref().unwrap_or_default();
        let found = codes.iter().filter(mine).find(|code| code.cell("type") == *of);
        context.output.text(found.map(|code| code.cell("code")).ok_or_else(|| none(of))?);
        return Ok(Exit::Done);
    }
    codes.retain(|code| arguments.user.as_ref().is_none_or(|user| code.cell("user") == *user));
    context.output.print(&Codes { codes })?;
    Ok(Exit::Done)
}

fn none(of: &str) -> Failure {
    Failure::new(Exit::NotFound, format!("no {} of theirs shows a code", of.escape_debug()))
        .with_hint("`mfadir sandbox codes` lists what is shown")
}
