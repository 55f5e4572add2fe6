//! `factor remove USER FACTOR…`

use clap::{Args, ValueEnum};
use mfadir_core::RemoveOptions;
use mfadir_ops::{Error, FactorSelector, RemoveRequest, Rule, Want, plan_remove};

use crate::{
    command::{change::carry_out, lifting::Lifting, pending::Pending, subject::Subject},
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
    /// A login, TENANT:USER, email:…, id:…, or the address of the person's page in the admin console
    user: String,

    /// What is to go
    #[arg(value_name = "FACTOR", required_unless_present = "lost")]
    factors: Vec<FactorSelector>,

    /// What has to stay: it must be there and active, and nothing is done that would take it
    #[arg(long, value_name = "FACTOR")]
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
        let may_be_a_slip = self.if_present && matches!(error, Error::NoFactor { suggestion: None, .. });
        let failure = Failure::from(error);
        if may_be_a_slip {
            return failure.with_hint("if it may be gone, write it as `kind:…` or `id:…`: a bare word may be a slip");
        }
        failure
    }

    fn lifted(&self) -> impl Iterator<Item = Rule> {
        let own = [(self.allow_last_factor, Rule::LastUsableFactor), (self.allow_cap, Rule::Cap)];
        own.into_iter().filter(|(lifted, _)| *lifted).map(|(_, rule)| rule)
    }
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    arguments.pending.check(context)?;
    let mandate = arguments.lifting.mandate(context, arguments.lifted())?;
    let subject = Subject::find(context, &arguments.user, Access::Write).await?;
    let guard = subject.guard();
    let facts = subject.facts(context, Want { factors: true, ..guard.wants() }).await?;
    let request = arguments.request();
    let named: Vec<_> = request.remove.iter().chain(&request.keep).cloned().collect();
    let facts = facts.with_devices(&*subject.connection.read, &named).await?;
    let plan = plan_remove(&facts, &request, &mandate, &guard).map_err(|error| arguments.failure(error))?;
    carry_out::<Removal>(context, &subject, plan, &arguments.pending).await
}
