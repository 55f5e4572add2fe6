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
    let want = Want { factors: true, ..Want::default() };
    let (facts, guard) = subject.study(context, want, (Verb::Challenge, &mandate)).await?;
    let studied = (facts, Guard { lost: arguments.lost.clone(), ..guard });
    match arguments.vouched.by {
        Some(by) => vouched::run(context, &subject, &studied, (by, &arguments.vouched.text()), &mandate).await,
        None => arguments.prove(context, subject, &studied, &mandate).await,
    }
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
        let factor = choose((facts, guard), self.factor.as_ref(), self.proving.given.is_something(), mandate)?;
        let needs = match Way::of(factor.kind(), &facts.profile.capabilities) {
            Way::Unasked(_) => Operation::Verify,
            _ => Operation::Challenge,
        };
        let scene = Scene::of(context, subject, studied, (factor, Proves::Caller), (needs, mandate)).await?;
        let document = CallerDocument::planned(&scene.permit, &self.lost)
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
