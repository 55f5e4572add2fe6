//! What a second operator is asked for: one act, or a plan file.

use jiff::Timestamp;
use mfadir_core::{Operator, TenantName};
use mfadir_policy::{ChangeRequest, Need, Request};
use serde::Serialize;

use crate::{
    output::clean,
    render::words::{minute, or_empty},
};

/// What was asked for.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Asked {
    /// A verb on one person.
    Act(Request),
    /// A plan file over many people.
    Change(ChangeRequest),
}

impl Asked {
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Act(request) => &request.id,
            Self::Change(request) => &request.id,
        }
    }

    pub(crate) fn at(&self) -> Timestamp {
        match self {
            Self::Act(request) => request.at,
            Self::Change(request) => request.at,
        }
    }

    pub(super) fn tenant(&self) -> &TenantName {
        match self {
            Self::Act(request) => &request.tenant,
            Self::Change(request) => &request.tenant,
        }
    }

    pub(super) fn operator(&self) -> &Operator {
        match self {
            Self::Act(request) => &request.operator,
            Self::Change(request) => &request.operator,
        }
    }

    pub(super) fn ticket(&self) -> Option<&str> {
        match self {
            Self::Act(request) => request.ticket.as_deref(),
            Self::Change(request) => request.ticket.as_deref(),
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Act(request) => request.reason.as_deref(),
            Self::Change(request) => request.reason.as_deref(),
        }
    }

    /// The same without what is only there to tell whether an approver is the person.
    pub(super) fn masked(mut self) -> Self {
        if let Self::Act(request) = &mut self {
            request.user.emails.clear();
        }
        self
    }

    /// What, and where, as a clause.
    pub(super) fn what(&self) -> String {
        match self {
            Self::Act(request) => format!("{} for {} on {}", request.verb, clean(&request.user.login), self.tenant()),
            Self::Change(request) => format!("plan file {} on {}", clean(&request.file), self.tenant()),
        }
    }

    /// What there is to know before one agrees.
    pub(super) fn rows(&self) -> Vec<(&'static str, String)> {
        let mut rows = vec![("asked by", clean(&self.operator().id).into_owned()), ("asked at", minute(self.at()))];
        match self {
            Self::Act(request) => rows.push(("factors", types(request))),
            Self::Change(request) => {
                rows.extend([("digest", request.change.to_string()), ("size", format!("{} bytes", request.size))]);
            }
        }
        rows.extend([("ticket", or_empty(self.ticket())), ("reason", or_empty(self.reason()))]);
        if let Self::Act(request) = self {
            let lifts: Vec<&str> = request.lifts.iter().map(|rule| rule.as_str()).collect();
            rows.push(("rules lifted", lifts.join(", ")));
            let need = |need: &Need| clean(&format!("{} (rule {})", need.text, need.rule)).into_owned();
            rows.push(("needed", request.needs.iter().map(need).collect::<Vec<_>>().join("; ")));
        }
        rows
    }

    /// Verb and login; nothing for a plan file, which is about many.
    pub(super) fn act(&self) -> [String; 2] {
        match self {
            Self::Act(request) => [request.verb.to_string(), request.user.login.clone()],
            Self::Change(_) => Default::default(),
        }
    }

    /// Name, digest and size of the plan file.
    pub(super) fn plan(&self, digest: fn(&ChangeRequest) -> String) -> [String; 3] {
        match self {
            Self::Act(_) => Default::default(),
            Self::Change(request) => [request.file.clone(), digest(request), request.size.to_string()],
        }
    }

    pub(super) fn is_change(&self) -> bool {
        matches!(self, Self::Change(_))
    }
}

fn types(request: &Request) -> String {
    let types: Vec<&str> = request.factors.iter().map(|target| target.factor_type.as_str()).collect();
    clean(&types.join(", ")).into_owned()
}
