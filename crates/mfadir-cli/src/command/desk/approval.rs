//! What of a call waits for a second operator, or was approved by one.

use mfadir_ops::Desk;
use mfadir_policy::{Approval, Request, Verb};

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
    /// What was asked for the same person and ticket by the same operator, and was not used since.
    pub(super) async fn of(call: &Call) -> Outcome<Vec<Self>> {
        let desk = &*call.subject.desk;
        let mut asked = Vec::new();
        for request in desk.requests().await? {
            if is_of(&request, call) {
                asked.extend(Self::read(desk, &request).await?);
            }
        }
        Ok(asked)
    }

    /// Nothing where the act that was approved is done.
    async fn read(desk: &dyn Desk, request: &Request) -> Outcome<Option<Self>> {
        let proofs = desk.proofs(request).await?;
        let all = proofs.approvals.iter().filter_map(|signed| signed.read::<Approval>().ok());
        let (used, open): (Vec<_>, Vec<_>) = all.partition(|one| proofs.used.up(&one.id, request.verb));
        if open.is_empty() && !used.is_empty() {
            return Ok(None);
        }
        let approved_by = open.into_iter().map(|one| one.by).collect();
        Ok(Some(Self { id: request.id.clone(), verb: request.verb, approved_by }))
    }

    /// How it stands, beside the act.
    pub(super) fn remark(&self) -> String {
        match self.approved_by.as_slice() {
            [] => format!("{} waits for an approval", self.id),
            some => clean(&format!("{} is approved by {}", self.id, some.join(", "))).into_owned(),
        }
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
