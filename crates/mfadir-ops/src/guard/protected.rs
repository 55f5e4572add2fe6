//! Who is protected.

use mfadir_core::{Role, User};

use super::{Guard, Refusal, Rule};
use crate::{
    facts::{Administrator, Facts, Known},
    find::UserSelector,
    plan::Act,
};

/// Begins an entry that protects the members of a group.
pub(super) const GROUP: &str = "group:";
/// Begins an entry that protects whoever has a role.
pub(super) const ROLE: &str = "role:";

/// Administrators are protected from a reset, and whoever the settings name from everything.
pub(super) fn refusal(facts: &Facts, act: Act, guard: &Guard) -> Option<Refusal> {
    match facts.administrator() {
        Administrator::Yes(roles) if act == Act::Reset => {
            let names: Vec<&str> = roles.iter().map(|role| role.label.as_deref().unwrap_or(&role.name)).collect();
            Some(refuse(format!("{} is an administrator ({})", facts.user.login, names.join(", "))))
        }
        _ => by_name(facts, guard),
    }
}

/// The first entry of the settings that names the person, or may. What cannot be told is not let pass.
pub(super) fn by_name(facts: &Facts, guard: &Guard) -> Option<Refusal> {
    guard.protected.iter().find_map(|entry| reason(entry, facts)).map(refuse)
}

fn refuse(text: String) -> Refusal {
    Refusal { rule: Rule::ProtectedUser, text }
}

fn reason(entry: &str, facts: &Facts) -> Option<String> {
    if let Some(name) = entry.strip_prefix(GROUP) {
        by_group(name, facts)
    } else if let Some(name) = entry.strip_prefix(ROLE) {
        by_role(name, facts)
    } else {
        is_named(entry, &facts.user).then(|| format!("{} is a protected user", facts.user.login))
    }
}

/// An entry is written as a person is on the command line; a bare one may be a login, an address or an id.
fn is_named(entry: &str, user: &User) -> bool {
    let Ok(selector) = entry.parse();
    match selector {
        UserSelector::Login(login) => user.has_login(&login),
        UserSelector::Email(address) => user.has_email(&address),
        UserSelector::Id(id) => user.id == id,
        UserSelector::Any(text) => user.has_login(&text) || user.has_email(&text) || user.id.as_str() == text,
    }
}

fn by_group(name: &str, facts: &Facts) -> Option<String> {
    let login = &facts.user.login;
    match among(&facts.groups, |group| same(&group.name, name)) {
        Ok(member) => member.then(|| format!("{login} is in the protected group {name:?}")),
        Err(why) => Some(format!("cannot tell whether {login} is in the protected group {name:?}: {why}")),
    }
}

fn by_role(name: &str, facts: &Facts) -> Option<String> {
    let login = &facts.user.login;
    let has = |role: &Role| same(&role.name, name) || role.label.as_deref().is_some_and(|label| same(label, name));
    match among(&facts.roles, has) {
        Ok(holder) => holder.then(|| format!("{login} has the protected role {name:?}")),
        Err(why) => Some(format!("cannot tell whether {login} has the protected role {name:?}: {why}")),
    }
}

fn among<T>(known: &Known<Vec<T>>, wanted: impl Fn(&T) -> bool) -> Result<bool, &str> {
    match known {
        Known::Is(values) => Ok(values.iter().any(wanted)),
        Known::CannotTell(why) => Err(why),
        Known::NotAsked => Err("it was not read"),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Group, Role};

    use super::by_name;
    use crate::{
        facts::{Facts, Known},
        fixture::{adas, facts},
        guard::Guard,
    };

    fn verdict(entry: &str, roles: &Known<Vec<Role>>, groups: &Known<Vec<Group>>) -> Option<String> {
        let guard = Guard { protected: vec![entry.to_owned()], ..Guard::default() };
        let facts = Facts { roles: roles.clone(), groups: groups.clone(), ..facts(adas()) };
        by_name(&facts, &guard).map(|refusal| refusal.text)
    }

    #[test]
    fn a_person_is_named_by_login_address_id_group_or_role() {
        let groups = Known::Is(vec![Group { id: "g1".into(), name: "Board".to_owned(), description: None }]);
        let role = Role { name: "SUPER".to_owned(), label: Some("Super admin".to_owned()), administrator: true };
        let roles = Known::Is(vec![role]);
        for entry in
            ["ADA@example.com", "u1", "id:u1", "login:ada@example.com", "group:board", "role:super admin", "role:super"]
        {
            assert!(verdict(entry, &roles, &groups).is_some(), "{entry}");
        }
        for entry in ["bob@example.com", "U1", "id:u2", "login:u1", "group:staff", "role:auditor", "board"] {
            assert_eq!(verdict(entry, &roles, &groups), None, "{entry}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_let_pass() {
        let why = Known::CannotTell("no right".to_owned());
        assert!(verdict("group:board", &Known::NotAsked, &why).is_some_and(|text| text.ends_with("no right")));
        assert!(verdict("role:super", &Known::NotAsked, &Known::NotAsked).is_some());
    }
}
