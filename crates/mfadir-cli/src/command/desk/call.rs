//! What is known about a call.

use mfadir_core::{Factor, Operation};
use mfadir_ops::{
    Aim, Candidate, Facts, Guard, Lost, Mandate, Obstacle, Refusal, Rule, Want, candidates_now, policy_leave, target,
};
use mfadir_policy::Verb;

use super::act::Act;
use crate::{
    command::subject::Subject,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    output::{clean, ticket_flag, word},
};

/// Whom it is about, what they have, and what they lost.
pub(super) struct Call {
    pub(super) subject: Subject,
    pub(super) facts: Facts,
    pub(super) guard: Guard,
    pub(super) lost: Vec<Lost>,
    /// The factors, those first that can prove the caller; empty where the provider lists nobody's.
    pub(super) candidates: Vec<Candidate>,
    pub(super) mandate: Mandate,
    /// The flags that lift rules, for the commands that are played.
    pub(super) lifting: Vec<String>,
}

impl Call {
    pub(super) async fn begin(
        context: &Context,
        subject: Subject,
        (mandate, lifting): (Mandate, Vec<String>),
    ) -> Outcome<Self> {
        let (facts, guard) = study(context, &subject, &mandate).await?;
        let mut call = Self { subject, facts, guard, lost: Vec::new(), candidates: Vec::new(), mandate, lifting };
        call.lose(Vec::new())?;
        Ok(call)
    }

    /// Reads again what may have changed.
    pub(super) async fn refresh(&mut self, context: &Context) -> Outcome<()> {
        (self.facts, self.guard) = study(context, &self.subject, &self.mandate).await?;
        // What was lost may be gone by now.
        self.guard.lost.clone_from(&self.lost);
        self.candidates = candidates_now(&self.facts, &self.mandate, &self.guard).unwrap_or_default();
        Ok(())
    }

    /// Notes what the caller says is lost. It must be there.
    pub(super) fn lose(&mut self, lost: Vec<Lost>) -> Outcome<()> {
        lost.iter().try_for_each(|lost| lost.check(&self.facts))?;
        self.guard.lost.clone_from(&lost);
        self.candidates = candidates_now(&self.facts, &self.mandate, &self.guard).unwrap_or_default();
        self.lost = lost;
        Ok(())
    }

    /// The rules that stand against a verb now.
    pub(super) fn refusals(&self, verb: Verb) -> Vec<Refusal> {
        let told = policy_leave(verb, &self.facts, &Aim::Open, &self.mandate, &self.guard);
        told.map(|leave| leave.refusals).unwrap_or_default()
    }

    /// Whether a rule stands against asking this factor now.
    pub(super) fn may_ask(&self, factor: &Factor) -> bool {
        let aim = Aim::Factors(vec![target(factor)]);
        let told = policy_leave(Verb::Challenge, &self.facts, &aim, &self.mandate, &self.guard);
        told.is_ok_and(|leave| leave.refusals.is_empty())
    }

    /// That the person denied a challenge: then nobody is asked anything any more.
    pub(super) fn denial(&self) -> Option<Failure> {
        let refusal = self.refusals(Verb::Challenge).into_iter().find(|refusal| refusal.rule == Rule::Denial)?;
        let told = Failure::new(Exit::Refused, clean(&format!("refused: {refusal}")));
        Some(match &refusal.next {
            Some(next) => told.with_hint(clean(next)),
            None => told,
        })
    }

    /// Whether the caller is to be verified first: unless there is a receipt that counts.
    pub(super) fn needs_proof(&self) -> bool {
        let refused = self.refusals(Verb::Reset).iter().any(|refusal| refusal.rule == Rule::Receipt);
        self.guard.receipt.is_none() || refused
    }

    /// The strongest factor that the caller can be asked for.
    pub(super) fn strongest(&self) -> Option<&Factor> {
        self.ready().next()
    }

    /// Every factor that they can be asked for, the strongest first.
    pub(super) fn ready(&self) -> impl Iterator<Item = &Factor> {
        self.candidates.iter().filter(|one| one.is_ready()).map(|one| &one.factor)
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

    fn verification(&self) -> Vec<String> {
        let mut words = self.words_with_lost(&["verify"]);
        if self.strongest().is_none() {
            let method = self.guard.policy.receipt.attested.keys().next().map_or("METHOD", |method| method.as_str());
            words.extend(["--by", method, "--attest", "TEXT"].map(str::to_owned));
        }
        words
    }

    /// The steps for whoever is at no terminal.
    pub(super) fn as_commands(&self) -> Failure {
        let ticket = self.mandate.ticket();
        let verify = self.verification();
        let steps =
            [Some(self.words_with_lost(&["explain"])), Some(verify), Act::smallest(self).map(|act| act.words(self))];
        let lines = steps.into_iter().flatten().map(|words| format!("mfadir {}", line(&words, ticket)));
        Failure::usage("nobody is there to be guided: this asks at a terminal")
            .with_details(lines)
            .with_hint("these commands do the same")
    }
}

async fn study(context: &Context, subject: &Subject, mandate: &Mandate) -> Outcome<(Facts, Guard)> {
    let want = Want { factors: true, roles: true, groups: false };
    subject.study(context, want, (Verb::Reset, mandate)).await
}

/// A command as it is typed.
pub(super) fn line(words: &[String], ticket: Option<&str>) -> String {
    let quoted = words.iter().map(|text| word(text)).collect::<Vec<_>>().join(" ");
    format!("{quoted}{}", ticket_flag(ticket))
}
