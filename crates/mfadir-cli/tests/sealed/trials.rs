//! What is tried.

mod commands;
mod environment;
mod files;
mod who;

use std::pin::Pin;

use serde_json::Value;

use crate::{
    caller::{ANN, Caller},
    machine::{Machine, Ran},
};

/// A trial of one machine.
pub(crate) type Check = fn(Machine) -> Pin<Box<dyn Future<Output = ()>>>;

/// Each by its name and with the programs that it needs.
pub(crate) const ALL: &[(&str, &[&str], Check)] = &[
    ("who_called_sudo_acts_under_the_systems_policy", &["sudo"], |machine| Box::pin(who::by_sudo(machine))),
    ("an_argument_that_names_a_file_is_refused_by_sudo", &["sudo"], |machine| {
        Box::pin(files::files(machine, Caller::Sudo))
    }),
    ("an_argument_that_names_a_file_is_refused", &[], |machine| Box::pin(files::files(machine, Caller::AsService))),
    ("what_is_no_file_is_taken", &[], |machine| Box::pin(files::streams(machine))),
    ("no_command_writes_configuration_or_keys", &[], |machine| Box::pin(commands::commands(machine))),
    ("no_variable_counts", &[], |machine| Box::pin(environment::variables(machine))),
    ("no_secret_and_no_program_comes_from_the_caller", &[], |machine| Box::pin(environment::programs(machine))),
    ("no_proxy_of_the_callers_is_asked", &[], |machine| Box::pin(environment::proxy(machine))),
    ("whoever_says_that_they_are_somebody_else_is_not", &[], |machine| Box::pin(who::forged(machine))),
    ("a_certificate_names_who_came_by_ssh", &[], |machine| Box::pin(who::by_ssh(machine))),
    ("a_file_that_cannot_be_understood_opens_nothing", &[], |machine| Box::pin(files::broken(machine))),
];

/// An act that the policy allows.
const ACT: &str = "-t acme reset ada@example.com --ticket INC1 --lost all --keep-sessions --yes";

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

fn is_refused(ran: &Ran, what: &str) {
    assert_eq!(ran.exit, Some(2), "{what}: {ran:?}");
    assert!(ran.error.contains("this machine is sealed"), "{what}: {ran:?}");
}

/// Ann acts once, and the log says so and nothing else.
async fn acts(machine: &Machine, caller: Caller, variables: &[(&str, &str)]) {
    let ran = machine.run(caller, &words(ACT), variables).await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    is_hers(machine, "sudo");
    is_whole(machine, caller).await;
}

/// What the log tells is Ann's, who came this way, and for one ticket on one tenant.
fn is_hers(machine: &Machine, via: &str) {
    let entries = machine.entries("acme");
    assert!(!entries.is_empty(), "there is an act");
    for entry in &entries {
        let operator = &entry["entry"]["operator"];
        assert_eq!((&operator["id"], &operator["via"]), (&Value::from(ANN.0), &Value::from(via)), "{entry}");
        assert_eq!(entry["entry"]["tenant"], "acme", "{entry}");
        assert_eq!(entry["entry"]["ticket"], "INC1", "{entry}");
    }
}

/// The log is as it was written, as the desk sees it and as an auditor does, who knows the operators' keys.
async fn is_whole(machine: &Machine, caller: Caller) {
    let ran = machine.run(caller, &["audit", "verify"], &[]).await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    let ran = machine.audited("acme").await;
    assert_eq!(ran.exit, Some(0), "{ran:?}");
}
