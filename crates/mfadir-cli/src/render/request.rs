//! What waits for a second operator, and that one agrees.

mod asked;
mod proof;

use jiff::Timestamp;
use mfadir_policy::{Approval, ChangeApproval, Receipt};
use owo_colors::OwoColorize;
use serde::Serialize;

pub(crate) use self::asked::Asked;
use self::proof::ProofView;
use super::words::{fields, minute};
use crate::output::{Document, Look, Sheet, clean};

/// Requests, the youngest first.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestList {
    requests: Vec<RequestDocument>,
}

/// One request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestDocument {
    request: Asked,
    approvals: Vec<ApprovalView>,
    state: State,
    /// What proves the caller; absent where nothing does, or where nobody looked.
    proof: Option<ProofView>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Waiting,
    Approved,
    Done,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Done => "done",
        }
    }
}

/// That a second operator agrees.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApprovalDocument {
    request: Asked,
    approval: ApprovalView,
}

/// What was agreed to, and for how long.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApprovalView {
    id: String,
    pub(crate) by: String,
    at: Timestamp,
    until: Timestamp,
}

impl From<&Approval> for ApprovalView {
    fn from(approval: &Approval) -> Self {
        Self { id: approval.id.clone(), by: approval.by.clone(), at: approval.at, until: approval.until }
    }
}

impl From<&ChangeApproval> for ApprovalView {
    fn from(approval: &ChangeApproval) -> Self {
        Self { id: approval.id.clone(), by: approval.by.clone(), at: approval.at, until: approval.until }
    }
}

impl ApprovalView {
    fn words(&self) -> String {
        format!("by {}, until {}", clean(&self.by), minute(self.until))
    }
}

impl RequestList {
    pub(crate) fn new(requests: Vec<RequestDocument>) -> Self {
        Self { requests }
    }
}

impl RequestDocument {
    pub(crate) fn new(request: Asked, approvals: Vec<ApprovalView>, done: bool) -> Self {
        let state = match approvals.as_slice() {
            _ if done => State::Done,
            [] => State::Waiting,
            _ => State::Approved,
        };
        Self { request: request.masked(), approvals, state, proof: None }
    }

    /// The same with the receipt that it would rest on.
    pub(crate) fn resting_on(self, receipt: Option<&Receipt>) -> Self {
        Self { proof: receipt.map(ProofView::from), ..self }
    }

    fn rows(&self) -> Vec<(&'static str, String)> {
        let approvals: Vec<String> = self.approvals.iter().map(ApprovalView::words).collect();
        let mut rows = self.request.rows();
        rows.extend(self.proof.as_ref().map(|proof| ("caller", proof.words())));
        rows.push(("approved", approvals.join("; ")));
        rows.extend((self.state == State::Done).then(|| ("state", "done".to_owned())));
        rows
    }

    /// The cells of [`COLUMNS`], with times as they are wanted.
    fn cells(&self, time: impl Fn(Timestamp) -> String) -> [String; 9] {
        let request = &self.request;
        let approved: Vec<&str> = self.approvals.iter().map(|approval| approval.by.as_str()).collect();
        let [verb, login] = request.act();
        [
            request.id().to_owned(),
            request.tenant().to_string(),
            verb,
            login,
            request.ticket().unwrap_or_default().to_owned(),
            request.operator().id.clone(),
            time(request.at()),
            approved.join(", "),
            self.state.as_str().to_owned(),
        ]
    }

    /// The same with the plan file, for a program.
    fn all_cells(&self) -> impl Iterator<Item = String> {
        self.cells(|at| at.to_string()).into_iter().chain(self.request.plan(|request| request.change.to_string()))
    }
}

impl ApprovalDocument {
    pub(crate) fn new(request: Asked, approval: ApprovalView) -> Self {
        Self { request: request.masked(), approval }
    }
}

const COLUMNS: [&str; 9] = ["id", "tenant", "verb", "login", "ticket", "operator", "at", "approved_by", "state"];
const PLAN_COLUMNS: [&str; 3] = ["file", "digest", "size"];

fn sheet<'a>(requests: impl IntoIterator<Item = &'a RequestDocument>) -> Sheet {
    let mut sheet = Sheet::new(COLUMNS.into_iter().chain(PLAN_COLUMNS));
    requests.into_iter().for_each(|request| sheet.row(request.all_cells()));
    sheet
}

impl Document for RequestList {
    const SCHEMA: &'static str = "mfadir.request-list/v1";
    const ITEMS: Option<&'static str> = Some("requests");

    fn sheet(&self) -> Sheet {
        sheet(&self.requests)
    }

    /// Acts and plan files have a table each: they have little in common.
    fn text(&self, look: Look) -> String {
        let (plans, acts): (Vec<_>, Vec<_>) = self.requests.iter().partition(|one| one.request.is_change());
        let mut of_acts = Sheet::new(COLUMNS);
        for act in acts {
            of_acts.row(act.cells(minute));
        }
        let mut of_plans = Sheet::new([
            "id",
            "tenant",
            "plan_file",
            "digest",
            "size",
            "ticket",
            "operator",
            "at",
            "approved_by",
            "state",
        ]);
        for plan in plans {
            let [id, tenant, _, _, rest @ ..] = plan.cells(minute);
            let file = plan.request.plan(|request| request.change.short());
            of_plans.row([id, tenant].into_iter().chain(file).chain(rest));
        }
        let tables = [of_acts, of_plans].into_iter().filter(|sheet| !sheet.is_empty());
        tables.map(|sheet| sheet.table(look)).collect::<Vec<_>>().join("\n")
    }
}

impl Document for RequestDocument {
    const SCHEMA: &'static str = "mfadir.request-shown/v1";

    fn sheet(&self) -> Sheet {
        sheet([self])
    }

    fn text(&self, _look: Look) -> String {
        let title = format!("{}: {}", self.request.id(), self.request.what());
        format!("{}\n{}", title.bold(), fields(&self.rows()))
    }
}

impl Document for ApprovalDocument {
    const SCHEMA: &'static str = "mfadir.approval-given/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["id", "request", "by", "until"]);
        let ApprovalView { id, by, until, .. } = &self.approval;
        sheet.row([id.clone(), self.request.id().to_owned(), by.clone(), until.to_string()]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let title = format!("{}: {} is approved", self.request.id(), self.request.what());
        format!("{}\n{}", title.bold(), fields(&[("approval", self.approval.id.clone()), ("", self.approval.words())]))
    }

    fn note(&self) -> String {
        let (id, what) = (self.request.id(), self.request.what());
        let ticket = self.request.ticket().map(|ticket| format!("\nTicket: {}", clean(ticket))).unwrap_or_default();
        let digest = match &self.request {
            Asked::Change(request) => format!("\nDigest: {}", request.change),
            Asked::Act(_) => String::new(),
        };
        let words = self.approval.words();
        format!("Approval {} of request {id}: {what}{digest}\nApproved {words}{ticket}", self.approval.id)
    }
}
