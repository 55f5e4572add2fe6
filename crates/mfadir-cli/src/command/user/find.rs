//! `user find TEXT`

use clap::Args;
use mfadir::Purpose;
use mfadir_ops::search;

use crate::{
    command::subject::note_revealed,
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    render::{Privacy, UserList},
};

/// The arguments of `user find`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What their name, login or address begins with or contains, as the provider searches
    text: String,

    /// How many people are listed at most
    #[arg(long, value_name = "NUMBER", default_value_t = 25)]
    limit: usize,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let name = context.one_tenant(Access::Read)?;
    let tenant = context.tenant(&name).await?;
    let connection = context.connect_to(&tenant, Purpose::Person)?;
    if context.globals.reveal {
        let desk = context.desk(&tenant, &connection)?;
        let operator = context.operator()?;
        note_revealed(context, (&tenant, &*desk), operator, None).await?;
    }
    let found = search(&*connection.read, &arguments.text, arguments.limit).await?;
    context.output.print(&UserList::new(&tenant.name, &found, Privacy::of(context.globals.reveal)))?;
    if found.more {
        context.output.say(format!("there are more; --limit lists more than {}", arguments.limit));
    }
    if found.users.is_empty() {
        let message = format!("nobody on {} matches {:?}", tenant.name, arguments.text);
        return Err(Failure::new(Exit::NotFound, message).with_hint("try a shorter part of the name or login"));
    }
    Ok(Exit::Done)
}
