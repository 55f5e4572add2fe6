//! What waits for a second operator, and that one agrees.

use jiff::Timestamp;
use mfadir_policy::{Approval, Request};
use owo_colors::OwoColorize;
use serde::Serialize;

use super::words::{fields, minute, or_empty};
use crate::output::{Document, Look, Sheet, clean};

/// Requests, the youngest first.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestList {
    requests: Vec<RequestDocument>,
}

/// One request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestDocument {
    request: Request,
    approvals: Vec<ApprovalView>,
}

/// That a second operator agrees.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApprovalDocument {
    request: Request,
    approval: ApprovalView,
}

#[derive(Clone, Debug, Serialize)]
struct ApprovalView {
    id: String,
    by: String,
    at: Timestamp,
    until: Timestamp,
}

impl From<&Approval> for ApprovalView {
    fn from(approval: &Approval) -> Self {
        Self { id: approval.id.clone(), by: approval.by.clone(), at: approval.at, until: approval.until }
    }
}

impl ApprovalView {
    fn words(&self) -> String {
        format!("by {}, until {}", clean(&self.by), minute(self.until))
    }
}

impl RequestList {
    pub(crate) fn new<'a>(all: impl Iterator<Item = (&'a Request, &'a [Approval])>) -> Self {
        Self { requests: all.map(|(request, approvals)| RequestDocument::new(request, approvals)).collect() }
    }
}

impl RequestDocument {
    pub(crate) fn new(request: &Request, approvals: &[Approval]) -> Self {
        Self { request: request.clone(), approvals: approvals.iter().map(ApprovalView::from).collect() }
    }

    fn rows(&self) -> [(&'static str, String); 7] {
        let request = &self.request;
        let types: Vec<&str> = request.factors.iter().map(|target| target.factor_type.as_str()).collect();
        let lifts: Vec<&str> = request.lifts.iter().map(|rule| rule.as_str()).collect();
        let approvals: Vec<String> = self.approvals.iter().map(ApprovalView::words).collect();
        [
            ("asked by", clean(&request.operator.id).into_owned()),
            ("asked at", minute(request.at)),
            ("factors", clean(&types.join(", ")).into_owned()),
            ("ticket", or_empty(request.ticket.as_deref())),
            ("reason", or_empty(request.reason.as_deref())),
            ("rules lifted", lifts.join(", ")),
            ("approved", approvals.join("; ")),
        ]
    }

    fn cells(&self) -> [String; 8] {
        let request = &self.request;
        let approved: Vec<&str> = self.approvals.iter().map(|approval| approval.by.as_str()).collect();
        [
            request.id.clone(),
            request.tenant.to_string(),
            request.verb.to_string(),
            request.user.login.clone(),
            request.ticket.clone().unwrap_or_default(),
            request.operator.id.clone(),
            minute(request.at),
            approved.join(", "),
        ]
    }
}

impl ApprovalDocument {
    pub(crate) fn new(request: &Request, approval: &Approval) -> Self {
        Self { request: request.clone(), approval: approval.into() }
    }
}

const COLUMNS: [&str; 8] = ["id", "tenant", "verb", "login", "ticket", "operator", "at", "approved_by"];

impl Document for RequestList {
    const SCHEMA: &'static str = "mfadir.request-list/v1";
    const ITEMS: Option<&'static str> = Some("requests");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS);
        self.requests.iter().for_each(|request| sheet.row(request.cells()));
        sheet
    }
}

impl Document for RequestDocument {
    const SCHEMA: &'static str = "mfadir.request-shown/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS);
        sheet.row(self.cells());
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let Request { id, verb, user, tenant, .. } = &self.request;
        let title = format!("{id}: {verb} for {} on {tenant}", clean(&user.login));
        format!("{}\n{}", title.bold(), fields(&self.rows()))
    }
}

impl Document for ApprovalDocument {
    const SCHEMA: &'static str = "mfadir.approval-given/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["id", "request", "by", "until"]);
        let ApprovalView { id, by, until, .. } = &self.approval;
        sheet.row([id.clone(), self.request.id.clone(), by.clone(), until.to_string()]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let Request { id, verb, user, tenant, .. } = &self.request;
        let title = format!("{id}: {verb} for {} on {tenant} is approved", clean(&user.login));
        format!("{}\n{}", title.bold(), fields(&[("approval", self.approval.id.clone()), ("", self.approval.words())]))
    }

    fn note(&self) -> String {
        let Request { id, verb, user, tenant, ticket, .. } = &self.request;
        let ticket = ticket.as_deref().map(|ticket| format!("\nTicket: {}", clean(ticket))).unwrap_or_default();
        let login = clean(&user.login);
        format!(
            "Approval {} of request {id}: {verb} for {login} on {tenant}\nApproved {}{ticket}",
            self.approval.id,
            self.approval.words()
        )
    }
}
