//! `operator new`

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use mfadir_policy::OperatorRole;
use serde::Serialize;
use toml_edit::{Array, value};

use crate::{
    command::roster,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{Document, Look, Sheet},
};

/// The arguments of `operator new`.
#[derive(Debug, Args)]
#[command(after_help = "With -t the entry is for these tenants alone. A key that is there is never written over.")]
pub(super) struct Arguments {
    /// The operator's name, as the system knows the account
    #[arg(value_name = "ID")]
    id: String,

    /// What they may be asked for
    #[arg(long, value_name = "ROLE", value_enum, default_value_t = Role::Agent)]
    role: Role,
}

/// A role as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Role {
    /// Serves callers
    Agent,
    /// Agrees, or not, to what an agent asks for
    Approver,
    /// Both, and answers for the desk
    Lead,
}

impl From<Role> for OperatorRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Agent => Self::Agent,
            Role::Approver => Self::Approver,
            Role::Lead => Self::Lead,
        }
    }
}

/// The public half, for the operators file.
#[derive(Debug, Serialize)]
struct New {
    id: String,
    role: OperatorRole,
    tenants: Vec<String>,
    key: String,
}

impl Document for New {
    const SCHEMA: &'static str = "mfadir.operator/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["id", "role", "tenants", "key"]);
        sheet.row([self.id.clone(), self.role.as_str().to_owned(), self.tenants.join(" "), self.key.clone()]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let mut text = "[[operator]]\n".to_owned();
        let mut line = |key: &str, written: toml_edit::Item| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{key} = {}", written.to_string().trim());
        };
        line("id", value(&self.id));
        line("role", value(self.role.as_str()));
        line("key", value(&self.key));
        if !self.tenants.is_empty() {
            line("tenants", value(self.tenants.iter().collect::<Array>()));
        }
        text
    }
}

pub(super) fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let id = arguments.id.trim();
    if id.is_empty() {
        return Err(Failure::usage("an operator needs a name"));
    }
    if context.operator()?.id != id {
        // Who is first at a key holds it: on a machine of many, nobody makes one for somebody else.
        context.machine.refuse(&format!("a key for {id}, who has to ask for it as themselves,"))?;
    }
    let keys = roster::keys(context)?;
    let path = keys.path(id).display().to_string();
    if context.globals.dry_run {
        context.output.say(format!("would make a key in {path}"));
        return Ok(Exit::Done);
    }
    let key = keys.new_key(id)?.to_string();
    let tenants = context.globals.tenants.clone();
    context.output.print(&New { id: id.to_owned(), role: arguments.role.into(), tenants, key })?;
    let file = match &context.config()?.desk().operators {
        Some(file) => file.display().to_string(),
        None => "the file that `operators` in the section [desk] is to name".to_owned(),
    };
    context.output.say(format!("the private key lies in {path}: it stays there, and the entry goes into {file}"));
    Ok(Exit::Done)
}
