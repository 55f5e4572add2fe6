//! `verify USER`

mod choice;
mod concluded;
mod vouched;

use clap::Args;
use mfadir_core::Operation;
use mfadir_ops::{FactorSelector, Facts, Guard, Lost, Mandate, Want};
use mfadir_policy::Verb;

use self::{choice::choose, vouched::Vouched};
use super::{
    factor::{Proves, Proving, Scene, Way},
    lifting::Lifting,
    subject::Subject,
};
use crate::{
    args::{Completes, Whom},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::{CallerDocument, Privacy},
};

/// The arguments of `verify`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../help/verify.txt"))]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// The factor to ask; without it the strongest that can be asked and is not lost
    #[arg(long, value_name = "FACTOR", conflicts_with = "by", add = Completes::Factor)]
    factor: Option<FactorSelector>,

    /// What the caller has lost, so that it proves nothing: FACTOR, `phone`, or `all`
    #[arg(long, value_name = "FACTOR|phone|all", add = Completes::Factor)]
    lost: Vec<Lost>,

    /// The act that the caller asks for, such as `reset`: then the receipt is good for nothing else
    #[arg(long, value_name = "VERB", value_parser = purpose)]
    purpose: Option<Verb>,

    #[command(flatten)]
    vouched: Vouched,

    #[command(flatten)]
    proving: Proving,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.proving.given.proof(context).await?;
    let mandate = arguments.lifting.mandate(context, [])?;
    let subject = Subject::find(context, &arguments.whom.user, Access::Write).await?;
    if subject.desk.policy().operators {
        subject.desk.signs()?;
    }
    let want = Want { factors: true, ..Want::default() };
    let (facts, guard) = subject.study(context, want, (Verb::Challenge, &mandate)).await?;
    let studied = (facts, Guard { lost: arguments.lost.clone(), ..guard });
    match arguments.vouched.by {
        Some(by) => {
            let word = (by, arguments.vouched.text(), arguments.purpose);
            vouched::run(context, &subject, &studied, word, &mandate).await
        }
        None => arguments.prove(context, subject, &studied, &mandate).await,
    }
}

/// An act that a caller can ask for.
fn purpose(text: &str) -> Result<Verb, String> {
    let acts = || Verb::ALL.iter().filter(|verb| verb.is_act());
    let known = || acts().map(|verb| verb.as_str()).collect::<Vec<_>>().join(", ");
    acts().copied().find(|verb| verb.as_str() == text).ok_or_else(|| format!("it is none of {}", known()))
}

impl Arguments {
    /// Asks a factor of the caller's.
    async fn prove(
        &self,
        context: &mut Context,
        subject: Subject,
        studied: &(Facts, Guard),
        mandate: &Mandate,
    ) -> Outcome {
        let (facts, guard) = studied;
        let factor = choose(facts, guard, self.factor.as_ref(), self.proving.given.is_something())?;
        let needs = match Way::of(factor.kind(), &facts.profile.capabilities) {
            Way::Unasked(_) => Operation::Verify,
            _ => Operation::Challenge,
        };
        let scene =
            Scene::of(context, subject, studied, (factor, Proves::Caller(self.purpose)), (needs, mandate)).await?;
        let document = CallerDocument::planned(&scene.permit, &self.lost, self.purpose)
            .asking(&scene.factor, Privacy::of(context.globals.reveal));
        if context.globals.dry_run {
            context.output.print(&document)?;
            return Ok(Exit::Done);
        }
        context.output.say(format!("asking {} of {}", scene.factor.factor_type, scene.permit.user.login));
        let proven = self.proving.run(context, &scene).await?;
        concluded::conclude_call(context, &scene, proven, document).await
    }
}
