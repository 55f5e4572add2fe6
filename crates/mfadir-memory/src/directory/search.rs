//! Whom and which groups a query means.

use mfadir_core::{Error, ErrorKind, GroupQuery, Result, UserQuery};

use crate::{
    person::{Person, Team},
    world::World,
};

pub(super) fn people<'a>(world: &'a World, query: &UserQuery) -> Result<Vec<&'a Person>> {
    let everybody = world.people().iter();
    Ok(match query {
        UserQuery::All => everybody.collect(),
        UserQuery::Email(address) => everybody.filter(|person| person.has_email(address)).collect(),
        UserQuery::Text(text) => everybody.filter(|person| mentions(person, text)).collect(),
        UserQuery::Members(group) => world.members(group)?,
        UserQuery::Filter(filter) => filtered(world, filter)?,
    })
}

pub(super) fn teams<'a>(world: &'a World, query: &GroupQuery) -> Result<Vec<&'a Team>> {
    let all = world.teams.iter();
    Ok(match query {
        GroupQuery::All => all.collect(),
        GroupQuery::Named(name) => all.filter(|team| team.name.to_lowercase() == name.to_lowercase()).collect(),
        GroupQuery::Of(user) => {
            let person = world.person(user)?;
            all.filter(|team| person.groups.contains(&team.id)).collect()
        }
    })
}

fn mentions(person: &Person, text: &str) -> bool {
    let text = text.to_lowercase();
    let fields = [&person.login, &person.first_name, &person.last_name].into_iter().chain(&person.emails);
    fields.into_iter().any(|field| field.to_lowercase().starts_with(&text))
}

/// The filter language here is `FIELD=VALUE`, in any case of the value.
fn filtered<'a>(world: &'a World, filter: &str) -> Result<Vec<&'a Person>> {
    let (field, value) = filter.split_once('=').ok_or_else(|| bad_filter(filter))?;
    let read = reader(field.trim()).ok_or_else(|| bad_filter(filter))?;
    let value = value.trim().to_lowercase();
    Ok(world.people().iter().filter(|person| read(person).is_some_and(|held| held.to_lowercase() == value)).collect())
}

fn reader(field: &str) -> Option<fn(&Person) -> Option<&str>> {
    Some(match field {
        "login" => |person| Some(person.login.as_str()),
        "status" => |person| Some(person.status.as_str()),
        "department" => |person| person.department.as_deref(),
        "manager" => |person| person.manager.as_deref(),
        _ => return None,
    })
}

fn bad_filter(filter: &str) -> Error {
    let message = format!("\"{filter}\" is not a filter: write login=, status=, department= or manager= and a value");
    Error::new(ErrorKind::Invalid, message)
}
