//! `temporary-code revoke USER [ID]`

use clap::Args;
use mfadir_core::{ErrorKind, FactorId, Kind, Operation};
use mfadir_ops::{Facts, Want, revoke_code};
use mfadir_policy::Verb;

use crate::{
    args::Whom,
    command::{lifting::Lifting, sent::accepted, subject::Subject},
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    handle::{HandleStore, Purpose},
    render::CodeDocument,
};

/// The arguments of `temporary-code revoke`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,

    /// The id that `issue` told; without it the code that was issued here last, or the one that the provider lists
    id: Option<String>,

    #[command(flatten)]
    lifting: Lifting,
}

pub(super) async fn run(arguments: Arguments, context: &mut Context) -> Outcome {
    let mandate = arguments.lifting.mandate(context, [])?;
    let needs = [Operation::RevokeCode];
    let subject = Subject::find_for(context, &arguments.whom.user, Access::Write, &needs).await?;
    let want = Want { factors: true, ..Want::default() };
    let studied = subject.study(context, want, (Verb::RevokeCode, &mandate)).await?;
    let permit = subject.permit(context, &studied, (&needs, &[]), &mandate).await?;
    let kept = Kept::of(context, &subject)?;
    let id = meant(arguments.id.as_deref(), &studied.0, &kept)?;
    let planned = CodeDocument::revoking(&permit, &id);
    if context.globals.dry_run {
        context.output.print(&planned)?;
        return Ok(Exit::Done);
    }
    context.about_to_write();
    let clock = context.clock.clone();
    let once = revoke_code(&subject.tools(&*clock), &permit, &id).await;
    if once.sent.answer().is_some() || once.sent.failed_as(ErrorKind::NotFound) {
        kept.forget(&id)?;
    }
    let done = accepted(once.sent, "it ends by itself")?;
    context.output.print(&planned.revoked(&done))?;
    Ok(Exit::Done)
}

/// The codes that were issued from here.
struct Kept {
    store: HandleStore,
    codes: Vec<(String, FactorId)>,
}

impl Kept {
    fn of(context: &Context, subject: &Subject) -> Outcome<Self> {
        let store = HandleStore::of(&context.state()?);
        let now = context.clock.now();
        let kept = store.of_user(Purpose::Code, &subject.tenant.name, &subject.user.id)?;
        let current = kept.into_iter().filter(|(_, entry)| !entry.is_over(now));
        let codes = current.filter_map(|(id, entry)| Some((id, entry.factor?))).collect();
        Ok(Self { store, codes })
    }

    fn forget(&self, code: &FactorId) -> Outcome<()> {
        let mine = self.codes.iter().filter(|(_, known)| known == code);
        mine.map(|(id, _)| id).try_for_each(|id| self.store.forget(id))
    }
}

fn meant(said: Option<&str>, facts: &Facts, kept: &Kept) -> Outcome<FactorId> {
    if let Some(id) = said {
        return Ok(id.strip_prefix("id:").unwrap_or(id).into());
    }
    let listed = facts.factors.iter().filter(|factor| *factor.kind() == Kind::TemporaryCode);
    let mut ids: Vec<FactorId> = listed.map(|factor| factor.id.clone()).collect();
    ids.extend(kept.codes.iter().map(|(_, id)| id.clone()));
    ids.sort();
    ids.dedup();
    match ids.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Failure::new(Exit::NotFound, format!("no temporary code of {} is known here", facts.user.login))
            .with_hint("name it by the id that `temporary-code issue` told")),
        several => Err(Failure::new(Exit::NotFound, format!("{} has several temporary codes", facts.user.login))
            .with_details(several.iter().map(ToString::to_string))
            .with_hint("name one of them")),
    }
}
