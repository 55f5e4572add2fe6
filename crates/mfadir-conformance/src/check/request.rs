//! One method, one act.

use mfadir_core::{GroupQuery, Operation, PageRequest, UserQuery};

use super::Check;
use crate::{
    call::call,
    outcome::{Verdict, ensure},
    scene::{self, login},
    subject::{Request, Sent, Subject},
};

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "reads-send-one-request",
        "A read sends one request, and more only where that is told.",
        &[],
        |subject| Box::pin(reads_send_one_request(subject)),
    ),
    Check::new("reads-change-nothing", "A read sends no request that can change something.", &[], |subject| {
        Box::pin(reads_change_nothing(subject))
    }),
    Check::new("lookups-send-one-request", "Finding a person by login takes one request.", &[], |subject| {
        Box::pin(lookups_send_one_request(subject))
    }),
    Check::new(
        "questions-send-one-request",
        "A page of people or groups takes one request, whatever is asked.",
        &[],
        |subject| Box::pin(questions_send_one_request(subject)),
    ),
    Check::new(
        "writes-send-one-request",
        "A write sends one request, and more only where that is told.",
        &[],
        |subject| Box::pin(writes_send_one_request(subject)),
    ),
    Check::new("writes-write-once", "A write sends at most one request that can change something.", &[], |subject| {
        Box::pin(writes_write_once(subject))
    }),
    Check::new("connecting-sends-nothing", "Nothing is sent before the first call.", &[], |subject| {
        Box::pin(connecting_sends_nothing(subject))
    }),
];

/// What each declared operation of this sort sends, one after the other.
async fn sent_by(subject: &dyn Subject, reads: bool) -> Verdict<Vec<(Operation, Vec<Request>)>> {
    let directory = subject.directory();
    let target = scene::target(subject, &subject.cast().several).await?;
    let locked = subject.cast().locked.as_ref().unwrap_or(&subject.cast().several);
    let locked = scene::target(subject, locked).await?;
    let mut sent = Vec::new();
    for operation in directory.profile().capabilities.operations.keys().filter(|operation| operation.is_read() == reads)
    {
        let already = subject.requests().await?.len();
        let target = if *operation == Operation::Unlock { &locked } else { &target };
        let _ = call(&*directory, *operation, target).await;
        sent.push((*operation, scene::requests_since(subject, already).await?));
    }
    Ok(sent)
}

/// How many requests a plain call may send, and how many any other.
fn allowed(subject: &dyn Subject, operation: Operation) -> (usize, usize) {
    let exception = subject.exceptions().iter().find(|exception| exception.operation == operation);
    exception.map_or((1, 1), |told| (if told.always { told.requests } else { 1 }, told.requests))
}

fn writes(requests: &[Request]) -> usize {
    requests.iter().filter(|request| request.sent == Sent::Write).count()
}

async fn send_one_request(subject: &dyn Subject, reads: bool) -> Verdict {
    for (operation, sent) in sent_by(subject, reads).await? {
        ensure!(sent.len() <= allowed(subject, operation).0, "{operation} sent {sent:?}");
    }
    Ok(())
}

async fn reads_send_one_request(subject: &dyn Subject) -> Verdict {
    send_one_request(subject, true).await
}

async fn writes_send_one_request(subject: &dyn Subject) -> Verdict {
    send_one_request(subject, false).await
}

async fn reads_change_nothing(subject: &dyn Subject) -> Verdict {
    for (operation, sent) in sent_by(subject, true).await? {
        ensure!(writes(&sent) == 0, "{operation} sent {sent:?}");
    }
    Ok(())
}

async fn writes_write_once(subject: &dyn Subject) -> Verdict {
    for (operation, sent) in sent_by(subject, false).await? {
        ensure!(writes(&sent) <= 1, "{operation} sent {sent:?}");
    }
    Ok(())
}

/// Runs one call; it must not send more than so many requests.
async fn sends(subject: &dyn Subject, limit: usize, what: &str, call: impl Future<Output = ()>) -> Verdict {
    let already = subject.requests().await?.len();
    call.await;
    let sent = scene::requests_since(subject, already).await?;
    ensure!(sent.len() <= limit, "{what} sent {sent:?}");
    Ok(())
}

async fn lookups_send_one_request(subject: &dyn Subject) -> Verdict {
    let directory = subject.directory();
    let (plain, any) = allowed(subject, Operation::User);
    let people = subject.cast().everybody().map(|person| (person.login.as_str(), plain));
    for (text, limit) in people.chain([("nobody@example.com", any), ("nobody", any), ("no/body", any)]) {
        sends(subject, limit, text, async { drop(directory.user(&login(text)).await) }).await?;
    }
    Ok(())
}

async fn questions_send_one_request(subject: &dyn Subject) -> Verdict {
    let (directory, page) = (subject.directory(), PageRequest::default());
    let user = scene::id(subject, &subject.cast().several).await?;
    let group = GroupQuery::Named(subject.cast().membership.as_ref().map_or("none", |known| &known.group).to_owned());
    let named = directory.groups(&group, &page).await.ok().and_then(|page| page.items.into_iter().next());
    let members = UserQuery::Members(named.map_or_else(|| "none".into(), |group| group.id));
    let (plain, _) = allowed(subject, Operation::Users);
    for query in [UserQuery::All, UserQuery::Email("bob@example.com".into()), UserQuery::Text("bob".into()), members] {
        let call = async { drop(directory.users(&query, &page).await) };
        sends(subject, plain, &format!("{query:?}"), call).await?;
    }
    let (plain, any) = allowed(subject, Operation::Groups);
    for (query, limit) in [(GroupQuery::All, plain), (group, plain), (GroupQuery::Of(user), any)] {
        let call = async { drop(directory.groups(&query, &page).await) };
        sends(subject, limit, &format!("{query:?}"), call).await?;
    }
    Ok(())
}

async fn connecting_sends_nothing(subject: &dyn Subject) -> Verdict {
    let already = subject.requests().await?.len();
    let _ = subject.another_directory()?.profile();
    let sent = subject.requests().await?.split_off(already);
    ensure!(sent.is_empty(), "connecting sent {sent:?}");
    Ok(())
}
