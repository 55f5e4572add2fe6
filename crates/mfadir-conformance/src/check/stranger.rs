//! Words that mean something to a provider's addresses or filters are nobody's login and nobody's id.

use mfadir_core::{ErrorKind, Operation, UserId, UserRef};

use super::Check;
use crate::{
    outcome::{Expect, Verdict, ensure},
    scene::{self, login},
    subject::{Sent, Subject},
};

const USER: &[Operation] = &[Operation::User];
const FACTORS: &[Operation] = &[Operation::User, Operation::Factors];
const NOBODY: &[ErrorKind] = &[ErrorKind::NotFound, ErrorKind::Invalid];

pub(super) const CHECKS: &[Check] = &[
    Check::new("words-are-nobodys-login", "me, dots and separators find nobody.", USER, |subject| {
        Box::pin(words_are_nobodys_login(subject))
    }),
    Check::new("wildcards-find-nobody", "Wildcards and negations have no meaning in a login.", USER, |subject| {
        Box::pin(wildcards_find_nobody(subject))
    }),
    Check::new(
        "part-of-a-login-finds-nobody",
        "A login is the whole login: no prefix, no short name.",
        USER,
        |subject| Box::pin(part_of_a_login_finds_nobody(subject)),
    ),
    Check::new("id-is-nobodys-login", "An id given as a login finds nobody.", USER, |subject| {
        Box::pin(id_is_nobodys_login(subject))
    }),
    Check::new("login-is-nobodys-id", "A login given as an id finds nobody.", USER, |subject| {
        Box::pin(login_is_nobodys_id(subject))
    }),
    Check::new("odd-ids-list-nobodys-factors", "An id that nobody has has no list of factors.", FACTORS, |subject| {
        Box::pin(odd_ids_list_nobodys_factors(subject))
    }),
    Check::new("looking-for-nobody-writes-nothing", "A lookup that finds nobody changes nothing.", USER, |subject| {
        Box::pin(looking_for_nobody_writes_nothing(subject))
    }),
];

/// Words that an address, a filter or a shell would take for something else.
const WORDS: &[&str] = &[
    "me",
    "ME",
    ".",
    "..",
    "...",
    "/",
    "//",
    "../..",
    "..%2f..",
    "%2e%2e",
    "?",
    "#",
    "&",
    "%",
    "%00",
    " ",
    "\t",
    "null",
    "0",
    "-1",
    "\"",
    "\\",
    "' or '1'='1",
    "me/factors",
    "\u{e4}d\u{e0}@example.com",
];

async fn words_are_nobodys_login(subject: &dyn Subject) -> Verdict {
    for word in WORDS {
        nobody(subject, word, &[ErrorKind::NotFound]).await?;
    }
    nobody(subject, "", NOBODY).await
}

async fn nobody(subject: &dyn Subject, spelling: &str, kinds: &[ErrorKind]) -> Verdict {
    let found = subject.directory().user(&login(spelling)).await;
    if let Ok(user) = &found {
        ensure!(false, "the login {spelling:?} found {}", user.login);
    }
    found.refused(format_args!("the login {spelling:?}"), kinds).map(drop)
}

async fn wildcards_find_nobody(subject: &dyn Subject) -> Verdict {
    let one = &subject.cast().one.login;
    let start: String = one.chars().take(3).collect();
    for pattern in ["*".to_owned(), "**".to_owned(), format!("{start}*"), format!("*{one}"), format!("!{one}x")] {
        nobody(subject, &pattern, &[ErrorKind::NotFound]).await?;
    }
    nobody(subject, "!x", &[ErrorKind::NotFound]).await
}

async fn part_of_a_login_finds_nobody(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let (short, _) = person.login.split_once('@').unwrap_or(("", ""));
        let cut: String = person.login.chars().take(person.login.chars().count() - 1).collect();
        for part in [short, &cut, &format!("{}x", person.login), &format!("{} ", person.login)] {
            nobody(subject, part, NOBODY).await?;
        }
    }
    Ok(())
}

async fn id_is_nobodys_login(subject: &dyn Subject) -> Verdict {
    let id = scene::id(subject, &subject.cast().one).await?;
    nobody(subject, id.as_str(), &[ErrorKind::NotFound]).await
}

async fn login_is_nobodys_id(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let (short, _) = person.login.split_once('@').unwrap_or(("nobody", ""));
        for word in [person.login.as_str(), short, "me", ".", "..", "", "*"] {
            let found = subject.directory().user(&UserRef::Id(word.into())).await;
            found.refused(format_args!("the id {word:?}"), NOBODY)?;
        }
    }
    Ok(())
}

async fn odd_ids_list_nobodys_factors(subject: &dyn Subject) -> Verdict {
    let one = &subject.cast().one.login;
    for word in ["me", ".", "..", "", "*", "nobody", "../groups", "me?x=1#", one] {
        let listed = subject.directory().factors(&UserId::from(word)).await;
        listed.refused(format_args!("the factors of the id {word:?}"), NOBODY)?;
    }
    Ok(())
}

async fn looking_for_nobody_writes_nothing(subject: &dyn Subject) -> Verdict {
    let already = subject.requests().await?.len();
    for word in WORDS {
        let _ = subject.directory().user(&login(*word)).await;
        let _ = subject.directory().factors(&UserId::from(*word)).await;
    }
    let sent = scene::requests_since(subject, already).await?;
    let write = sent.iter().find(|request| request.sent == Sent::Write);
    ensure!(write.is_none(), "sent {write:?}");
    Ok(())
}
