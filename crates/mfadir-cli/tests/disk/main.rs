//! The audit log on a disk that takes nothing: what has to be written down first is not done.

mod machine;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use self::machine::{Disk, Machine};

fn main() -> ExitCode {
    let trials = [
        ("takes_no_more_in_the_middle_of_a_line", Disk::Limited),
        ("is_full", Disk::Full),
        ("is_read_only", Disk::ReadOnly),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials.map(|(name, disk)| trial(name, disk)).into()).exit_code()
}

fn trial(name: &str, disk: Disk) -> Trial {
    let missing = disk.missing();
    let reason = missing.map(|what| format!(" ({what})")).unwrap_or_default();
    let check = move || tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(check(disk));
    Trial::test(format!("{name}{reason}"), check).with_ignored_flag(missing.is_some())
}

async fn check(disk: Disk) -> Result<(), Failed> {
    let machine = Machine::new().await;
    let first = machine.run("factor remove okta:ada@example.com totp@google --yes").await;
    assert_eq!(first.exit, Some(0), "{}", first.error);
    let (sent, log) = (machine.sent(), machine.log());
    // Its intent is longer than what may be left of a unit of the limit.
    let line = format!("factor remove okta:ada@example.com sms --yes --reason {}", "x".repeat(600));
    let refused = machine.run_on(disk, &line).await;
    assert_eq!(refused.exit, Some(6), "{}", refused.error);
    assert!(refused.error.contains("it could not be recorded, so it was not done"), "{}", refused.error);
    assert!(refused.error.contains(disk.says()), "{}", refused.error);
    assert_eq!(machine.sent(), sent, "nothing was sent");
    assert!(machine.log().starts_with(&log), "what was written stays");
    let torn = machine.log().len() - log.len();
    assert_eq!(torn > 0, disk == Disk::Limited, "{torn}");
    let after = machine.run(&line).await;
    assert_eq!((after.exit, machine.sent()), (Some(0), sent + 1), "{}", after.error);
    let told = machine.log().contains("of a line that was not written to its end were taken away");
    assert_eq!(told, disk == Disk::Limited);
    let verified = machine.run("-t okta audit verify").await;
    assert_eq!(verified.exit, Some(0), "{}", verified.error);
    Ok(())
}
