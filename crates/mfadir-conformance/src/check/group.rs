//! Groups and roles.

use mfadir_core::{ErrorKind, GroupQuery, MfaDirectoryExt, Operation, PageRequest};

use super::Check;
use crate::{
    cast::cast_as,
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const GROUPS: &[Operation] = &[Operation::Groups];
const ROLES: &[Operation] = &[Operation::Roles];

pub(super) const CHECKS: &[Check] = &[
    Check::new("group-pages-hold-each-once", "Short pages together hold each group once.", GROUPS, |subject| {
        Box::pin(pages_hold_each_once(subject))
    }),
    Check::new(
        "group-by-name-in-any-case",
        "A name finds the groups that have exactly it, in any case.",
        GROUPS,
        |subject| Box::pin(by_name(subject)),
    ),
    Check::new("group-name-has-no-wildcards", "Wildcards and beginnings are no group's name.", GROUPS, |subject| {
        Box::pin(name_has_no_wildcards(subject))
    }),
    Check::new("groups-of-a-member", "A member's groups hold the group they belong to.", GROUPS, |subject| {
        Box::pin(of_a_member(subject))
    }),
    Check::new("roles-tell-administrators", "An administrator has an administrator's role.", ROLES, |subject| {
        Box::pin(roles_tell_administrators(subject))
    }),
    Check::new("others-have-no-role", "Who administers nothing has no administrator's role.", ROLES, |subject| {
        Box::pin(others_have_no_role(subject))
    }),
    Check::new("roles-of-nobody-are-not-found", "Nobody's roles are not found.", ROLES, |subject| {
        Box::pin(roles_of_nobody(subject))
    }),
];

async fn names(subject: &dyn Subject, query: &GroupQuery, limit: Option<u32>) -> Verdict<Vec<String>> {
    let directory = subject.directory();
    let groups = scene::items(directory.group_pages(query, PageRequest { limit, cursor: None })).await?;
    let mut names: Vec<_> = groups.into_iter().map(|group| format!("{} {}", group.name, group.id)).collect();
    names.sort();
    Ok(names)
}

async fn pages_hold_each_once(subject: &dyn Subject) -> Verdict {
    let short = names(subject, &GroupQuery::All, Some(1)).await?;
    let long = names(subject, &GroupQuery::All, None).await?;
    ensure!(short == long, "short pages hold {short:?}, long ones {long:?}");
    ensure!(short.windows(2).all(|pair| pair[0] != pair[1]), "a group came twice: {short:?}");
    Ok(())
}

async fn by_name(subject: &dyn Subject) -> Verdict {
    let name = &cast_as(subject.cast().membership.as_ref(), "belongs to a group")?.group;
    let exact = names(subject, &GroupQuery::Named(name.clone()), None).await?;
    let upper = names(subject, &GroupQuery::Named(name.to_uppercase()), None).await?;
    ensure!(exact.len() == 1, "{name} finds {exact:?}");
    ensure!(exact == upper, "{name} finds {exact:?}, in upper case {upper:?}");
    Ok(())
}

async fn name_has_no_wildcards(subject: &dyn Subject) -> Verdict {
    let name = &cast_as(subject.cast().membership.as_ref(), "belongs to a group")?.group;
    let start: String = name.chars().take(3).collect();
    let quoted = format!("{name}\" or profile.name sw \"");
    for pattern in ["*".to_owned(), format!("{start}*"), start, format!("!{name}"), format!("{name}x"), quoted] {
        let found = names(subject, &GroupQuery::Named(pattern.clone()), None).await?;
        ensure!(found.is_empty(), "{pattern:?} finds {found:?}");
    }
    Ok(())
}

async fn of_a_member(subject: &dyn Subject) -> Verdict {
    let membership = cast_as(subject.cast().membership.as_ref(), "belongs to a group")?;
    let named = names(subject, &GroupQuery::Named(membership.group.clone()), None).await?;
    for login in &membership.logins {
        let user = subject.directory().user(&scene::login(login)).await.worked(login)?;
        let groups = names(subject, &GroupQuery::Of(user.id), None).await?;
        ensure!(named.iter().all(|name| groups.contains(name)), "{login} is in {groups:?}, not in {named:?}");
    }
    Ok(())
}

async fn roles_tell_administrators(subject: &dyn Subject) -> Verdict {
    let person = cast_as(subject.cast().administrator.as_ref(), "administers the tenant")?;
    let user = scene::id(subject, person).await?;
    let roles = subject.directory().roles(&user).await.worked("the roles")?;
    ensure!(roles.iter().any(|role| role.administrator), "the roles of {} are {roles:?}", person.login);
    Ok(())
}

async fn others_have_no_role(subject: &dyn Subject) -> Verdict {
    for person in [&subject.cast().several, &subject.cast().one, &subject.cast().none] {
        let user = scene::id(subject, person).await?;
        let roles = subject.directory().roles(&user).await.worked("the roles")?;
        ensure!(!roles.iter().any(|role| role.administrator), "the roles of {} are {roles:?}", person.login);
    }
    Ok(())
}

async fn roles_of_nobody(subject: &dyn Subject) -> Verdict {
    for id in ["00000000000000000000", "me", ".."] {
        let roles = subject.directory().roles(&id.into()).await;
        roles.refused(format_args!("{id:?}"), &[ErrorKind::NotFound, ErrorKind::Invalid])?;
    }
    Ok(())
}
