//! `verify USER`

mod choice;
mod concluded;
mod vouched;

use clap::Args;
use mfadir_core::{Factor, Operation};
use mfadir_ops::{FactorSelector, Facts, Guard, Lost, Mandate, Want, target};
use mfadir_policy::Verb;

use self::{choice::choose, vouched::Vouched};
use super::{
    factor::{Open, Proves, Proving, Scene, Way},
    lifting::Lifting,
    subject::{Subject, show_if_refused},
};
use crate::{
    args::{Completes, Whom},
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    handle::Call,
    render::{CallerDocument, PermitView, Privacy},
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
    let pick = |facts: &Facts| arguments.open(context, &subject, facts, &mandate);
    let ((facts, guard), open) = subject.study_going_on(context, want, (Verb::Challenge, &mandate), pick).await?;
    let studied = (facts, Guard { lost: arguments.lost.clone(), ..guard });
    match arguments.vouched.by {
        Some(by) => {
            let word = (by, arguments.vouched.text(), arguments.purpose);
            vouched::run(context, &subject, &studied, word, &mandate).await
        }
        None => arguments.prove(context, subject, &studied, (&mandate, open)).await,
    }
}

/// An act that a caller can ask for.
fn purpose(text: &str) -> Result<Verb, String> {
    let acts = || Verb::ALL.iter().filter(|verb| verb.is_act());
    let known = || acts().map(|verb| verb.as_str()).collect::<Vec<_>>().join(", ");
    acts().copied().find(|verb| verb.as_str() == text).ok_or_else(|| format!("it is none of {}", known()))
}

impl Arguments {
    /// The challenge of this call that this run goes on with.
    fn open(&self, context: &Context, subject: &Subject, facts: &Facts, mandate: &Mandate) -> Outcome<Option<Open>> {
        let guard = Guard { lost: self.lost.clone(), ..subject.guard() };
        if self.vouched.by.is_some() || !self.proving.goes_on() {
            return Ok(None);
        }
        match choose((facts, &guard), self.factor.as_ref(), self.proving.given.is_something(), mandate) {
            Ok(factor) => Open::of(context, subject, &factor, Some(&Call::of(mandate))),
            // Why none can be asked is told when everything is known.
            Err(_) => Ok(None),
        }
    }

    /// Asks a factor of the caller's.
    async fn prove(
        &self,
        context: &mut Context,
        subject: Subject,
        studied: &(Facts, Guard),
        (mandate, open): (&Mandate, Option<Open>),
    ) -> Outcome {
        let (facts, guard) = studied;
        let factor = choose((facts, guard), self.factor.as_ref(), self.proving.given.is_something(), mandate)?;
        let needs = match Way::of(factor.kind(), &facts.profile.capabilities) {
            Way::Unasked(_) => Operation::Verify,
            _ => Operation::Challenge,
        };
        let privacy = Privacy::of(context.globals.reveal);
        let planned = |view: PermitView, factor: &Factor| {
            CallerDocument::planned(view, &self.lost, self.purpose).asking(factor, privacy)
        };
        let asked = (&[needs][..], &[target(&factor)][..]);
        show_if_refused(context, studied, asked, mandate, |view| planned(view, &factor))?;
        let picked = (factor, Proves::Caller(self.purpose), open);
        let scene = Scene::of(context, subject, studied, picked, (needs, mandate)).await?;
        let document = planned((&scene.permit).into(), &scene.factor);
        if context.globals.dry_run {
            context.output.print(&document)?;
            return Ok(Exit::Done);
        }
        context.output.say(format!("asking {} of {}", scene.factor.factor_type, scene.permit.user.login));
        let proven = self.proving.run(context, &scene).await?;
        concluded::conclude_call(context, &scene, proven, document).await
    }
}
