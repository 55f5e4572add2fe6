//! A call at the desk, from its first command to its last.

use jiff::Timestamp;
use mfadir_core::{TenantName, User};
use mfadir_ops::{Lost, Mandate};
use serde::Serialize;
use serde_json::Value;

use super::{
    ticket,
    view::{OperatorView, UserView},
};
use crate::{
    exit::Exit,
    failure::Failure,
    output::{Document, Gathered, Sheet, clean},
};

/// Whom a call is about, and who serves it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallView {
    tenant: TenantName,
    user: UserView,
    operator: OperatorView,
    at: Timestamp,
    /// What the caller says is lost.
    lost: Vec<String>,
}

/// One command of the call.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StepView {
    /// As it is typed, without the program's name.
    command: String,
    /// How it ended; absent where it was cut off.
    exit: Option<u8>,
    /// What it answered, each with its schema.
    documents: Vec<Value>,
    failure: Option<FailureView>,
    #[serde(skip)]
    account: Vec<String>,
}

/// Why something did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct FailureView {
    message: String,
    details: Vec<String>,
    hint: Option<String>,
    #[serde(skip)]
    is_after_the_act: bool,
}

/// The whole call.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DeskDocument {
    #[serde(flatten)]
    call: CallView,
    steps: Vec<StepView>,
    /// Whether something was done for the caller.
    acted: bool,
    exit: u8,
    /// Why it stopped; absent where it came to its end.
    failure: Option<FailureView>,
    /// The hash of the audit log's last entry.
    log_head: Option<String>,
}

impl CallView {
    pub(crate) fn new(tenant: &TenantName, user: &User, mandate: &Mandate, lost: &[Lost], at: Timestamp) -> Self {
        let (user, operator) = (UserView::from(user), OperatorView::new(mandate));
        let lost = lost.iter().map(ToString::to_string).collect();
        Self { tenant: tenant.clone(), user, operator, at, lost }
    }
}

impl StepView {
    /// A command that begins.
    pub(crate) fn new(command: &str) -> Self {
        let (documents, account) = (Vec::new(), Vec::new());
        Self { command: command.to_owned(), exit: None, documents, failure: None, account }
    }

    /// What it answered.
    pub(crate) fn add(&mut self, gathered: Vec<Gathered>) {
        for Gathered { document, account } in gathered {
            self.documents.push(document);
            self.account.extend(account);
        }
    }

    /// It has ended.
    pub(crate) fn end(&mut self, outcome: &Result<Exit, Failure>) {
        self.exit = Some(code(outcome));
        self.failure = outcome.as_ref().err().map(FailureView::from);
    }

    fn lines(&self) -> Vec<String> {
        let word = |failure: &FailureView| if failure.is_after_the_act { "Open" } else { "Not done" };
        let failed = self.failure.iter().flat_map(|failure| failure.lines(word(failure)));
        let known = |line: &String| self.account.iter().any(|known| known.trim() == line.trim());
        let cut = self.exit.is_none().then(|| format!("Cut off: {}", clean(&self.command)));
        let failed: Vec<String> = failed.filter(|line| !known(line)).collect();
        self.account.iter().cloned().chain(failed).chain(cut).collect()
    }
}

impl DeskDocument {
    pub(crate) fn new(
        call: CallView,
        (steps, acted): (Vec<StepView>, bool),
        outcome: &Result<Exit, Failure>,
        log_head: Option<String>,
    ) -> Self {
        let failure = outcome.as_ref().err().map(FailureView::from);
        Self { call, steps, acted, exit: code(outcome), failure, log_head }
    }

    /// How the call ended: what the last command told already is not told again.
    fn ending(&self) -> Vec<String> {
        let nothing = (!self.acted).then(|| "Nothing was done for the caller".to_owned());
        let Some(failure) = &self.failure else { return nothing.into_iter().collect() };
        let is_told = self.steps.last().and_then(|step| step.failure.as_ref()).is_some_and(|last| last.is_as(failure));
        let lines = if is_told { Vec::new() } else { failure.lines("Stopped") };
        let next = failure.hint.as_ref().map(|hint| format!("Next: {}", clean(hint)));
        lines.into_iter().chain(nothing).chain(next).collect()
    }
}

impl FailureView {
    fn lines(&self, word: &str) -> Vec<String> {
        let first = format!("{word}: {}", clean(&self.message));
        std::iter::once(first).chain(self.details.iter().map(|line| format!("  {}", clean(line)))).collect()
    }

    fn is_as(&self, other: &Self) -> bool {
        self.message == other.message && self.details == other.details
    }
}

impl From<&Failure> for FailureView {
    fn from(failure: &Failure) -> Self {
        Self {
            message: failure.message().to_owned(),
            details: failure.details().to_vec(),
            hint: failure.hint().map(str::to_owned),
            is_after_the_act: failure.is_after_the_act(),
        }
    }
}

fn code(outcome: &Result<Exit, Failure>) -> u8 {
    outcome.as_ref().map_or_else(Failure::exit, |exit| *exit).code()
}

impl Document for DeskDocument {
    const SCHEMA: &'static str = "mfadir.desk/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["login", "command", "exit", "failure"]);
        for step in &self.steps {
            sheet.row([
                self.call.user.login.clone(),
                step.command.clone(),
                step.exit.map(|exit| exit.to_string()).unwrap_or_default(),
                step.failure.as_ref().map(|failure| failure.message.clone()).unwrap_or_default(),
            ]);
        }
        sheet
    }

    fn note(&self) -> String {
        let CallView { tenant, user, operator, at, lost } = &self.call;
        let mut lines = ticket::head("Call of", user, tenant, operator, *at);
        lines.extend((!lost.is_empty()).then(|| format!("Lost: {}", clean(&lost.join(", ")))));
        lines.extend(self.steps.iter().flat_map(StepView::lines));
        lines.extend(self.ending());
        lines.extend(self.log_head.as_ref().map(|head| format!("Log: {head}")));
        lines.join("\n")
    }
}
