//! `can-i VERB [USER [FACTOR…]]`

mod aimed;

use clap::Args;
use mfadir::{Connection, Purpose, Tenant};
use mfadir_ops::{
    CredentialLeave, Guard, Leave, Lost, Mandate, PolicyLeave, Want, credential_leave, needed, policy_leave,
    rights_or_why, told_leave,
};
use mfadir_policy::Verb;

use self::aimed::Aimed;
use super::subject::Subject;
use crate::{
    args::Completes,
    context::{Access, Context},
    exit::Exit,
    failure::Outcome,
    render::LeaveDocument,
};

/// The arguments of `can-i`.
#[derive(Debug, Args)]
#[command(after_help = include_str!("../help/can-i.txt"))]
pub struct Arguments {
    /// What: reset, remove, enroll, activate, temporary-code, revoke-code, unlock, end-sessions, challenge
    verb: Verb,

    /// On whom: a login, TENANT:USER, email:…, id:…; without it only the credential is looked at
    #[arg(add = Completes::Person)]
    user: Option<String>,

    #[command(flatten)]
    aimed: Aimed,

    /// What the caller has lost: FACTOR, `phone`, or `all`
    #[arg(long, value_name = "FACTOR|phone|all", requires = "user", add = Completes::Factor)]
    lost: Vec<Lost>,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let Arguments { verb, user, aimed, lost } = arguments;
    aimed.check(verb)?;
    let document = match user {
        Some(user) => on_somebody(context, verb, &user, (&aimed, lost)).await?,
        None => on_anybody(context, verb).await?,
    };
    context.output.print(&document)?;
    Ok(exit(document.leave()))
}

fn exit(leave: Leave) -> Exit {
    match leave {
        Leave::Yes => Exit::Done,
        Leave::CannotTell => Exit::Partly,
        Leave::WantsProof => Exit::Proof,
        Leave::Refused => Exit::Refused,
        Leave::Denied => Exit::Denied,
        Leave::NotOffered => Exit::NotOffered,
    }
}

async fn on_anybody(context: &mut Context, verb: Verb) -> Outcome<LeaveDocument> {
    let name = context.one_tenant(Access::Read)?;
    let tenant = context.tenant(&name).await?;
    let connection = context.connect_to(&tenant, Purpose::Person)?;
    let credential = credential(verb, &tenant, &connection).await?;
    Ok(LeaveDocument::new(&tenant.name, verb, context.operator()?, credential))
}

async fn on_somebody(
    context: &mut Context,
    verb: Verb,
    user: &str,
    meant: (&Aimed, Vec<Lost>),
) -> Outcome<LeaveDocument> {
    let operator = context.operator()?;
    let subject = Subject::find(context, user, Access::Read).await?;
    let mandate = Mandate::of(operator.clone()).because(None, context.globals.ticket.clone());
    let (credential, policy) = tokio::join!(
        credential(verb, &subject.tenant, &subject.connection),
        policy(context, &subject, (verb, &mandate), meant)
    );
    let document = LeaveDocument::new(&subject.tenant.name, verb, operator, credential?);
    Ok(document.on(&subject.user, &policy?))
}

/// What the credential may. A verb that the tenant does not offer needs no request to be told.
async fn credential(verb: Verb, tenant: &Tenant, connection: &Connection) -> Outcome<CredentialLeave> {
    let profile = connection.write.profile();
    if let Some(why) = tenant.capabilities().absent.get(&needed(verb, profile)) {
        return Ok(CredentialLeave { leave: Leave::NotOffered, reasons: vec![(*why).to_owned()] });
    }
    let inspector = &*connection.inspector;
    let (seen, rights) = tokio::join!(inspector.inspect(), inspector.rights(usize::MAX));
    let leave = credential_leave(verb, profile, seen)?;
    let told = told_leave(verb, profile, &rights_or_why(rights));
    // What nobody can tell is no reason against it: an inspection has found nothing.
    Ok(if told.leave > leave.leave && told.leave == Leave::Denied { told } else { leave })
}

async fn policy(
    context: &Context,
    subject: &Subject,
    asked: (Verb, &Mandate),
    (aimed, lost): (&Aimed, Vec<Lost>),
) -> Outcome<PolicyLeave> {
    let want = Want { factors: true, roles: asked.0 == Verb::Reset, groups: false };
    let (facts, guard) = subject.study(context, want, asked).await?;
    lost.iter().try_for_each(|lost| lost.check(&facts))?;
    let facts = facts.with_devices(&*subject.connection.read, &aimed.removed(asked.0, &lost)).await?;
    let aim = aimed.aim(asked.0, &facts, &lost)?;
    let guard = Guard { lost, ..guard };
    Ok(policy_leave(asked.0, &facts, &aim, asked.1, &guard)?)
}
