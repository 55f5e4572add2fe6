//! `tenant remove`

use clap::Args;
use mfadir::Tenant;

use super::section::Edited;
use crate::{
    args::Completes,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The arguments of `tenant remove`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The tenant
    #[arg(add = Completes::OwnTenant)]
    tenant: String,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let name = &arguments.tenant;
    let config = context.config()?;
    let Some(place) = config.place(name) else {
        return Err(config.tenant(name).map_or_else(Failure::from, |_| not_there(name)));
    };
    let mut file = Edited::open(&place.path)?;
    if !file.remove(name) {
        return Err(not_there(name));
    }
    let kept = in_keyring(config.tenant(name).ok());
    let what = format!("{name} from {}", place.path.display());
    if context.globals.dry_run {
        context.output.say(format!("would take {what}"));
        return Ok(Exit::Done);
    }
    if !context.confirm(&format!("Take {what}?")).await? {
        return Err(Failure::new(Exit::Failed, "not confirmed, and nothing was changed"));
    }
    file.save()?;
    context.output.say(format!("took {what}"));
    for entry in kept {
        context.output.say(format!("the keyring still has {entry}, which another tenant may use"));
    }
    Ok(Exit::Done)
}

/// The entries of the keyring that the tenant names.
fn in_keyring(tenant: Option<&Tenant>) -> Vec<String> {
    let shown = tenant.iter().flat_map(|tenant| &tenant.shown);
    shown.filter_map(|(_, told)| told.strip_prefix("from the keyring entry ").map(str::to_owned)).collect()
}

fn not_there(name: &str) -> Failure {
    Failure::new(Exit::NotFound, format!("the section of {name} cannot be found in its file"))
}
