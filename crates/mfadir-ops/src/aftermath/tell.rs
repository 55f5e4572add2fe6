//! Who is told, by which way, and what came of it.

use std::{collections::BTreeSet, sync::Arc};

use futures_util::{StreamExt, stream::FuturesUnordered};
use mfadir_core::{Clock, Destination, MfaDirectory, Operator};
use mfadir_policy::{Audience, Message, Notifier, Request};

use super::{
    address,
    manager::{self, ManagerRule},
    occasion::{Came, Occasion},
    owed::Owed,
    patience::{Patience, patiently},
    template::{Template, Templates},
};
use crate::desk::{Desk, DeskNote, Happened, Notice, NoticeResult};

/// Who is told, and in which words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// How the manager is found.
    pub manager: ManagerRule,
    /// The mail address of those who watch; ways that know where they go need none.
    pub security: Option<String>,
    /// The words.
    pub templates: Templates,
}

/// What people are told with.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The desk: its ways and its log.
    pub desk: &'a dyn Desk,
    /// All time comes from here.
    pub clock: &'a dyn Clock,
    /// Where a manager is looked up.
    pub directory: &'a dyn MfaDirectory,
    /// Who is told, and how.
    pub telling: &'a Telling,
    /// Whoever waits for it.
    pub patience: &'a dyn Patience,
    /// What of it is told late, for a run that was cut off.
    pub late: Option<Late<'a>>,
}

/// What is told later than it should have been.
#[derive(Clone, Copy, Debug)]
pub struct Late<'a> {
    /// Nothing else is told.
    pub owed: &'a BTreeSet<Owed>,
    /// Who tells it.
    pub by: &'a Operator,
}

/// Where somebody is reached.
enum Address {
    /// Here.
    Known(String),
    /// Only a way that knows by itself reaches them.
    Unset,
    /// It should be known and is not, as a clause.
    Missing(String),
}

/// A message and the way that it goes.
struct Post {
    notifier: Arc<dyn Notifier>,
    message: Message,
    address: Address,
}

impl Telling {
    /// Whether this is a way to reach them: one that wants an address where none is set up is not.
    pub(super) fn reaches(&self, notifier: &dyn Notifier, audience: Audience) -> bool {
        let has_address = audience != Audience::Security || self.security.is_some();
        notifier.reaches(audience) && (has_address || !notifier.wants_address())
    }
}

/// Tells everybody who is to be told, by every way that reaches them and all at once, and records each message when it
/// is known what came of it. Answers with the notices and with what could not be recorded. Where no way is set up,
/// nobody is to be told.
pub async fn tell(teller: &Teller<'_>, occasion: &Occasion<'_>) -> (Vec<Notice>, Vec<String>) {
    let posts = posts(teller, occasion).await;
    let mut under_way: FuturesUnordered<_> =
        posts.iter().enumerate().map(|(number, post)| async move { (number, post.send(teller).await) }).collect();
    let (mut notices, mut unrecorded) = (Vec::new(), Vec::new());
    while let Some((number, notice)) = under_way.next().await {
        unrecorded.extend(teller.record(occasion.request, &notice).await);
        notices.push((number, notice));
    }
    notices.sort_by_key(|(number, _)| *number);
    (notices.into_iter().map(|(_, notice)| notice).collect(), unrecorded)
}

async fn posts(teller: &Teller<'_>, occasion: &Occasion<'_>) -> Vec<Post> {
    let (telling, notifiers) = (teller.telling, teller.desk.notifiers());
    let mut posts = Vec::new();
    for audience in audiences(occasion.came == Came::Denied, telling) {
        let is_owed = |notifier: &&Arc<dyn Notifier>| {
            telling.reaches(&***notifier, audience) && teller.owes(&Owed::Told(audience, notifier.name().to_owned()))
        };
        let ways: Vec<_> = notifiers.iter().filter(is_owed).cloned().collect();
        for notifier in ways {
            let address = teller.address_of(occasion, audience).await;
            let message = teller.message(occasion, audience, &address).await;
            posts.push(Post { notifier, message, address });
        }
    }
    posts
}

/// An attack is told to those who watch: the person knows, and the manager may be who is calling.
pub(super) fn audiences(denied: bool, telling: &Telling) -> Vec<Audience> {
    let mut told = vec![Audience::Security];
    if !denied {
        told.insert(0, Audience::User);
        if telling.manager != ManagerRule::Nobody {
            told.insert(1, Audience::Manager);
        }
    }
    told
}

impl Teller<'_> {
    fn owes(&self, what: &Owed) -> bool {
        self.late.is_none_or(|late| late.owed.contains(what))
    }

    async fn address_of(&self, occasion: &Occasion<'_>, audience: Audience) -> Address {
        let found = match audience {
            Audience::User => address::of_user(occasion.user, occasion.changed),
            Audience::Manager => manager::address(self.directory, occasion.user, &self.telling.manager).await,
            Audience::Security => return self.telling.security.clone().map_or(Address::Unset, Address::Known),
        };
        found.map_or_else(Address::Missing, Address::Known)
    }

    async fn message(&self, occasion: &Occasion<'_>, audience: Audience, address: &Address) -> Message {
        let (head, policy) = (self.desk.head().await, self.desk.policy());
        let values = occasion.values(head.as_deref(), policy.self_service.link.as_deref());
        let Template { subject, text } = template(&self.telling.templates, occasion, audience);
        let to = match address {
            Address::Known(address) => Some(address.clone()),
            Address::Unset | Address::Missing(_) => None,
        };
        let event = occasion.event(head.as_deref());
        Message { audience, to, subject: values.put_into(subject), text: values.put_into(text), event }
    }

    /// What could not be recorded, as a clause.
    async fn record(&self, request: &Request, notice: &Notice) -> Option<String> {
        let note = DeskNote::about(request, self.clock.now(), Happened::Told(notice.clone()));
        let operator = self.late.map_or_else(|| note.operator.clone(), |late| late.by.clone());
        self.desk.note(&DeskNote { operator, ..note }).await.err().map(|error| error.to_string())
    }
}

fn template<'a>(templates: &'a Templates, occasion: &Occasion<'_>, audience: Audience) -> &'a Template {
    match audience {
        Audience::User => &templates.user,
        Audience::Manager => &templates.manager,
        Audience::Security if occasion.came == Came::Denied => &templates.denial,
        Audience::Security => &templates.security,
    }
}

impl Post {
    async fn send(&self, teller: &Teller<'_>) -> Notice {
        let result = match &self.address {
            Address::Missing(why) if self.notifier.wants_address() => NoticeResult::NotSent(why.clone()),
            _ => self.hand_over(teller).await,
        };
        Notice {
            audience: Some(self.message.audience),
            by: Some(self.notifier.name().to_owned()),
            to: self.message.to.as_deref().map(|to| Destination::new(to).masked()),
            result,
        }
    }

    async fn hand_over(&self, teller: &Teller<'_>) -> NoticeResult {
        match patiently(teller.patience, teller.clock, self.notifier.send(&self.message)).await {
            Some(Ok(())) => NoticeResult::Sent,
            Some(Err(error)) => NoticeResult::NotSent(error.to_string()),
            None => NoticeResult::NotSent(INTERRUPTED.to_owned()),
        }
    }
}

/// What is said of a message whose answer nobody waited for.
const INTERRUPTED: &str = "interrupted before it was answered, so that it may have arrived or not";

/// Adds the outcome to the ticket, with the hash of the log's last entry, and records that. Nothing where there is no
/// ticket or no ticket system.
pub async fn work_note(teller: &Teller<'_>, request: &Request, text: &str) -> (Option<Notice>, Vec<String>) {
    let desk = teller.desk;
    let Some(ticket) = request.ticket.as_deref().filter(|_| teller.owes(&Owed::Ticket)) else {
        return (None, Vec::new());
    };
    let head = desk.head().await.map(|head| format!("\nLog: {head}\n")).unwrap_or_default();
    let text = format!("{}{head}", text.trim_end());
    let (by, result) = match patiently(teller.patience, teller.clock, desk.work_note(ticket, &text)).await {
        Some(Ok(None)) => return (None, Vec::new()),
        Some(Ok(by)) => (by, NoticeResult::Sent),
        Some(Err(error)) => (None, NoticeResult::NotSent(error.to_string())),
        None => (None, NoticeResult::NotSent(INTERRUPTED.to_owned())),
    };
    let notice = Notice { audience: None, by, to: Some(ticket.to_owned()), result };
    let unrecorded = teller.record(request, &notice).await;
    (Some(notice), unrecorded.into_iter().collect())
}
