//! The table of operations in the documents: made from code, each cell a trial that passes here and now, or the reason
//! why the provider has it not.

use std::fmt::Write as _;

use mfadir_conformance::{Check, Outcome};
use mfadir_core::Operation;
use mfadir_tests::{Document, SUBJECTS, Setting, Tested, Trialled, block_on};

const DOCUMENT: Document = Document("docs/operations.md");
const HEAD: &str = "# Operations

Every operation, its method in the trait, the command that uses it, and where each provider stands: the trial of the
conformance kit that proves it (`cargo test -p mfadir-tests --test conformance -- TRIAL`), or why the provider has it
not. The table is made from code and checked by the tests.

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

async fn cell(tested: Tested, operation: Operation) -> String {
    let provider = tested.name;
    let subject = started(tested).await;
    let capabilities = subject.directory().profile().capabilities.clone();
    if !capabilities.offers(operation) {
        let why = capabilities.absent.get(&operation);
        return (*why.unwrap_or_else(|| panic!("{provider} does not say why it has no {operation}"))).to_owned();
    }
    for check in checks(operation) {
        if check.run(&*started(tested).await).await == Outcome::Passed {
            return format!("`{provider}::bare::{}`", check.name);
        }
    }
    panic!("{provider} offers {operation}, and no check proves it")
}

async fn started(tested: Tested) -> Box<dyn Trialled> {
    (tested.start)(Setting::Bare).await.unwrap_or_else(|cannot| panic!("{}: {cannot}", tested.name))
}

/// A provider's cells, in the order of the operations.
struct Column {
    head: &'static str,
    cells: Vec<String>,
}

/// The column as it is here and now; where the provider's server is missing, as it was written down.
async fn column(tested: Tested, head: &'static str) -> Column {
    if (tested.start)(Setting::Bare).await.is_err() {
        return Column { head, cells: written(head) };
    }
    let mut cells = Vec::new();
    for operation in Operation::ALL {
        cells.push(cell(tested, *operation).await);
    }
    Column { head, cells }
}

fn written(head: &str) -> Vec<String> {
    let text = DOCUMENT.text();
    let mut rows = text.lines().filter(|line| line.starts_with("| ")).map(|line| line.split('|').map(str::trim));
    let place = rows.next().and_then(|mut heads| heads.position(|other| other == head));
    let place = place.unwrap_or_else(|| panic!("{head} has no column yet, and no server that it could be made on"));
    rows.filter_map(|mut cells| cells.nth(place)).map(str::to_owned).collect()
}

fn table(columns: &[Column]) -> String {
    let heads: Vec<&str> = columns.iter().map(|column| column.head).collect();
    let mut text = format!("{HEAD}| operation | trait method | command | {} |\n", heads.join(" | "));
    writeln!(text, "|---|---|---|{}", "---|".repeat(columns.len())).expect("text grows");
    for (row, operation) in Operation::ALL.iter().copied().enumerate() {
        let method = operation.as_str().replace('-', "_");
        let cells: Vec<&str> = columns.iter().map(|column| column.cells[row].as_str()).collect();
        let command = command(operation);
        writeln!(text, "| {operation} | `{method}` | {command} | {} |", cells.join(" | ")).expect("text grows");
    }
    text
}

#[test]
fn the_table_of_operations_is_true_and_has_no_empty_cell() {
    let columns = block_on(async {
        let mut columns = Vec::new();
        for tested in SUBJECTS.iter().copied().flatten() {
            if let Some(head) = tested.column {
                columns.push(column(*tested, head).await);
            }
        }
        columns
    });
    DOCUMENT.must_be(&table(&columns));
}
