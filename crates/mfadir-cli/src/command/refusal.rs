//! What is told, and written down, where rules stand against an act.

use std::iter;

use mfadir::Tenant;
use mfadir_ops::{DeskNote, Error, Guard, Refusal, Refused, Result, Rule, ask};
use mfadir_policy::{Attest, Evidence, Need, Overrides, Receipt, Request};

use super::subject::Subject;
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::clean,
    render::policy_of,
};

impl Subject {
    /// What was decided. A refusal is written down; where all that is missing is a second operator, one is asked.
    pub(super) async fn admitted<T>(&self, context: &Context, guard: &Guard, decided: Result<T>) -> Outcome<T> {
        match decided {
            Ok(admitted) => Ok(admitted),
            Err(Error::Refused(why)) => Err(self.refused(context, guard, &why).await),
            Err(other) => Err(other.into()),
        }
    }

    async fn refused(&self, context: &Context, guard: &Guard, why: &Refused) -> Failure {
        let failure = told(why, &self.tenant);
        if context.globals.dry_run {
            return failure;
        }
        // Nothing was sent, so that a log that cannot be written stops nothing; it is told.
        if let Err(error) = self.desk.note(&DeskNote::refused(why, context.clock.now())).await {
            context.output.warn(format!("the refusal could not be recorded: {}", error.message()));
        }
        if why.refusals.iter().all(|refusal| an_approval_settles(refusal, guard)) {
            return self.ask_approver(context, why, failure).await;
        }
        failure
    }

    async fn ask_approver(&self, context: &Context, why: &Refused, failure: Failure) -> Failure {
        let needs = why.refusals.iter().map(Need::from).collect();
        match ask(&*self.desk, &*context.clock, &Request { needs, ..why.request.clone() }).await {
            Ok(()) => {
                let id = &why.request.id;
                let step = format!("a colleague approves it with `mfadir approve {id}`; then run this again");
                failure.with_hint(iter::once(step).chain(all_the_same(why)).collect::<Vec<_>>().join("; "))
            }
            Err(error) => {
                context.output.warn(format!("nobody could be asked to approve it: {}", error.message()));
                failure
            }
        }
    }
}

/// Whether a second operator's approval is all that this rule misses.
fn an_approval_settles(refusal: &Refusal, guard: &Guard) -> bool {
    match refusal.rule {
        Rule::Approval => true,
        Rule::ProtectedUser => guard.policy.protected.approval_is_enough,
        Rule::Proof => {
            let receipt = guard.receipt.as_ref().and_then(|signed| signed.read::<Receipt>().ok());
            let by = receipt.and_then(|receipt| match receipt.evidence {
                Evidence::Attested { by, .. } => Some(by),
                Evidence::Factor { .. } => None,
            });
            by.is_some_and(|by| guard.policy.receipt.attested.get(&by) == Some(&Attest::WithApproval))
        }
        _ => false,
    }
}

/// Each rule, where it stands, and the next step. How a rule is lifted is told only to whoever may lift it.
fn told(why: &Refused, tenant: &Tenant) -> Failure {
    let exit = if why.wants_proof() { Exit::Proof } else { Exit::Refused };
    let failure = match why.refusals.as_slice() {
        [one] => Failure::new(exit, format!("refused: {}", clean(&one.to_string()))),
        several => Failure::new(exit, "refused, and nothing was changed").with_details(several.iter().map(line)),
    };
    let failure = failure.with_details(policy(why, tenant));
    match hint(why) {
        Some(hint) => failure.with_hint(hint),
        None => failure,
    }
}

/// Which policy a rule is of that stands in no file. Where everybody lifts what they have a reason for, nobody has to
/// look it up.
fn policy(why: &Refused, tenant: &Tenant) -> Option<String> {
    let is_built_in = why.refusals.iter().any(|refusal| refusal.place.is_none());
    let is_desk = matches!(tenant.policy.overrides, Overrides::Named(_));
    (is_built_in && is_desk).then(|| clean(&format!("the policy is {}", policy_of(tenant))).into_owned())
}

/// A rule among several.
fn line(refusal: &Refusal) -> String {
    let next = refusal.next.as_ref().map(|next| format!(": {next}")).unwrap_or_default();
    clean(&format!("{refusal}{next}")).into_owned()
}

fn hint(why: &Refused) -> Option<String> {
    let next = match why.refusals.as_slice() {
        [one] => one.next.as_ref().map(|next| clean(next).into_owned()),
        _ => None,
    };
    let steps: Vec<String> = next.into_iter().chain(all_the_same(why)).collect();
    if steps.is_empty() { usual(why) } else { Some(steps.join("; ")) }
}

/// How all that stands against it is lifted, where this operator may.
fn all_the_same(why: &Refused) -> Option<String> {
    let may = |refusal: &Refusal| why.liftable.contains(&refusal.rule);
    let flags: Vec<String> = why.refusals.iter().filter(|refusal| may(refusal)).map(|one| flag(one.rule)).collect();
    (flags.len() == why.refusals.len())
        .then(|| format!("if it is right all the same, add {} --reason TEXT", flags.join(" ")))
}

fn usual(why: &Refused) -> Option<String> {
    let is_keep = why.refusals.iter().any(|refusal| refusal.rule == Rule::Keep);
    is_keep.then(|| "remove something else, or do not ask to keep it".to_owned())
}

/// The flag that lifts the rule.
fn flag(rule: Rule) -> String {
    match rule {
        Rule::LastUsableFactor => "--allow-last-factor".to_owned(),
        Rule::ProtectedUser => "--allow-protected".to_owned(),
        Rule::SelfAct => "--allow-self".to_owned(),
        Rule::Cap => "--allow-cap".to_owned(),
        other => format!("--override {other}"),
    }
}
