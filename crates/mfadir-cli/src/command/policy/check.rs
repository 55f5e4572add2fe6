//! `policy check`

use clap::{Args, ValueHint};
use serde::Serialize;

use super::source;
use crate::{
    command::slip::Slip,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Document, Sheet},
};

/// The arguments of `policy check`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The policy files
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, required = true, add = source::PRESET)]
    files: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Checked {
    policies: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    policy: String,
    slip: Option<Slip>,
}

impl Document for Checked {
    const SCHEMA: &'static str = "mfadir.policy-check/v1";
    const ITEMS: Option<&'static str> = Some("policies");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["policy", "verdict"]);
        for Entry { policy, slip } in &self.policies {
            sheet.row([policy.clone(), slip.as_ref().map_or_else(|| "good".to_owned(), ToString::to_string)]);
        }
        sheet
    }
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Outcome {
    let look = |name: &String| Entry { policy: name.clone(), slip: source::policy(name, context).err() };
    let policies: Vec<Entry> = arguments.files.iter().map(look).collect();
    let slips: Vec<Slip> = policies.iter().filter_map(|entry| entry.slip.clone()).collect();
    context.output.print(&Checked { policies })?;
    match slips.as_slice() {
        [] => Ok(Exit::Done),
        [one] => Err(one.clone().into()),
        several => {
            let message = format!("{} of {} policies cannot be used", several.len(), arguments.files.len());
            Err(Failure::usage(message).with_details(several.iter().map(ToString::to_string)))
        }
    }
}
