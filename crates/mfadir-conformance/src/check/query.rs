//! Questions about many people.

use mfadir_core::{ErrorKind, GroupQuery, Operation, PageRequest, User, UserQuery};

use super::Check;
use crate::{
    cast::cast_as,
    outcome::{Expect, Stop, Verdict, ensure},
    scene::{self, logins},
    subject::Subject,
};

const USERS: &[Operation] = &[Operation::Users];

pub(super) const CHECKS: &[Check] = &[
    Check::new("email-query-is-exact", "An address finds exactly those who have it, in any case.", USERS, |subject| {
        Box::pin(email_is_exact(subject))
    }),
    Check::new(
        "shared-email-finds-everyone",
        "An address that several people have finds all of them.",
        USERS,
        |subject| Box::pin(shared_email(subject)),
    ),
    Check::new("email-query-has-no-wildcards", "Wildcards have no meaning in an address.", USERS, |subject| {
        Box::pin(email_has_no_wildcards(subject))
    }),
    Check::new("email-query-of-nobody-is-empty", "An address that nobody has finds nobody.", USERS, |subject| {
        Box::pin(email_of_nobody(subject))
    }),
    Check::new("text-query-finds-a-login", "A search for the start of a login finds its owner.", USERS, |subject| {
        Box::pin(text_finds_a_login(subject))
    }),
    Check::new(
        "text-query-is-text",
        "Quotes, wildcards and operators in a search are text like any other.",
        USERS,
        |subject| Box::pin(text_is_text(subject)),
    ),
    Check::new("odd-group-ids-have-no-members", "An id that no group has has no members.", USERS, |subject| {
        Box::pin(odd_groups_have_no_members(subject))
    }),
    Check::new(
        "members-of-a-group",
        "The members of a group are exactly those who belong to it.",
        &[Operation::Users, Operation::Groups],
        |subject| Box::pin(members(subject)),
    ),
];

async fn by_email(subject: &dyn Subject, address: &str) -> Verdict<Vec<String>> {
    logins(&*subject.directory(), &UserQuery::Email(address.to_owned()), None).await
}

async fn email_is_exact(subject: &dyn Subject) -> Verdict {
    for person in subject.cast().everybody() {
        let user = scene::user(subject, person).await?;
        for address in &user.emails {
            let lower = by_email(subject, address).await?;
            let upper = by_email(subject, &address.to_uppercase()).await?;
            ensure!(lower.contains(&user.login), "{address} found {lower:?}, not {}", user.login);
            ensure!(lower == upper, "{address} found {lower:?}, in upper case {upper:?}");
        }
    }
    Ok(())
}

async fn shared_email(subject: &dyn Subject) -> Verdict {
    let shared = cast_as(subject.cast().shared_email.as_ref(), "shares an address")?;
    let mut expected = shared.logins.clone();
    expected.sort();
    let found = by_email(subject, &shared.address).await?;
    ensure!(found == expected, "{} found {found:?}, not {expected:?}", shared.address);
    Ok(())
}

async fn finds_nobody(subject: &dyn Subject, address: &str) -> Verdict {
    let query = UserQuery::Email(address.to_owned());
    match subject.directory().users(&query, &PageRequest::default()).await {
        Ok(page) => {
            let found: Vec<_> = page.items.iter().map(|user| user.login.as_str()).collect();
            ensure!(found.is_empty(), "the address {address:?} found {found:?}");
            Ok(())
        }
        refused => refused.refused(format_args!("the address {address:?}"), &[ErrorKind::Invalid]).map(drop),
    }
}

async fn email_has_no_wildcards(subject: &dyn Subject) -> Verdict {
    let address = an_address(subject).await?;
    let (local, domain) = address.split_once('@').unwrap_or((&address, "example.com"));
    for pattern in ["*", "**", "!x", "%", "?"] {
        finds_nobody(subject, pattern).await?;
    }
    for pattern in [format!("*@{domain}"), format!("{local}@*"), format!("!x{address}"), format!("{address}*")] {
        finds_nobody(subject, &pattern).await?;
    }
    Ok(())
}

async fn an_address(subject: &dyn Subject) -> Verdict<String> {
    let user = scene::user(subject, &subject.cast().one).await?;
    let address = user.emails.into_iter().next();
    address.ok_or_else(|| Stop::Ignored("the people of the tenant have no addresses".to_owned()))
}

async fn email_of_nobody(subject: &dyn Subject) -> Verdict {
    let address = an_address(subject).await?;
    let (local, domain) = address.split_once('@').unwrap_or((&address, "example.com"));
    for nobody in [local, &format!("{local}x@{domain}"), &format!("{address}x"), &format!("x{address}"), ""] {
        finds_nobody(subject, nobody).await?;
    }
    Ok(())
}

async fn text_finds_a_login(subject: &dyn Subject) -> Verdict {
    let person = &subject.cast().several;
    let start: String = person.login.chars().take(3).collect();
    let found = logins(&*subject.directory(), &UserQuery::Text(start.clone()), None).await?;
    ensure!(found.contains(&person.login), "{start:?} found {found:?}, not {}", person.login);
    Ok(())
}

/// Words that would end a quoted text, or begin something else, in a provider's filter.
const MARKS: &[&str] =
    &["\"", "\\", "*", "a*", "%", "'", "\" or login pr or login eq \"", "a\" or \"a", "!a", "&limit=1", "\u{e9}"];

async fn text_is_text(subject: &dyn Subject) -> Verdict {
    for text in MARKS {
        let query = UserQuery::Text((*text).to_owned());
        match subject.directory().users(&query, &PageRequest::default()).await {
            Ok(page) => ensure!(page.items.iter().all(|user| shows(user, text)), "{text:?} found {:?}", page.items),
            refused => drop(refused.refused(format_args!("the text {text:?}"), &[ErrorKind::Invalid])?),
        }
    }
    Ok(())
}

/// Whether the text is in what a search looks at.
fn shows(user: &User, text: &str) -> bool {
    let name = user.name.iter();
    let mut looked_at = [&user.login].into_iter().chain(name).chain(&user.emails);
    looked_at.any(|field| field.to_lowercase().contains(&text.to_lowercase()))
}

async fn odd_groups_have_no_members(subject: &dyn Subject) -> Verdict {
    for id in ["00000000000000000000", "nobody", "", ".", "..", "*", "me", "../users", "?"] {
        let query = UserQuery::Members(id.into());
        let Err(error) = subject.directory().users(&query, &PageRequest::default()).await else {
            return Err(Stop::Failed(format!("the group {id:?} has members")));
        };
        let known = [ErrorKind::NotFound, ErrorKind::Invalid, ErrorKind::Unsupported];
        ensure!(known.contains(&error.kind()), "the group {id:?}: {error:?}");
    }
    Ok(())
}

async fn members(subject: &dyn Subject) -> Verdict {
    let membership = cast_as(subject.cast().membership.as_ref(), "belongs to a group")?;
    let directory = subject.directory();
    let query = GroupQuery::Named(membership.group.clone());
    let named = directory.groups(&query, &PageRequest::default()).await.worked(&membership.group)?;
    ensure!(named.items.len() == 1, "{} are {:?}", membership.group, named.items);
    let found = logins(&*directory, &UserQuery::Members(named.items[0].id.clone()), Some(2)).await?;
    let mut expected = membership.logins.clone();
    expected.sort();
    ensure!(found == expected, "the members of {} are {found:?}, not {expected:?}", membership.group);
    Ok(())
}
