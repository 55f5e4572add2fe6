//! One factor of one person, leave to challenge it, and the challenge that is kept for it.

use mfadir_core::{
    Asked, Challenge, ChallengeHandle, ChallengeRequest, Factor, FactorStatus, Operation, TenantName, UserId,
};
use mfadir_ops::{FactorSelector, Facts, Guard, Mandate, Permit, Want, challenge, offered, target};
use mfadir_policy::Verb;

use super::pick::pick;
use crate::{
    command::{
        lifting::Lifting,
        sent::accepted,
        subject::{Subject, show_if_refused},
    },
    context::{Access, Context},
    exit::Exit,
    failure::{Failure, Outcome},
    handle::{Call, Entry, HandleStore, Purpose},
    output::{Document, ticket_flag},
    render::PermitView,
};

/// A factor, whose it is, and leave to challenge it.
#[derive(Debug)]
pub(in crate::command) struct Scene {
    pub(in crate::command) subject: Subject,
    pub(in crate::command) permit: Permit,
    pub(in crate::command) factor: Factor,
    pub(in crate::command) store: HandleStore,
    pub(in crate::command) purpose: Proves,
    /// The challenge that this run goes on with. What was decided holds for going on with it, and for sending none.
    pub(in crate::command) going_on: Option<Open>,
}

/// What a passed challenge is to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::command) enum Proves {
    /// That the factor works.
    Factor,
    /// That the caller is the person; for this act alone, where it is known.
    Caller(Option<Verb>),
}

impl Proves {
    /// The one act that it is to be good for.
    pub(in crate::command) fn act(self) -> Option<Verb> {
        match self {
            Self::Caller(act) => act,
            Self::Factor => None,
        }
    }
}

/// A challenge that was sent and is not answered yet.
#[derive(Clone, Debug)]
pub(in crate::command) struct Open {
    pub(in crate::command) id: String,
    pub(in crate::command) entry: Entry,
}

impl Open {
    /// How it goes on.
    pub(in crate::command) fn handle(&self) -> ChallengeHandle {
        self.entry.challenge_handle()
    }

    /// Every challenge of the person that is kept.
    pub(in crate::command) fn all(store: &HandleStore, tenant: &TenantName, user: &UserId) -> Outcome<Vec<Self>> {
        let kept = store.of_user(Purpose::Challenge, tenant, user)?;
        Ok(kept.into_iter().map(|(id, entry)| Self { id, entry }).collect())
    }

    /// The challenge of the factor that can still be answered, and was sent for the same: to verify the caller of this
    /// very call, or else to try the factor.
    pub(in crate::command) fn of(
        context: &Context,
        subject: &Subject,
        factor: &Factor,
        call: Option<&Call>,
    ) -> Outcome<Option<Self>> {
        let (store, now) = (HandleStore::of(&context.state()?), context.clock.now());
        let fits = |Self { entry, .. }: &Self| {
            let same = entry.factor.as_ref() == Some(&factor.id) && entry.call.as_ref() == call;
            same && !entry.superseded && !entry.is_over(now)
        };
        Ok(Self::all(&store, &subject.tenant.name, &subject.user.id)?.into_iter().find(fits))
    }

    /// Whether it is this one.
    pub(in crate::command) fn is(&self, other: Option<&Self>) -> bool {
        other.is_some_and(|other| other.id == self.id)
    }

    /// Whether its answer is typed, rather than waited for.
    pub(in crate::command) fn wants_words(&self) -> bool {
        self.entry.wants_words()
    }

    /// What a proof answers.
    pub(in crate::command) fn asked(&self) -> Asked {
        Asked::Challenge(self.handle())
    }
}

impl Scene {
    /// The factor that is named by a selector, or by the short id of its challenge; and the challenge, where one may be
    /// gone on with. Where the tenant does not offer what is needed, nobody is asked. A dry run shows what would be done
    /// where rules stand against it, too.
    pub(in crate::command) async fn find<D: Document>(
        context: &mut Context,
        (user, factor): (&str, &str),
        (needs, goes_on): (Operation, bool),
        lifting: &Lifting,
        planned: impl FnOnce(PermitView, &Factor) -> D,
    ) -> Outcome<Self> {
        let mandate = lifting.mandate(context, [])?;
        let subject = Subject::find_for(context, user, Access::Write, &[needs]).await?;
        let want = Want { factors: true, ..Want::default() };
        let store = HandleStore::of(&context.state()?);
        let one = |facts: &Facts| match meant(&subject, facts, &store, factor) {
            Ok(factor) if goes_on => Open::of(context, &subject, &factor, None),
            _ => Ok(None),
        };
        let (studied, open) = subject.study_going_on(context, want, (Verb::Challenge, &mandate), one).await?;
        let factor = meant(&subject, &studied.0, &store, factor)?;
        let asked = (&[needs][..], &[target(&factor)][..]);
        show_if_refused(context, &studied, asked, &mandate, |view| planned(view, &factor))?;
        Self::of(context, subject, &studied, (factor, Proves::Factor, open), (needs, &mandate)).await
    }

    /// The same for a factor that was chosen by what is known of the person.
    pub(in crate::command) async fn of(
        context: &Context,
        subject: Subject,
        studied: &(Facts, Guard),
        (factor, purpose, going_on): (Factor, Proves, Option<Open>),
        (needs, mandate): (Operation, &Mandate),
    ) -> Outcome<Self> {
        let permit = subject.permit(context, studied, (&[needs], &[target(&factor)]), mandate).await?;
        let store = HandleStore::of(&context.state()?);
        let scene = Self { subject, permit, factor, store, purpose, going_on };
        scene.is_active()?;
        Ok(scene)
    }

    /// Asks the factor, and keeps how to go on.
    pub(in crate::command) async fn ask(
        &self,
        context: &mut Context,
        request: &ChallengeRequest,
    ) -> Outcome<(Challenge, Open)> {
        offered(&self.permit.profile, Operation::Challenge)?;
        context.about_to_write();
        // Its answer alone tells how to take it back.
        let _hold = context.surroundings.interrupt.hold();
        let clock = context.clock.clone();
        let once = challenge(&self.subject.tools(&*clock), &self.permit, &self.factor, request).await;
        warn_of(context, &once.unrecorded);
        let challenge = accepted(once.sent, "ask the user whether anything arrived")?;
        let open = self.keep(context, &challenge)?;
        Ok((challenge, open))
    }

    /// Forgets a challenge that was answered or has ended.
    pub(in crate::command) fn forget(&self, open: &Open) -> Outcome<()> {
        self.store.forget(&open.id)
    }

    /// `tenant:login id:FACTOR`, and the ticket where there is one, to stand in a command that goes on.
    pub(in crate::command) fn words(&self) -> String {
        let Permit { tenant, user, .. } = &self.permit;
        format!("{tenant}:{} id:{}{}", user.login, self.factor.id, self.ticket())
    }

    /// The command that goes on with the challenge.
    pub(in crate::command) fn again(&self) -> String {
        if self.purpose == Proves::Factor {
            return format!("mfadir factor verify {}", self.words());
        }
        let Permit { tenant, user, .. } = &self.permit;
        let purpose = self.purpose.act().map(|act| format!(" --purpose {act}")).unwrap_or_default();
        format!("mfadir verify {tenant}:{} --factor id:{}{}{purpose}", user.login, self.factor.id, self.ticket())
    }

    fn ticket(&self) -> String {
        ticket_flag(self.permit.mandate.ticket())
    }

    fn keep(&self, context: &Context, challenge: &Challenge) -> Outcome<Open> {
        let Permit { tenant, user, .. } = &self.permit;
        let kind = &self.factor.factor_type;
        let mut entry = Entry::challenge(tenant, &user.id, kind, &challenge.handle, challenge.expects);
        entry.factor = Some(self.factor.id.clone());
        entry.call = self.call();
        entry.number_to_match.clone_from(&challenge.number_to_match);
        entry.prompt.clone_from(&challenge.prompt);
        entry.poll_after = challenge.poll_after;
        entry.expires_at = challenge.expires_at;
        let id = self.store.keep(&entry, context.clock.now())?;
        Ok(Open { id, entry })
    }

    fn call(&self) -> Option<Call> {
        (self.purpose != Proves::Factor).then(|| Call::of(&self.permit.mandate))
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
pub(in crate::command) fn warn_of(context: &Context, unrecorded: &[String]) {
    for why in unrecorded {
        context.output.warn(format!("what was done could not be recorded: {why}"));
    }
}
