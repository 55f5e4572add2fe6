//! Somebody vouches for a caller who has no factor left.

use clap::Args;
use mfadir_ops::{Facts, Guard, Mandate, attested, candidates_now, vouch};
use mfadir_policy::{Attest, Attested, Verb};

use crate::{
    command::subject::Subject,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
    render::CallerDocument,
};

/// Who vouches, and how they know.
#[derive(Debug, Args)]
#[command(next_help_heading = "Without a factor")]
pub(super) struct Vouched {
    /// How the caller is known: manager, in-person, callback, or id-document
    #[arg(long, value_name = "METHOD", requires = "attest", conflicts_with_all = ["code", "answer", "assertion"])]
    pub(super) by: Option<Attested>,

    /// Who vouches, and how they know that it is the caller
    #[arg(long, value_name = "TEXT", requires = "by")]
    attest: Option<String>,
}

impl Vouched {
    /// What was said about it.
    pub(super) fn text(&self) -> String {
        self.attest.clone().unwrap_or_default()
    }
}

/// Writes the receipt on somebody's word, where the policy takes it.
pub(super) async fn run(
    context: &mut Context,
    subject: &Subject,
    studied: &(Facts, Guard),
    (by, text, purpose): (Attested, String, Option<Verb>),
    mandate: &Mandate,
) -> Outcome {
    let (facts, guard) = studied;
    let evidence = attested(by, &text)?;
    let worth = guard.policy.receipt.attested.get(&by).copied().ok_or_else(|| no_proof(by, guard))?;
    let permit = subject.permit(context, studied, (&[], &[]), mandate).await?;
    let document = CallerDocument::planned(&permit, &guard.lost, purpose).vouched(by, &text);
    warn_of_factors(context, facts, guard, mandate);
    if context.globals.dry_run {
        context.output.print(&document)?;
        return Ok(Exit::Done);
    }
    let (receipt, _) = vouch(&*subject.desk, &*context.clock, &permit, evidence, purpose).await?;
    context.output.print(&document.verified(&receipt))?;
    if worth == Attest::WithApproval {
        context.output.say("what follows needs a second operator's approval: it is asked for when it is tried");
    }
    Ok(Exit::Done)
}

/// A word is for whoever has nothing left.
fn warn_of_factors(context: &Context, facts: &Facts, guard: &Guard, mandate: &Mandate) {
    let all = candidates_now(facts, mandate, guard).unwrap_or_default();
    if let Some(ready) = all.iter().find(|one| one.is_ready()) {
        let (what, login) = (&ready.factor.factor_type, &facts.user.login);
        context.output.warn(format!("{what} of {login} could be asked, which proves more than anybody's word"));
    }
}

fn no_proof(by: Attested, guard: &Guard) -> Failure {
    let taken: Vec<&str> = guard.policy.receipt.attested.keys().map(|method| method.as_str()).collect();
    let failure = Failure::new(Exit::Proof, format!("the policy does not take it that {by} vouches for a caller"));
    match taken.as_slice() {
        [] => failure.with_hint("it takes nobody's word: hand it to a lead"),
        some => failure.with_hint(format!("it takes {}", some.join(", "))),
    }
}
