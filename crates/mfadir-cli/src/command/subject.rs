//! The person that a command works on.

use std::sync::Arc;

use mfadir::{Connection, Purpose, Tenant};
use mfadir_core::{Clock, Operation, Operator, Profile, User};
use mfadir_ops::{
    Desk, DeskNote, Error, Facts, Guard, Happened, Mandate, Matter, Permit, Recorder, Telling, Tools, UserSelector,
    Want, find, gather, guard_for, offered, permit,
};
use mfadir_policy::{About, Target, Verb};

use super::factor::Open;
use crate::{
    context::{Access, Context},
    failure::Outcome,
    output::Document,
    render::PermitView,
};

/// A tenant that is connected to, and whom to look for there. Nothing was sent yet.
#[derive(Debug)]
pub(super) struct Place {
    tenant: Tenant,
    connection: Connection,
    desk: Arc<dyn Desk>,
    operator: Operator,
    telling: Telling,
    who: UserSelector,
    hears: bool,
}

impl Place {
    /// Where the person is that an argument names.
    pub(super) async fn of(context: &mut Context, text: &str, access: Access) -> Outcome<Self> {
        let person = context.person(text, access).await?;
        let tenant = context.tenant(&person.tenant).await?;
        let connection = context.connect_to(&tenant, Purpose::Person)?;
        let desk = context.desk_for(&tenant, &connection, access)?;
        let (operator, telling) = (context.operator()?, context.telling(&tenant)?);
        if access == Access::Write && !context.globals.dry_run {
            context.identify(&desk, &connection).await?;
            context.resolve(&desk, &connection, &telling).await?;
        }
        let hears = access == Access::Write && !context.globals.dry_run;
        Ok(Self { tenant, connection, desk, operator, telling, who: person.who, hears })
    }

    /// What can be done there.
    pub(super) fn profile(&self) -> &Profile {
        self.connection.write.profile()
    }

    /// Finds the person. Where what is masked is to be shown in full, that is written down first.
    pub(super) async fn find(self, context: &Context) -> Outcome<Subject> {
        let user = find(&*self.connection.read, &self.who).await?;
        let Self { tenant, connection, desk, operator, telling, hears, .. } = self;
        let recorder = desk.recorder();
        let subject = Subject { tenant, connection, desk, recorder, telling, user, hears };
        if context.globals.reveal {
            let about = mfadir_ops::about(&subject.user);
            note_revealed(context, (&subject.tenant, &*subject.desk), operator, Some(about)).await?;
        }
        Ok(subject)
    }
}

/// Writes down that phone numbers, addresses and codes are shown in full, and to whom. Where that fails, they are not.
pub(super) async fn note_revealed(
    context: &Context,
    (tenant, desk): (&Tenant, &dyn Desk),
    operator: Operator,
    user: Option<About>,
) -> Outcome<()> {
    let note = DeskNote {
        at: context.clock.now(),
        tenant: tenant.name.clone(),
        operator,
        user,
        verb: None,
        ticket: context.globals.ticket.clone(),
        reason: None,
        lifted: Vec::new(),
        request: None,
        what: Happened::Revealed("phone numbers, addresses and codes".to_owned()),
    };
    Ok(desk.note(&note).await?)
}

/// A person who was found, on a tenant that is connected to.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) tenant: Tenant,
    pub(super) connection: Connection,
    pub(super) desk: Arc<dyn Desk>,
    pub(super) recorder: Arc<dyn Recorder>,
    /// Who is told of what is done to them.
    pub(super) telling: Telling,
    pub(super) user: User,
    /// Whether something may be done to them, so that it has to be known what they answered to earlier challenges.
    pub(super) hears: bool,
}

impl Subject {
    /// Finds the person that an argument names.
    pub(super) async fn find(context: &mut Context, text: &str, access: Access) -> Outcome<Self> {
        Self::find_for(context, text, access, &[]).await
    }

    /// The same for what needs these operations. Where the tenant does not offer one of them, nobody is asked.
    pub(super) async fn find_for(
        context: &mut Context,
        text: &str,
        access: Access,
        needs: &[Operation],
    ) -> Outcome<Self> {
        let place = Place::of(context, text, access).await?;
        needs.iter().try_for_each(|operation| offered(place.profile(), *operation))?;
        place.find(context).await
    }

    /// The guard rules of their tenant, with nothing asked of the desk: enough to know what has to be read.
    pub(super) fn guard(&self) -> Guard {
        Guard::of(self.desk.policy(), self.desk.protected())
    }

    /// What is known of them.
    pub(super) async fn facts(&self, context: &Context, want: Want) -> Outcome<Facts> {
        let connection = &self.connection;
        let profile = connection.write.profile();
        Ok(gather(&*connection.read, profile, &*context.clock, self.user.clone(), want).await?)
    }

    /// What is known of them, and what the desk knows around what is asked for, read at the same time. What the rules
    /// look at is read beside what is wanted.
    pub(super) async fn study(
        &self,
        context: &Context,
        want: Want,
        asked: (Verb, &Mandate),
    ) -> Outcome<(Facts, Guard)> {
        let (studied, _) = self.study_going_on(context, want, asked, |_| Ok(None)).await?;
        Ok(studied)
    }

    /// The same for what may go on with a challenge that was sent before, which is picked by what is known of the person.
    /// What they answered to all others is heard before the desk is asked: nothing is decided beside a denial.
    pub(super) async fn study_going_on(
        &self,
        context: &Context,
        want: Want,
        (verb, mandate): (Verb, &Mandate),
        pick: impl FnOnce(&Facts) -> Outcome<Option<Open>>,
    ) -> Outcome<((Facts, Guard), Option<Open>)> {
        let facts = self.facts_of_rules(context, want);
        let unheard = self.unheard(context);
        let (facts, open, guard) = if unheard.is_empty() {
            let (facts, guard) = tokio::join!(facts, self.ask_desk(context, verb, mandate));
            let facts = facts?;
            let open = pick(&facts)?;
            (facts, open, guard?)
        } else {
            let facts = facts.await?;
            let open = pick(&facts)?;
            self.hear(context, mandate, unheard.into_iter().filter(|one| !one.is(open.as_ref()))).await?;
            (facts, open, self.ask_desk(context, verb, mandate).await?)
        };
        let guard = Guard { goes_on: open.is_some(), ..guard };
        Ok(((facts, guard), open))
    }

    /// What is wanted of them, and what the rules look at.
    pub(super) async fn facts_of_rules(&self, context: &Context, want: Want) -> Outcome<Facts> {
        let rules = self.guard().wants();
        let want = Want { factors: want.factors, roles: want.roles || rules.roles, groups: rules.groups };
        self.facts(context, want).await
    }

    /// What the desk knows around what is asked for.
    pub(super) async fn ask_desk(&self, context: &Context, verb: Verb, mandate: &Mandate) -> Outcome<Guard> {
        self.ask_desk_about(context, (verb, &[]), mandate).await
    }

    /// The same where the factors are known: what is activated has to be what was made under the same proof.
    pub(super) async fn ask_desk_about(
        &self,
        context: &Context,
        (verb, targets): (Verb, &[Target]),
        mandate: &Mandate,
    ) -> Outcome<Guard> {
        let matter = Matter { tenant: &self.tenant.name, user: &self.user, verb, targets, mandate };
        Ok(guard_for(&*self.desk, &*context.clock, &matter).await?)
    }

    /// Leave for these operations on these factors of theirs, by what was read of them.
    pub(super) async fn permit(
        &self,
        context: &Context,
        (facts, guard): &(Facts, Guard),
        (operations, targets): (&[Operation], &[Target]),
        mandate: &Mandate,
    ) -> Outcome<Permit> {
        self.admitted(context, guard, permit(facts, operations, targets, mandate, guard)).await
    }

    /// What their factors are enrolled, challenged and verified with.
    pub(super) fn tools<'a>(&'a self, clock: &'a dyn Clock) -> Tools<'a> {
        Tools { directory: &*self.connection.write, clock, recorder: &*self.recorder }
    }

    /// Their factors and nothing else: one request.
    pub(super) async fn factors(&self, context: &Context) -> Outcome<Facts> {
        self.facts(context, Want { factors: true, ..Want::default() }).await
    }
}

/// Shows what such leave would be for, in a dry run in which rules stand against it: the refusal is told after that.
pub(super) fn show_if_refused<D: Document>(
    context: &Context,
    (facts, guard): &(Facts, Guard),
    (operations, targets): (&[Operation], &[Target]),
    mandate: &Mandate,
    shown: impl FnOnce(PermitView) -> D,
) -> Outcome<()> {
    match permit(facts, operations, targets, mandate, guard) {
        Err(Error::Refused(why)) if context.globals.dry_run => {
            context.output.print(&shown(PermitView::refused(facts, mandate, &why)))
        }
        _ => Ok(()),
    }
}
