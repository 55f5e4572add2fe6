//! What the provider's own log tells beside ours.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Event, EventQuery, MfaDirectory, Operation, Outcome, PageRequest, UserId};
use mfadir_policy::{About, PastAct, Verb};

/// How far apart our time of an act and the provider's may be.
const CLOSE: SignedDuration = SignedDuration::from_mins(5);

/// What counts unless the person did it themselves.
const TAKING: [Verb; 5] = [Verb::Reset, Verb::Remove, Verb::TemporaryCode, Verb::Unlock, Verb::EndSessions];
/// What people mostly do themselves counts only where somebody else is named as who did it.
const MAKING: [Verb; 2] = [Verb::Enroll, Verb::Activate];

/// The events of one person, the oldest first, and what could not be read of them, as a clause.
#[derive(Debug, Default)]
pub(in crate::desk) struct Told {
    pub(super) events: Vec<Event>,
    pub(in crate::desk) gap: Option<String>,
}

/// Asks the provider what happened to the person since then, as far as it tells that on so many pages; nothing where it
/// offers no events.
pub(in crate::desk) async fn read(
    directory: Option<&dyn MfaDirectory>,
    user: &UserId,
    since: Timestamp,
    pages: usize,
) -> Told {
    let offers = |directory: &&dyn MfaDirectory| directory.profile().capabilities.offers(Operation::Events);
    let Some(directory) = directory.filter(offers) else { return Told::default() };
    let mut told = newest(directory, user, since, pages).await;
    // What one request made is told by its first event.
    told.events.reverse();
    told
}

/// The newest of them, and those first.
async fn newest(directory: &dyn MfaDirectory, user: &UserId, since: Timestamp, pages: usize) -> Told {
    let query = EventQuery { since: Some(since), until: None, user: Some(user.clone()), newest_first: true };
    let (mut told, mut page) = (Told::default(), PageRequest::default());
    for _ in 0..pages {
        match directory.events(&query, &page).await {
            Ok(read) => {
                told.events.extend(read.items);
                let Some(next) = read.next else { return told };
                page = page.at(next);
            }
            Err(error) => return Told { gap: Some(format!("the provider's log could not be read: {error}")), ..told },
        }
    }
    let gap = format!("{}the provider's log holds more of this person than was read", beyond(&told.events, since));
    Told { gap: Some(gap), ..told }
}

/// Up to when all is known: the newest come first, unless a provider tells them in another order all the same.
fn beyond(events: &[Event], since: Timestamp) -> String {
    let (first, last) = (events.first().map_or(since, |event| event.at), events.last().map_or(since, |event| event.at));
    let word = if first < last { "beyond" } else { "before" };
    format!("{word} {}, since ", last.strftime("%Y-%m-%d %H:%M UTC"))
}

/// The requests that are ours, as far as the provider's log can be held against them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) struct Requests<'a> {
    /// Those whose name an answer told us.
    pub(in crate::desk) named: BTreeSet<&'a str>,
    /// Acts on the person of which no answer came.
    pub(in crate::desk) unanswered: Vec<PastAct>,
}

impl Told {
    /// The acts on the person that are not ours. The same event may be delivered twice, and one request may make several.
    /// Where the provider names no request, or the answer that would have told us its name was lost, an event close to an
    /// act of ours that would leave it is ours. A denial is told unless ours holds one that is as young: whoever sent the
    /// challenge, nobody may have asked for its answer.
    pub(in crate::desk) fn acts(&self, user: &About, ours: &Requests<'_>, own: &[PastAct]) -> Vec<PastAct> {
        let mut seen = BTreeSet::new();
        let about = |event: &&Event| event.user.as_ref().is_none_or(|about| *about == user.id);
        let happened = self.events.iter().filter(about).filter(|event| event.outcome != Some(Outcome::Failure));
        let acts = happened.filter_map(|event| Some((event, act(event, user)?)));
        let is_ours = |event: &Event, act: &PastAct| match &event.request_id {
            _ if act.denied => own.iter().any(|own| is_known(own, act)),
            Some(id) => ours.named.contains(id.as_str()) || ours.unanswered.iter().any(|own| leaves(own, act)),
            None => own.iter().any(|own| leaves(own, act)),
        };
        let others = acts.filter(|(event, act)| !is_ours(event, act)).map(|(event, act)| (name(event), act));
        others.filter(|(name, act)| seen.insert((*name, act.denied))).map(|(_, act)| act).collect()
    }
}

/// Whether our act leaves such an event. A reset may be made of removals, what follows an act is part of it, and a log may
/// tell of a code as of any other factor that is active from then on.
fn leaves(own: &PastAct, event: &PastAct) -> bool {
    let removals = own.verb == Verb::Reset && event.verb == Verb::Remove;
    let code = own.verb == Verb::TemporaryCode && event.verb == Verb::Activate;
    let same = own.verb == event.verb || removals || code || event.verb.continues(own.verb);
    own.on_user && same && own.at.duration_until(event.at).abs() <= CLOSE
}

/// Whether our denial stands for the event: we learn of it when the challenge is asked about, which is later.
fn is_known(own: &PastAct, event: &PastAct) -> bool {
    own.on_user && own.denied && own.at.checked_add(CLOSE).unwrap_or(own.at) >= event.at
}

/// What the event and its twins have in common: the request that made them.
fn name(event: &Event) -> &str {
    event.request_id.as_ref().map_or(event.id.as_str(), |id| id.as_str())
}

fn act(event: &Event, user: &About) -> Option<PastAct> {
    let word = event.operation?.as_str();
    let by_themselves = event.is_by_themselves(Some(&user.login));
    let taking = TAKING.into_iter().filter(|_| by_themselves != Some(true));
    let making = MAKING.into_iter().filter(|_| by_themselves == Some(false));
    let denied = event.outcome == Some(Outcome::Denied);
    let denial = denied.then_some(Verb::Challenge);
    let verb = denial.or_else(|| taking.chain(making).find(|verb| verb.as_str() == word))?;
    Some(PastAct { at: event.at, verb, operator: None, ticket: None, receipt: None, on_user: true, denied })
}
