//! The table of operations in the documents: made from code, each cell a trial that passes here and now, or the reason
//! why the provider has it not.

use std::{env, fmt::Write as _, fs, path::Path};

use mfadir_conformance::{Check, Outcome, Subject};
use mfadir_core::Operation;
use mfadir_tests::{Provider, SandboxSubject, Setting, block_on};

const DOCUMENT: &str = "docs/operations.md";
/// Set to write the document anew.
const WRITE: &str = "MFADIR_WRITE_DOCUMENTS";
const HEAD: &str = "# Operations

Every operation, its method in the trait, the command that uses it, and where each provider stands: the trial of the
conformance kit that proves it (`cargo test -p mfadir-tests --test conformance -- TRIAL`), or why the provider has it
not. The table is made from code and checked by the tests.

| operation | trait method | command | Okta | OneLogin v1 | OneLogin v2 |
|---|---|---|---|---|---|
";

/// The command that people know an operation by.
fn command(operation: Operation) -> &'static str {
    match operation {
        Operation::User => "user show",
        Operation::Users => "user find",
        Operation::Factors => "factor list",
        Operation::Factor => "factor show",
        Operation::Devices => "factor list --devices",
        Operation::Groups | Operation::Roles => "explain",
        Operation::AvailableFactors => "factor available",
        Operation::Questions => "factor questions",
        Operation::Inventory | Operation::Events | Operation::EndSessions => "(library)",
        Operation::Enroll => "factor enroll",
        Operation::PollEnrollment => "factor activate --wait",
        Operation::Activate => "factor activate",
        Operation::Resend => "factor resend",
        Operation::Challenge => "factor challenge",
        Operation::Poll => "factor verify --wait",
        Operation::Verify => "factor verify",
        Operation::Cancel => "factor verify, interrupted",
        Operation::Remove => "factor remove",
        Operation::Reset => "reset",
        Operation::TemporaryCode => "temporary-code issue",
        Operation::RevokeCode => "temporary-code revoke",
        Operation::Unlock => "user unlock",
    }
}

fn checks(operation: Operation) -> impl Iterator<Item = Check> {
    let all = mfadir_conformance::ALL.iter().copied().flatten().copied();
    let mut fitting: Vec<Check> = all.filter(|check| check.needs.contains(&operation)).collect();
    fitting.sort_by_key(|check| check.needs.len());
    fitting.into_iter()
}

async fn cell(provider: Provider, operation: Operation) -> String {
    let subject = SandboxSubject::new(provider, Setting::Bare).await;
    let capabilities = subject.directory().profile().capabilities.clone();
    if !capabilities.offers(operation) {
        let why = capabilities.absent.get(&operation);
        return (*why.unwrap_or_else(|| panic!("{provider} does not say why it has no {operation}"))).to_owned();
    }
    for check in checks(operation) {
        let fresh = SandboxSubject::new(provider, Setting::Bare).await;
        if check.run(&fresh).await == Outcome::Passed {
            return format!("`{provider}::bare::{}`", check.name);
        }
    }
    panic!("{provider} offers {operation}, and no check proves it")
}

async fn table() -> String {
    let mut text = HEAD.to_owned();
    for operation in Operation::ALL.iter().copied() {
        let method = operation.as_str().replace('-', "_");
        write!(text, "| {operation} | `{method}` | {} |", command(operation)).expect("text grows");
        for provider in Provider::ALL {
            write!(text, " {} |", cell(provider, operation).await).expect("text grows");
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_table_of_operations_is_true_and_has_no_empty_cell() {
    let made = block_on(table());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(DOCUMENT);
    if env::var_os(WRITE).is_some() {
        fs::write(&path, &made).expect("the document can be written");
    }
    let written = fs::read_to_string(&path).expect("the document is there");
    assert_eq!(written, made, "write {DOCUMENT} anew with {WRITE}=1");
}
