//! What is known about a call.

use mfadir_core::{Factor, Operation};
use mfadir_ops::{Candidate, Facts, Guard, Lost, Mandate, Obstacle, Rule, Want, candidates, plan_reset};
use mfadir_policy::Verb;

use super::act::Act;
use crate::{
    command::subject::Subject,
    context::{Access, Context},
    failure::{Failure, Outcome},
};

/// Whom it is about, what they have, and what they lost.
pub(super) struct Call {
    pub(super) subject: Subject,
    pub(super) facts: Facts,
    pub(super) guard: Guard,
    pub(super) lost: Vec<Lost>,
    /// The factors, those first that can prove the caller; empty where the provider lists nobody's.
    pub(super) candidates: Vec<Candidate>,
    mandate: Mandate,
}

impl Call {
    pub(super) async fn begin(context: &mut Context, user: &str, lost: Vec<Lost>, mandate: Mandate) -> Outcome<Self> {
        let subject = Subject::find(context, user, Access::Write).await?;
        let want = Want { factors: true, roles: true, groups: false };
        let (facts, guard) = subject.study(context, want, (Verb::Reset, &mandate)).await?;
        lost.iter().try_for_each(|lost| lost.check(&facts))?;
        let guard = Guard { lost: lost.clone(), ..guard };
        let candidates = candidates(&facts, &lost, &guard.policy).unwrap_or_default();
        Ok(Self { subject, facts, guard, lost, candidates, mandate })
    }

    /// Whether the caller is to be verified first: unless there is a receipt that counts.
    pub(super) fn needs_proof(&self) -> bool {
        let wants = |rule: Rule| matches!(rule, Rule::Receipt);
        let plan = plan_reset(&self.facts, &self.mandate, &self.guard);
        let refused = plan.is_ok_and(|plan| plan.refusals.iter().any(|refusal| wants(refusal.rule)));
        self.guard.receipt.is_none() || refused
    }

    /// The strongest factor that the caller can be asked for.
    pub(super) fn strongest(&self) -> Option<&Factor> {
        self.candidates.iter().find(|one| one.is_ready()).map(|one| &one.factor)
    }

    /// Whether a usable factor is not lost.
    pub(super) fn something_stays(&self) -> bool {
        let stays = |one: &Candidate| one.obstacle != Some(Obstacle::Lost) && one.factor.is_usable();
        self.candidates.iter().any(stays)
    }

    /// Whether the provider can do it.
    pub(super) fn offers(&self, operation: Operation) -> bool {
        self.facts.profile.capabilities.offers(operation)
    }

    /// `tenant:login`.
    pub(super) fn person(&self) -> String {
        format!("{}:{}", self.subject.tenant.name, self.facts.user.login)
    }

    /// A command on the person.
    pub(super) fn words(&self, verb: &[&str]) -> Vec<String> {
        verb.iter().map(|&word| word.to_owned()).chain([self.person()]).collect()
    }

    /// The same with what is lost.
    pub(super) fn words_with_lost(&self, verb: &[&str]) -> Vec<String> {
        let lost = self.lost.iter().flat_map(|lost| ["--lost".to_owned(), lost.to_string()]);
        self.words(verb).into_iter().chain(lost).collect()
    }

    /// The steps for whoever is at no terminal.
    pub(super) fn as_commands(&self) -> Failure {
        let ticket = self.mandate.ticket();
        let verify = self.words_with_lost(&["verify"]);
        let steps =
            [Some(self.words_with_lost(&["explain"])), Some(verify), Act::smallest(self).map(|act| act.words(self))];
        let lines = steps.into_iter().flatten().map(|words| format!("mfadir {}", line(&words, ticket)));
        Failure::usage("nobody is there to be guided: this asks at a terminal")
            .with_details(lines)
            .with_hint("these commands do the same")
    }
}

/// A command as it is typed.
pub(super) fn line(words: &[String], ticket: Option<&str>) -> String {
    let quoted = |word: &String| if word.contains(' ') { format!("{word:?}") } else { word.clone() };
    let ticket = ticket.map(|ticket| format!(" --ticket {ticket}")).unwrap_or_default();
    format!("{}{ticket}", words.iter().map(quoted).collect::<Vec<_>>().join(" "))
}
