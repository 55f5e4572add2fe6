//! Who is told, by which way, and what came of it.

use mfadir_core::{Clock, Destination, Error, ErrorKind, MfaDirectory};
use mfadir_policy::{Audience, Message, Notifier, Request};

use super::{
    address,
    manager::{self, ManagerRule},
    occasion::Occasion,
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

/// Where somebody is reached.
enum Address {
    /// Here.
    Known(String),
    /// Nobody said where: only a way that knows by itself reaches them.
    Unset,
    /// It should be known and is not, as a clause.
    Missing(String),
}

/// Tells everybody who is to be told, by every way that reaches them, and records each message. Answers with the notices
/// and with what could not be recorded. Where no way is set up, nobody is to be told.
pub async fn tell(
    desk: &dyn Desk,
    clock: &dyn Clock,
    directory: &dyn MfaDirectory,
    occasion: &Occasion<'_>,
    telling: &Telling,
) -> (Vec<Notice>, Vec<String>) {
    let (notifiers, mut notices) = (desk.notifiers(), Vec::new());
    if notifiers.is_empty() {
        return (Vec::new(), Vec::new());
    }
    for audience in audiences(occasion, telling) {
        let address = address_of(directory, occasion, telling, audience).await;
        let message = message(desk, occasion, telling, audience, &address).await;
        for notifier in notifiers.iter().filter(|notifier| notifier.reaches(audience)) {
            notices.extend(send(&**notifier, &message, &address).await);
        }
    }
    let unrecorded = record(desk, clock, occasion.request, &notices).await;
    (notices, unrecorded)
}

/// An attack is told to those who watch: the person knows, and the manager may be who is calling.
fn audiences(occasion: &Occasion<'_>, telling: &Telling) -> Vec<Audience> {
    let mut told = vec![Audience::Security];
    if !occasion.denied {
        told.insert(0, Audience::User);
        if telling.manager != ManagerRule::Nobody {
            told.insert(1, Audience::Manager);
        }
    }
    told
}

async fn address_of(
    directory: &dyn MfaDirectory,
    occasion: &Occasion<'_>,
    telling: &Telling,
    audience: Audience,
) -> Address {
    let found = match audience {
        Audience::User => address::of_user(occasion.user, occasion.changed),
        Audience::Manager => manager::address(directory, occasion.user, &telling.manager).await,
        Audience::Security => return telling.security.clone().map_or(Address::Unset, Address::Known),
    };
    found.map_or_else(Address::Missing, Address::Known)
}

async fn message(
    desk: &dyn Desk,
    occasion: &Occasion<'_>,
    telling: &Telling,
    audience: Audience,
    address: &Address,
) -> Message {
    let (head, policy) = (desk.head().await, desk.policy());
    let values = occasion.values(head.as_deref(), policy.self_service.link.as_deref());
    let Template { subject, text } = template(&telling.templates, occasion, audience);
    let to = match address {
        Address::Known(address) => Some(address.clone()),
        Address::Unset | Address::Missing(_) => None,
    };
    let event = occasion.event(head.as_deref());
    Message { audience, to, subject: values.put_into(subject), text: values.put_into(text), event }
}

fn template<'a>(templates: &'a Templates, occasion: &Occasion<'_>, audience: Audience) -> &'a Template {
    match audience {
        Audience::User => &templates.user,
        Audience::Manager => &templates.manager,
        Audience::Security if occasion.denied => &templates.denial,
        Audience::Security => &templates.security,
    }
}

/// A way that wants an address where none is set up is no way to reach them, and nothing was to be sent.
async fn send(notifier: &dyn Notifier, message: &Message, address: &Address) -> Option<Notice> {
    let result = match (notifier.send(message).await, address) {
        (Ok(()), _) => NoticeResult::Sent,
        (Err(error), Address::Unset) if error.kind() == ErrorKind::Invalid => return None,
        (Err(error), Address::Missing(why)) if error.kind() == ErrorKind::Invalid => NoticeResult::NotSent(why.clone()),
        (Err(error), _) => NoticeResult::NotSent(error.to_string()),
    };
    Some(Notice {
        audience: Some(message.audience),
        by: Some(notifier.name().to_owned()),
        to: message.to.as_deref().map(|to| Destination::new(to).masked()),
        result,
    })
}

/// Adds the outcome to the ticket, with the hash of the log's last entry, and records that. Nothing where there is no
/// ticket or no ticket system.
pub async fn work_note(
    desk: &dyn Desk,
    clock: &dyn Clock,
    request: &Request,
    text: &str,
) -> (Option<Notice>, Vec<String>) {
    let Some(ticket) = request.ticket.as_deref() else { return (None, Vec::new()) };
    let head = desk.head().await.map(|head| format!("\nLog: {head}\n")).unwrap_or_default();
    let (by, result) = match desk.work_note(ticket, &format!("{}{head}", text.trim_end())).await {
        Ok(None) => return (None, Vec::new()),
        Ok(by) => (by, NoticeResult::Sent),
        Err(error) => (None, NoticeResult::NotSent(error.to_string())),
    };
    let notice = Notice { audience: None, by, to: Some(ticket.to_owned()), result };
    let unrecorded = record(desk, clock, request, std::slice::from_ref(&notice)).await;
    (Some(notice), unrecorded)
}

async fn record(desk: &dyn Desk, clock: &dyn Clock, request: &Request, notices: &[Notice]) -> Vec<String> {
    let mut unrecorded = Vec::new();
    for notice in notices {
        let noted = desk.note(&DeskNote::about(request, clock.now(), Happened::Told(notice.clone()))).await;
        unrecorded.extend(noted.as_ref().err().map(Error::to_string));
    }
    unrecorded
}
