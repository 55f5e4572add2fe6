//! What of a call waits for a second operator, or was approved by one.

use mfadir_ops::AskedAct;
use mfadir_policy::{Request, Verb};

use super::call::{Call, line};
use crate::{
    context::Context,
    failure::{Failure, Outcome},
    output::clean,
};

/// An act of this call that a second operator was asked to look at.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) verb: Verb,
    /// Who agrees; nobody yet where it is empty.
    approved_by: Vec<String>,
}

impl Asked {
    /// What was asked for the same person and ticket by the same operator, and was not done since.
    pub(super) async fn of(call: &Call) -> Outcome<Vec<Self>> {
        let asked = call.subject.desk.requests().await?.into_iter();
        Ok(asked.filter(|one| !one.done && is_of(&one.request, call)).map(Self::from).collect())
    }

    /// How it stands, beside the act.
    pub(super) fn remark(&self) -> String {
        match self.approved_by.as_slice() {
            [] => format!("{} waits for an approval", self.id),
            some => clean(&format!("{} is approved by {}", self.id, some.join(", "))).into_owned(),
        }
    }
}

impl From<AskedAct> for Asked {
    fn from(asked: AskedAct) -> Self {
        let approved_by = asked.approvals.into_iter().map(|approval| approval.by).collect();
        Self { id: asked.request.id, verb: asked.request.verb, approved_by }
    }
}

fn is_of(request: &Request, call: &Call) -> bool {
    let mandate = &call.mandate;
    let same_place = request.tenant == call.subject.tenant.name && request.user.id == call.subject.user.id;
    same_place && request.ticket.as_deref() == mandate.ticket() && request.operator.id == mandate.operator().id
}

/// Where the act only misses a second operator: whom to call, what to tell the caller, and how it goes on. Nothing where
/// it was refused for something else.
pub(super) async fn hand_over(context: &Context, call: &Call, failure: &Failure) -> Option<Failure> {
    let asked = Asked::of(call).await.unwrap_or_default();
    let is_meant = |one: &Asked| failure.hint().is_some_and(|hint| hint.contains(&one.id));
    let id = &asked.into_iter().find(is_meant)?.id;
    context.output.tell(&format!("tell an approver: `mfadir approve {id}`"));
    context.output.tell(
        "say: \"A colleague has to agree first. I call you back, on the number that we have.\" Do not take one from the \
         caller.",
    );
    let again = line(&[call.words_with_lost(&["desk"]), call.lifting.clone()].concat(), call.mandate.ticket());
    Some(failure.clone().with_hint(format!("when {id} is approved, go on here: `mfadir {again}`")))
}
