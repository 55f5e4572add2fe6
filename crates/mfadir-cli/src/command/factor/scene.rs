//! One factor of one person, leave to challenge it, and the challenge that is kept for it.

use mfadir_core::{Asked, Challenge, ChallengeHandle, ChallengeRequest, Factor, FactorStatus, Operation};
use mfadir_ops::{FactorSelector, Facts, Permit, Want, challenge, offered};

use super::pick::pick;
use crate::{
    command::{lifting::Lifting, sent::accepted, subject::Subject},
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    handle::{Entry, HandleStore, Purpose},
};

/// A factor, whose it is, and leave to challenge it.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) subject: Subject,
    pub(super) permit: Permit,
    pub(super) factor: Factor,
    pub(super) store: HandleStore,
}

/// A challenge that was sent and is not answered yet.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) id: String,
    pub(super) entry: Entry,
}

impl Open {
    /// How it goes on.
    pub(super) fn handle(&self) -> ChallengeHandle {
        self.entry.challenge_handle()
    }

    /// What a proof answers.
    pub(super) fn asked(&self) -> Asked {
        Asked::Challenge(self.handle())
    }
}

impl Scene {
    /// The factor that is named by a selector, or by the short id of its challenge. Where the tenant does not offer
    /// what is needed, nobody is asked.
    pub(super) async fn find(
        context: &mut Context,
        (user, factor): (&str, &str),
        needs: Operation,
        lifting: &Lifting,
    ) -> Outcome<Self> {
        let mandate = lifting.mandate(context, [])?;
        let subject = Subject::find_for(context, user, Access::Write, &[needs]).await?;
        let wants = subject.guard().wants();
        let facts = subject.facts(context, Want { factors: true, ..wants }).await?;
        let store = HandleStore::of(&context.state()?);
        let factor = meant(&subject, &facts, &store, factor)?;
        let permit = subject.permit(&facts, &[needs], &mandate)?;
        let scene = Self { subject, permit, factor, store };
        scene.is_active()?;
        Ok(scene)
    }

    /// The challenge of the factor that can still be answered.
    pub(super) fn open(&self, context: &Context) -> Outcome<Option<Open>> {
        let kept = self.store.of_user(Purpose::Challenge, &self.permit.tenant, &self.permit.user.id)?;
        let now = context.clock.now();
        let fits = |entry: &Entry| entry.factor.as_ref() == Some(&self.factor.id) && !entry.is_over(now);
        Ok(kept.into_iter().find(|(_, entry)| fits(entry)).map(|(id, entry)| Open { id, entry }))
    }

    /// Asks the factor, and keeps how to go on.
    pub(super) async fn ask(&self, context: &mut Context, request: &ChallengeRequest) -> Outcome<(Challenge, Open)> {
        offered(&self.permit.profile, Operation::Challenge)?;
        context.about_to_write();
        let clock = context.clock.clone();
        let once = challenge(&self.subject.tools(&*clock), &self.permit, &self.factor, request).await;
        warn_of(context, &once.unrecorded);
        let challenge = accepted(once.sent, "ask the user whether anything arrived")?;
        let open = self.keep(context, &challenge)?;
        Ok((challenge, open))
    }

    /// Forgets a challenge that was answered or has ended.
    pub(super) fn forget(&self, open: &Open) -> Outcome<()> {
        self.store.forget(&open.id)
    }

    /// `tenant:login type`, to stand in a command that goes on.
    pub(super) fn words(&self) -> String {
        let Permit { tenant, user, .. } = &self.permit;
        format!("{tenant}:{} id:{}", user.login, self.factor.id)
    }

    fn keep(&self, context: &Context, challenge: &Challenge) -> Outcome<Open> {
        let Permit { tenant, user, .. } = &self.permit;
        let kind = &self.factor.factor_type;
        let mut entry = Entry::challenge(tenant, &user.id, kind, &challenge.handle, challenge.expects);
        entry.factor = Some(self.factor.id.clone());
        entry.number_to_match.clone_from(&challenge.number_to_match);
        entry.poll_after = challenge.poll_after;
        entry.expires_at = challenge.expires_at;
        let id = self.store.keep(&entry, context.clock.now())?;
        Ok(Open { id, entry })
    }

    fn is_active(&self) -> Outcome<()> {
        if self.factor.status != FactorStatus::Pending {
            return Ok(());
        }
        let message = format!("{} of {} is not active yet", self.factor.factor_type, self.permit.user.login);
        Err(Failure::new(Exit::Failed, message)
            .with_hint(format!("`mfadir factor activate {}` completes it", self.words())))
    }
}

fn meant(subject: &Subject, facts: &Facts, store: &HandleStore, text: &str) -> Outcome<Factor> {
    let selector = if HandleStore::is_id(text) {
        let entry = store.one(text, Purpose::Challenge, &subject.tenant.name, &subject.user.id)?;
        entry.factor.map_or_else(|| text.to_owned(), |id| format!("id:{id}"))
    } else {
        text.to_owned()
    };
    let Ok(selector): Result<FactorSelector, _> = selector.parse();
    pick(facts, &selector)
}

/// Warns of acts of which no account could be kept.
pub(super) fn warn_of(context: &Context, unrecorded: &[String]) {
    for why in unrecorded {
        context.output.warn(format!("what was done could not be recorded: {why}"));
    }
}
