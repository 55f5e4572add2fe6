//! A sealed machine, and what somebody with an account on it can do through the service account: nothing but what they
//! may. The real program runs under real accounts, in a file system of its own.

mod caller;
mod command_line;
mod machine;
mod missing;
mod snapshot;
mod trials;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use tokio::runtime::Builder;

use self::{
    machine::Machine,
    trials::{ALL, Check},
};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, ALL.iter().map(|&(name, needs, check)| trial(name, needs, check)).collect())
        .exit_code()
}

/// Where something is missing the trial is ignored, with the reason in its name.
fn trial(name: &str, needs: &[&str], check: Check) -> Trial {
    let missing = missing::missing(needs);
    let reason = missing.as_ref().map(|what| format!(" ({what})")).unwrap_or_default();
    let run = move || {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async { check(Machine::new().await).await });
        Ok(())
    };
    Trial::test(format!("{name}{reason}"), run).with_ignored_flag(missing.is_some())
}
