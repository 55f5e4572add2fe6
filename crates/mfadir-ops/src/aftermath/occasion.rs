//! What people are told about.

use jiff::Timestamp;
use mfadir_core::{Factor, User};
use mfadir_policy::{Request, Verb};

use super::template::{NOTHING, Values};

/// An act, or an attack, that people are told about.
#[derive(Clone, Debug)]
pub struct Occasion<'a> {
    /// Whom it concerns, as the directory showed them before.
    pub user: &'a User,
    /// What was asked for.
    pub request: &'a Request,
    /// The factors that were changed: nobody is told by way of one of them.
    pub changed: &'a [Factor],
    /// Whether the person denied a challenge: then only those who watch are told.
    pub denied: bool,
    /// When.
    pub at: Timestamp,
}

impl Occasion<'_> {
    /// What happened, as a clause without a subject's name.
    pub fn what(&self) -> &'static str {
        match self.request.verb {
            _ if self.denied => "a challenge was denied: somebody may be attacking this person",
            Verb::Reset => "all second factors were removed",
            Verb::Remove => "second factors were removed",
            Verb::Enroll => "a new second factor was begun",
            Verb::Activate => "a new second factor was completed",
            Verb::TemporaryCode => "a temporary code was issued",
            Verb::RevokeCode => "a temporary code was taken back",
            Verb::Unlock => "the account was unlocked",
            Verb::EndSessions => "all sessions were ended",
            Verb::Challenge => "a second factor was asked",
        }
    }

    /// The types of the factors that it is about.
    fn factors(&self) -> String {
        let changed: Vec<String> = self.changed.iter().map(|factor| factor.factor_type.to_string()).collect();
        let named: Vec<String> = self.request.factors.iter().map(|target| target.factor_type.clone()).collect();
        let types = if changed.is_empty() { named } else { changed };
        if types.is_empty() { NOTHING.to_owned() } else { types.join(", ") }
    }

    /// The rules that were lifted for it, and why.
    fn lifted(&self) -> Option<String> {
        let Request { lifts, reason, .. } = self.request;
        let rules = lifts.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join(", ");
        (!lifts.is_empty()).then(|| format!("{rules}, because: {}", reason.as_deref().unwrap_or(NOTHING)))
    }

    /// What the templates' words stand for.
    pub(super) fn values(&self, head: Option<&str>, link: Option<&str>) -> Values {
        let request = self.request;
        let or_dash = |text: Option<&str>| text.unwrap_or(NOTHING).to_owned();
        Values::of([
            ("name", self.user.name.clone().unwrap_or_else(|| self.user.login.clone())),
            ("login", self.user.login.clone()),
            ("tenant", request.tenant.to_string()),
            ("what", self.what().to_owned()),
            ("factors", self.factors()),
            ("ticket", or_dash(request.ticket.as_deref())),
            ("operator", request.operator.id.clone()),
            ("lifted", or_dash(self.lifted().as_deref())),
            ("time", self.at.strftime("%Y-%m-%d %H:%M UTC").to_string()),
            ("link", or_dash(link)),
            ("head", or_dash(head)),
        ])
    }

    /// The same for programs.
    pub(super) fn event(&self, head: Option<&str>) -> serde_json::Value {
        let request = self.request;
        serde_json::json!({
            "at": self.at,
            "what": if self.denied { "denial" } else { request.verb.as_str() },
            "tenant": request.tenant,
            "user": { "id": self.user.id, "login": self.user.login },
            "factors": self.changed.iter().map(|factor| factor.factor_type.to_string()).collect::<Vec<_>>(),
            "operator": request.operator,
            "ticket": request.ticket,
            "lifted": request.lifts,
            "reason": request.reason,
            "request": request.id,
            "log_head": head,
        })
    }
}
