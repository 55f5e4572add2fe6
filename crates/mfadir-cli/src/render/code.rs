//! A temporary code.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{CodeRequest, Done, FactorId, RequestId, TemporaryCode};
use owo_colors::OwoColorize;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use super::{
    masking::Privacy,
    ticket,
    view::{AftermathView, PermitView},
    words::{fields, headline, minute, or_empty, person},
};
use crate::output::{Document, Look, Sheet, clean};

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Act {
    Issue,
    Revoke,
}

/// A temporary code that is issued or revoked, or would be.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CodeDocument {
    #[serde(flatten)]
    permit: PermitView,
    act: Act,
    id: Option<FactorId>,
    /// The code; only where it was asked for.
    code: Option<String>,
    /// In seconds.
    ttl: Option<u64>,
    expires_at: Option<Timestamp>,
    reusable: Option<bool>,
    request_id: Option<RequestId>,
    /// What followed it; absent where nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    aftermath: Option<AftermathView>,
    /// The code for the eyes of a person.
    #[serde(skip)]
    shown: Option<SecretString>,
}

impl CodeDocument {
    /// A code that would be issued.
    pub(crate) fn issuing(permit: impl Into<PermitView>, request: &CodeRequest) -> Self {
        let ttl: Duration = request.lifetime;
        Self { ttl: Some(ttl.as_secs()), reusable: Some(request.reusable), ..Self::new(permit, Act::Issue) }
    }

    /// A code that would be revoked.
    pub(crate) fn revoking(permit: impl Into<PermitView>, id: &FactorId) -> Self {
        Self { id: Some(id.clone()), ..Self::new(permit, Act::Revoke) }
    }

    /// The code that was issued.
    pub(crate) fn issued(self, code: &TemporaryCode, privacy: Privacy) -> Self {
        let revealed = (privacy == Privacy::Revealed).then(|| code.code.expose_secret().to_owned());
        Self {
            permit: self.permit.used(),
            id: Some(code.id.clone()),
            code: revealed,
            expires_at: code.expires_at,
            reusable: Some(code.reusable),
            request_id: code.request_id.clone(),
            shown: Some(code.code.clone()),
            ..self
        }
    }

    /// The same with what followed.
    pub(crate) fn followed(self, aftermath: &AftermathView) -> Self {
        Self { aftermath: (!aftermath.is_nothing()).then(|| aftermath.clone()), ..self }
    }

    /// The code is revoked.
    pub(crate) fn revoked(self, done: &Done) -> Self {
        Self { permit: self.permit.used(), request_id: done.request_id.clone(), ..self }
    }

    fn new(permit: impl Into<PermitView>, act: Act) -> Self {
        Self {
            permit: permit.into(),
            act,
            id: None,
            code: None,
            ttl: None,
            expires_at: None,
            reusable: None,
            request_id: None,
            aftermath: None,
            shown: None,
        }
    }

    fn done(&self) -> &'static str {
        match (self.act, self.permit.dry_run) {
            (Act::Issue, true) => "would be issued",
            (Act::Issue, false) => "issued",
            (Act::Revoke, true) => "would be revoked",
            (Act::Revoke, false) => "revoked",
        }
    }

    fn uses(&self) -> &'static str {
        match self.reusable {
            Some(true) => "any number of times",
            Some(false) => "once",
            None => "",
        }
    }

    /// When it ends, or how long it would last.
    fn until(&self) -> String {
        let lasts =
            || self.ttl.filter(|_| self.permit.dry_run).map(|seconds| format!("{} minutes from then", seconds / 60));
        self.expires_at.map(minute).or_else(lasts).unwrap_or_default()
    }
}

impl Document for CodeDocument {
    const SCHEMA: &'static str = "mfadir.temporary-code/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["login", "act", "id", "code", "expires_at", "reusable", "request_id", "dry_run"]);
        sheet.row([
            self.permit.user.login.clone(),
            if self.act == Act::Issue { "issue" } else { "revoke" }.to_owned(),
            self.id.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.code.clone().unwrap_or_default(),
            self.expires_at.map(|end| end.to_string()).unwrap_or_default(),
            self.reusable.map(|reusable| reusable.to_string()).unwrap_or_default(),
            self.request_id.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.permit.dry_run.to_string(),
        ]);
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let title =
            format!("temporary code of {} on {}: {}", person(&self.permit.user), self.permit.tenant, self.done());
        let code = self.shown.as_ref().map(|code| clean(code.expose_secret()).bold().to_string());
        let rows = [
            ("code", code.unwrap_or_default()),
            ("may be used", self.uses().to_owned()),
            ("until", self.until()),
            ("id", or_empty(self.id.as_ref().map(FactorId::as_str))),
        ];
        format!("{}\n{}", headline(title.bold().to_string(), &self.permit.lifted), fields(&rows))
    }

    fn note(&self) -> String {
        let head = format!("Temporary code {} for", self.done());
        let opening = ticket::opening(&head, &self.permit);
        opening.into_iter().chain(self.rest_of_note()).collect::<Vec<_>>().join("\n")
    }

    fn account(&self) -> Vec<String> {
        let what = format!("Temporary code: {}; it is not in this note", self.done());
        let lifted = self.permit.lifted.iter().map(ticket::lifted);
        std::iter::once(what).chain(lifted).chain(self.rest_of_note()).collect()
    }
}

impl CodeDocument {
    fn rest_of_note(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let rows = [("May be used", self.uses().to_owned()), ("Until", self.until())];
        lines.extend(rows.iter().filter(|(_, told)| !told.is_empty()).map(|(name, told)| format!("{name}: {told}")));
        lines.extend(self.request_id.as_ref().map(|id| format!("Request: {id}")));
        lines.extend(self.aftermath.iter().flat_map(AftermathView::lines));
        lines.extend(self.permit.basis.iter().map(ticket::rests_on));
        lines
    }
}
