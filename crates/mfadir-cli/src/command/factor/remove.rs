//! `factor remove USER FACTOR…`

use clap::{Args, ValueEnum};
use mfadir_core::{Operation, RemoveOptions};
use mfadir_ops::{Error, FactorSelector, Guard, Lost as Loss, RemoveRequest, Rule, Want, plan_remove};
use mfadir_policy::Verb;

use crate::{
    args::{Completes, Whom},
    command::{
        change::{Job, carry_out},
        follow::SessionFlags,
        lifting::Lifting,
        pending::Pending,
        subject::Subject,
    },
    context::{Access, Context},
    failure::{Failure, Outcome},
    render::Removal,
};

/// The arguments of `factor remove`.
#[derive(Debug, Args)]
#[command(after_long_help = "\
A factor is KIND[@ISSUER] (totp@google), kind:… for a provider's own word, id:…, a label, or a product's name \
(google-authenticator). What goes with a factor is shown before anything is done, and what is true afterwards is \
read back.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own, and any may stand beside any")]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// What is to go
    #[arg(value_name = "FACTOR", required_unless_present = "lost", add = Completes::Factor)]
    factors: Vec<FactorSelector>,

    /// What has to stay: it must be there and active, and nothing is done that would take it
    #[arg(long, value_name = "FACTOR", add = Completes::Factor)]
    keep: Vec<FactorSelector>,

    /// Remove all that lived on a lost device
    #[arg(long, value_name = "DEVICE")]
    lost: Option<Lost>,

    /// Remove all factors that match, where a selector matches several
    #[arg(long)]
    all_matching: bool,

    /// Be content where a factor is not there
    #[arg(long)]
    if_present: bool,

    /// Also stop a removed phone number from being a way to recover the account
    #[arg(long)]
    remove_recovery: bool,

    /// Remove the last usable factor all the same
    #[arg(long, requires = "reason", help_heading = "Guard rules")]
    allow_last_factor: bool,

    /// Remove more factors in one go than the cap allows
    #[arg(long, requires = "reason", help_heading = "Guard rules")]
    allow_cap: bool,

    #[command(flatten)]
    sessions: SessionFlags,

    #[command(flatten)]
    pending: Pending,

    #[command(flatten)]
    lifting: Lifting,
}

/// A device that can be lost.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lost {
    /// Apps, numbers and keys on a phone
    Phone,
}

impl Arguments {
    fn request(&self) -> RemoveRequest {
        let lost = self.lost.map(|Lost::Phone| FactorSelector::on_phone());
        RemoveRequest {
            remove: self.factors.iter().cloned().chain(lost).collect(),
            keep: self.keep.clone(),
            all_matching: self.all_matching,
            if_present: self.if_present,
            options: RemoveOptions { remove_recovery: self.remove_recovery },
        }
    }

    /// A bare word that matches nothing may be a slip, which `--if-present` does not cover.
    fn failure(&self, error: Error) -> Failure {
        let hint = match error {
            Error::NoFactor { suggestion: None, .. } if self.if_present => {
                "if it may be gone, write it as `kind:…` or `id:…`: a bare word may be a slip"
            }
            Error::NoFactor { suggestion: None, .. } => "where it may be gone already, add --if-present",
            Error::SeveralFactors { .. } => "name one of them by `KIND@ISSUER` or `id:…`, or all with --all-matching",
            other => return other.into(),
        };
        Failure::from(error).with_hint(hint)
    }

    fn lifted(&self) -> impl Iterator<Item = Rule> {
        let own = [(self.allow_last_factor, Rule::LastUsableFactor), (self.allow_cap, Rule::Cap)];
        own.into_iter().filter(|(lifted, _)| *lifted).map(|(_, rule)| rule)
    }
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.pending.check(context)?;
    let mandate = arguments.lifting.mandate(context, arguments.lifted())?;
    let needs = [Operation::Factors, Operation::Remove];
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Write, &needs).await?;
    let want = Want { factors: true, ..Want::default() };
    let (facts, guard) = subject.study(context, want, (Verb::Remove, &mandate)).await?;
    let request = arguments.request();
    let named: Vec<_> = request.remove.iter().chain(&request.keep).cloned().collect();
    let facts = facts.with_devices(&*subject.connection.read, &named).await?;
    let guard = Guard { lost: arguments.lost.iter().map(|Lost::Phone| Loss::Phone).collect(), ..guard };
    let plan = plan_remove(&facts, &request, &mandate, &guard).map_err(|error| arguments.failure(error))?;
    let by_itself = if arguments.lost.is_some() { arguments.sessions } else { arguments.sessions.only_asked() };
    let sessions = by_itself.after(Verb::Remove, &guard.policy);
    let studied = (facts, guard);
    let job = Job { subject: &subject, studied: &studied, pending: &arguments.pending, sessions };
    Box::pin(carry_out::<Removal>(context, &job, plan)).await
}
