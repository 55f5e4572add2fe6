//! Page after page, nobody is missed and nobody comes twice.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use mfadir_core::{
    Cursor,
    ErrorKind::{Expired, Invalid, NotFound, Refused},
    MfaDirectoryExt, Operation, PageRequest, UserQuery,
};

use super::Check;
use crate::{
    outcome::{Expect, Verdict, ensure},
    scene::{self, logins},
    subject::Subject,
};

const USERS: &[Operation] = &[Operation::Users];
const SHORT: u32 = 7;

pub(super) const CHECKS: &[Check] = &[
    Check::new("pages-cover-everyone-once", "Short pages together hold everyone, once each.", USERS, |subject| {
        Box::pin(cover_everyone_once(subject))
    }),
    Check::new("pages-match-the-longest", "Short pages hold the same people as the longest ones.", USERS, |subject| {
        Box::pin(match_the_longest(subject))
    }),
    Check::new("pages-keep-the-limit", "A page is never longer than was asked for.", USERS, |subject| {
        Box::pin(keep_the_limit(subject))
    }),
    Check::new("cursor-can-be-used-later", "Another process goes on where a cursor points.", USERS, |subject| {
        Box::pin(cursor_can_be_used_later(subject))
    }),
    Check::new(
        "strange-cursor-is-refused",
        "A cursor that leads elsewhere is refused before anything is sent.",
        USERS,
        |subject| Box::pin(strange_cursor_is_refused(subject)),
    ),
    Check::new("cursor-can-be-used-twice", "The same cursor gives the same page again.", USERS, |subject| {
        Box::pin(cursor_can_be_used_twice(subject))
    }),
];

fn short() -> PageRequest {
    PageRequest { limit: Some(SHORT), cursor: None }
}

async fn cover_everyone_once(subject: &dyn Subject) -> Verdict {
    let listed = logins(&*subject.directory(), &UserQuery::All, Some(SHORT)).await?;
    let distinct: BTreeSet<_> = listed.iter().collect();
    ensure!(distinct.len() == listed.len(), "{} of {} came twice", listed.len() - distinct.len(), listed.len());
    for person in subject.cast().everybody() {
        ensure!(distinct.contains(&person.login), "{} is on no page", person.login);
    }
    Ok(())
}

async fn match_the_longest(subject: &dyn Subject) -> Verdict {
    let directory = subject.directory();
    let short = logins(&*directory, &UserQuery::All, Some(SHORT)).await?;
    let long = logins(&*directory, &UserQuery::All, None).await?;
    ensure!(short == long, "short pages hold {} people, long ones {}", short.len(), long.len());
    Ok(())
}

async fn keep_the_limit(subject: &dyn Subject) -> Verdict {
    let directory = subject.directory();
    let pages: Vec<_> = directory.user_pages(&UserQuery::All, short()).take(2).collect().await;
    ensure!(pages.len() > 1, "everyone fits on a page of {SHORT}: the subject has too few people");
    for page in pages {
        let length = page.worked("a page")?.items.len();
        ensure!(length <= SHORT as usize, "a page of {SHORT} holds {length}");
    }
    Ok(())
}

async fn cursor_can_be_used_later(subject: &dyn Subject) -> Verdict {
    let (directory, later) = (subject.directory(), subject.another_directory()?);
    let first = directory.users(&UserQuery::All, &short()).await.worked("the first page")?;
    let mut listed: Vec<_> = first.items.into_iter().map(|user| user.login).collect();
    if let Some(cursor) = first.next {
        let rest = short().at(cursor);
        let people = scene::items(later.user_pages(&UserQuery::All, rest)).await?;
        listed.extend(people.into_iter().map(|user| user.login));
    }
    listed.sort();
    let all = logins(&*directory, &UserQuery::All, None).await?;
    ensure!(listed == all, "the first page and the later ones hold {} people, not {}", listed.len(), all.len());
    Ok(())
}

const STRANGE: &[&str] = &[
    "https://elsewhere.example.com/api/v1/users?after=1",
    "http://127.0.0.1:1/api/2/users?cursor=1",
    "//elsewhere.example.com/",
    "/api/v1/groups",
    "../groups",
    "nowhere",
];

async fn strange_cursor_is_refused(subject: &dyn Subject) -> Verdict {
    for cursor in STRANGE {
        let page = subject.directory().users(&UserQuery::All, &short().at(Cursor::from(*cursor))).await;
        page.refused(format_args!("the cursor {cursor:?}"), &[Refused, Invalid, Expired, NotFound])?;
    }
    Ok(())
}

async fn cursor_can_be_used_twice(subject: &dyn Subject) -> Verdict {
    let directory = subject.directory();
    let first = directory.users(&UserQuery::All, &short()).await.worked("the first page")?;
    let Some(cursor) = first.next else { return Ok(()) };
    let once = directory.users(&UserQuery::All, &short().at(cursor.clone())).await.worked("the second page")?;
    let twice = directory.users(&UserQuery::All, &short().at(cursor)).await.worked("the second page again")?;
    ensure!(once.items == twice.items, "the second page differs from itself");
    ensure!(once.items != first.items, "the second page is the first one");
    Ok(())
}
