//! What acts still owe whose run was cut off after them: it is told now, or it is written down that it was not.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use mfadir_core::{Error, ErrorKind, Factor, FactorStatus, MfaDirectory, Result, User, UserRef, UserStatus};
use mfadir_journal::{Entry, Happened as Came, Owing, OwingAct};
use mfadir_ops::{
    Came as Outcome, Desk, DeskNote, Happened, Late, Notice, NoticeResult, Occasion, Owed, Patience, Teller, Telling,
    tell, work_note,
};
use mfadir_policy::{About, REQUEST_SCHEMA, Request, Target};

use crate::desk::LocalDesk;

/// How far back is looked. `audit verify` tells of what is older.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An act that was done, and whose run was cut off before everybody was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldLate {
    /// What was announced.
    pub intent: Entry,
    /// Who was told now, or could not be.
    pub notices: Vec<Notice>,
    /// That the person was to be signed out and was not.
    pub sessions_left: bool,
    /// Why it could not be told now, as a clause: the next write on the tenant tries again.
    pub still_owed: Option<String>,
    /// What could not be recorded, as clauses.
    pub unrecorded: Vec<String>,
}

/// Tells what earlier runs owe. Nothing is read from the provider where there is none, or while somebody else writes to
/// the tenant: then what follows may be under way. To be called before a write, after
/// [`resolve_open`](crate::resolve_open).
pub async fn tell_owed(
    desk: &LocalDesk,
    directory: &dyn MfaDirectory,
    telling: &Telling,
    patience: &dyn Patience,
) -> Result<Vec<ToldLate>> {
    if left(desk).await?.is_empty() {
        return Ok(Vec::new());
    }
    let Some(_alone) = desk.holds.alone()? else { return Ok(Vec::new()) };
    let mut told = Vec::new();
    for act in left(desk).await? {
        let Some(request) = request(&act.intent) else { continue };
        let debt =
            Debt { desk, act: &act, request, owed: act.owes.iter().filter_map(|owed| owed.parse().ok()).collect() };
        told.push(debt.settle(directory, telling, patience).await);
    }
    Ok(told)
}

async fn left(desk: &LocalDesk) -> Result<Vec<OwingAct>> {
    let since = desk.clock.now().checked_sub(LOOK_BACK).unwrap_or(jiff::Timestamp::MIN);
    let mut owing = Owing::default();
    desk.log.since(since).await?.iter().for_each(|line| owing.see(line));
    Ok(owing.left())
}

/// What was asked for, as far as the log tells; nothing where the entry is not of a verb.
fn request(intent: &Entry) -> Option<Request> {
    let user = intent.user.as_ref()?;
    let target =
        |mention: &mfadir_journal::Mention| Target { id: mention.id.clone(), factor_type: mention.factor_type.clone() };
    Some(Request {
        schema: REQUEST_SCHEMA.to_owned(),
        id: intent.request.clone()?,
        tenant: intent.tenant.clone(),
        user: About { id: user.id.clone(), login: user.login.clone(), emails: Vec::new() },
        verb: intent.verb.as_ref()?.parse().ok()?,
        factors: intent.factors.iter().map(target).collect(),
        operator: intent.operator.clone(),
        ticket: intent.ticket.clone(),
        reason: intent.reason.clone(),
        lifts: intent.lifted.iter().filter_map(|lifted| lifted.rule.parse().ok()).collect(),
        change: None,
        needs: Vec::new(),
        at: intent.requested_at?,
    })
}

/// What one act owes.
struct Debt<'a> {
    desk: &'a LocalDesk,
    act: &'a OwingAct,
    request: Request,
    owed: BTreeSet<Owed>,
}

impl Debt<'_> {
    async fn settle(&self, directory: &dyn MfaDirectory, telling: &Telling, patience: &dyn Patience) -> ToldLate {
        let mut late = ToldLate {
            intent: self.act.intent.clone(),
            notices: Vec::new(),
            sessions_left: self.owed.contains(&Owed::Sessions),
            still_owed: None,
            unrecorded: Vec::new(),
        };
        let user = match self.person(directory).await {
            Ok(user) => user,
            Err(error) => return ToldLate { still_owed: Some(error.to_string()), ..late },
        };
        let desk = self.desk;
        let since = Late { owed: &self.owed, by: &desk.operator };
        let teller = Teller { desk, clock: &*desk.clock, directory, telling, patience, late: Some(since) };
        let changed = self.changed();
        let came = if self.act.happened == Came::Yes { Outcome::Done } else { Outcome::Unclear };
        let occasion =
            Occasion { user: &user, request: &self.request, changed: &changed, came, at: self.act.intent.at };
        (late.notices, late.unrecorded) = tell(&teller, &occasion).await;
        let (noted, unrecorded) = work_note(&teller, &self.request, &self.text(&occasion)).await;
        late.notices.extend(noted);
        late.unrecorded.extend(unrecorded);
        self.write_off(&mut late).await;
        late
    }

    /// The person, or as much as the log knows of somebody who cannot be read. What may be otherwise a little later is
    /// an error.
    async fn person(&self, directory: &dyn MfaDirectory) -> Result<User, Error> {
        let About { id, login, .. } = &self.request.user;
        match directory.user(&UserRef::Id(id.clone())).await {
            Err(error) if is_passing(&error) => Err(error),
            Err(_) => Ok(User::new(id.clone(), login.clone(), UserStatus::NotTold)),
            user => user,
        }
    }

    fn changed(&self) -> Vec<Factor> {
        let mentions = self.act.intent.factors.iter();
        let factor = |mention: &mfadir_journal::Mention| {
            let Ok(factor_type) = mention.factor_type.parse();
            let id = mention.id.clone().unwrap_or_else(|| "new".into());
            Factor::new(id, factor_type, FactorStatus::Active)
        };
        mentions.map(factor).collect()
    }

    fn text(&self, occasion: &Occasion<'_>) -> String {
        let Request { user, operator, .. } = &self.request;
        let at = self.act.intent.at.strftime("%Y-%m-%d %H:%M UTC");
        let what = occasion.what();
        format!(
            "{} on {}: {what}\nTime: {at}\nOperator: {}\nNoted late: the run was cut off",
            user.login, self.request.tenant, operator.id
        )
    }

    /// Notes what cannot be made up for, so that it is not looked for again.
    async fn write_off(&self, late: &mut ToldLate) {
        let settled: BTreeSet<Owed> = late.notices.iter().map(Notice::settles).collect();
        for owed in self.owed.difference(&settled) {
            let what = lost(owed, late);
            let note = DeskNote::about(&self.request, self.desk.clock.now(), what);
            let note = DeskNote { operator: self.desk.operator.clone(), ..note };
            late.unrecorded.extend(self.desk.note(&note).await.err().map(|error| error.to_string()));
        }
    }
}

/// What is written down of what cannot be made up for.
fn lost(owed: &Owed, late: &mut ToldLate) -> Happened {
    let (audience, by) = match owed {
        Owed::Sessions => {
            return Happened::SessionsLeft("the run was cut off before they were ended".to_owned());
        }
        Owed::Told(audience, by) => (Some(*audience), Some(by.clone())),
        Owed::Ticket => (None, None),
    };
    let why = "the run was cut off, and this way is not set up any more".to_owned();
    let notice = Notice { audience, by, to: None, result: NoticeResult::NotSent(why) };
    late.notices.push(notice.clone());
    Happened::Told(notice)
}

fn is_passing(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Unauthenticated
    )
}
