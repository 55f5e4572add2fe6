//! Who is protected.

use mfadir_core::{Role, User};
use mfadir_policy::{Told, Verb};

use super::{GROUP, Guard, ROLE};
use crate::{
    facts::{Administrator, Facts, Known},
    find::UserSelector,
};

/// Whether the person is protected from this verb, and how we know.
pub fn protection(facts: &Facts, verb: Verb, guard: &Guard) -> Told {
    match (by_role_in_administration(facts, verb, guard), by_name(facts, guard)) {
        (Told::Yes(why), _) | (Told::No | Told::CannotTell(_), Told::Yes(why)) => Told::Yes(why),
        (Told::CannotTell(why), _) | (Told::No, Told::CannotTell(why)) => Told::CannotTell(why),
        (Told::No, Told::No) => Told::No,
    }
}

/// The same as a case has it. That the policy's list is complete speaks of administrators alone: an entry that may name
/// the person counts as one that does.
pub(super) fn for_case(facts: &Facts, verb: Verb, guard: &Guard) -> Told {
    let administrator = by_role_in_administration(facts, verb, guard);
    match (administrator, by_name(facts, guard)) {
        (Told::Yes(why), _) | (_, Told::Yes(why) | Told::CannotTell(why)) => Told::Yes(why),
        (administrator, Told::No) => administrator,
    }
}

/// Administrators are protected from everything where the policy says so, and always from a reset.
fn by_role_in_administration(facts: &Facts, verb: Verb, guard: &Guard) -> Told {
    let always = guard.policy.protected.administrators;
    match facts.administrator() {
        Administrator::Yes(roles) if always || verb == Verb::Reset => Told::Yes(is_administrator(&facts.user, &roles)),
        Administrator::CannotTell(why) if always => Told::CannotTell(why),
        _ => Told::No,
    }
}

fn is_administrator(user: &User, roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.label.as_deref().unwrap_or(&role.name)).collect();
    format!("{} is an administrator ({})", user.login, names.join(", "))
}

/// What the first entry says that names the person, or may.
fn by_name(facts: &Facts, guard: &Guard) -> Told {
    guard.entries().map(|entry| entry_says(entry, facts)).find(|told| *told != Told::No).unwrap_or(Told::No)
}

fn entry_says(entry: &str, facts: &Facts) -> Told {
    if let Some(name) = entry.strip_prefix(GROUP) {
        by_group(name, facts)
    } else if let Some(name) = entry.strip_prefix(ROLE) {
        by_role(name, facts)
    } else if is_named(entry, &facts.user) {
        Told::Yes(format!("{} is a protected user", facts.user.login))
    } else {
        Told::No
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

fn by_group(name: &str, facts: &Facts) -> Told {
    let login = &facts.user.login;
    match among(&facts.groups, |group| same(&group.name, name)) {
        Ok(true) => Told::Yes(format!("{login} is in the protected group {name:?}")),
        Ok(false) => Told::No,
        Err(why) => Told::CannotTell(format!("cannot tell whether {login} is in the protected group {name:?}: {why}")),
    }
}

fn by_role(name: &str, facts: &Facts) -> Told {
    let login = &facts.user.login;
    let has = |role: &Role| same(&role.name, name) || role.label.as_deref().is_some_and(|label| same(label, name));
    match among(&facts.roles, has) {
        Ok(true) => Told::Yes(format!("{login} has the protected role {name:?}")),
        Ok(false) => Told::No,
        Err(why) => Told::CannotTell(format!("cannot tell whether {login} has the protected role {name:?}: {why}")),
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
    use std::sync::Arc;

    use mfadir_core::{Group, Role};
    use mfadir_policy::{Policy, Told, Verb};

    use super::{for_case, protection};
    use crate::{
        facts::{Facts, Known},
        fixture::{adas, facts},
        guard::Guard,
    };

    fn verdict(entry: &str, roles: &Known<Vec<Role>>, groups: &Known<Vec<Group>>) -> Told {
        let guard = Guard { protected: vec![entry.to_owned()], ..Guard::default() };
        let facts = Facts { roles: roles.clone(), groups: groups.clone(), ..facts(adas()) };
        protection(&facts, Verb::Remove, &guard)
    }

    fn role(administrator: bool) -> Role {
        Role { name: "SUPER".to_owned(), label: Some("Super admin".to_owned()), administrator }
    }

    #[test]
    fn a_person_is_named_by_login_address_id_group_or_role() {
        let groups = Known::Is(vec![Group { id: "g1".into(), name: "Board".to_owned(), description: None }]);
        let roles = Known::Is(vec![role(true)]);
        for entry in
            ["ADA@example.com", "u1", "id:u1", "login:ada@example.com", "group:board", "role:super admin", "role:super"]
        {
            assert!(matches!(verdict(entry, &roles, &groups), Told::Yes(_)), "{entry}");
        }
        for entry in ["bob@example.com", "U1", "id:u2", "login:u1", "group:staff", "role:auditor", "board"] {
            assert_eq!(verdict(entry, &roles, &groups), Told::No, "{entry}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_let_pass() {
        let why = Known::CannotTell("no right".to_owned());
        let told = verdict("group:board", &Known::NotAsked, &why);
        assert!(matches!(told, Told::CannotTell(text) if text.ends_with("no right")));
        assert!(matches!(verdict("role:super", &Known::NotAsked, &Known::NotAsked), Told::CannotTell(_)));
        let guard = Guard { protected: vec!["group:board".to_owned()], ..Guard::default() };
        let unknown = Facts { groups: why, ..facts(adas()) };
        assert!(matches!(for_case(&unknown, Verb::Remove, &guard), Told::Yes(_)), "an entry that may name them");
    }

    #[test]
    fn administrators_are_protected_from_everything_only_where_the_policy_says_so() {
        let strict = Guard::of(Arc::new(Policy::strict()), Vec::new());
        assert!(strict.wants().roles && !Guard::default().wants().roles);
        let eve = Facts { roles: Known::Is(vec![role(true)]), ..facts(adas()) };
        for (verb, guard, told) in [
            (Verb::Unlock, &strict, true),
            (Verb::Challenge, &strict, true),
            (Verb::Reset, &Guard::default(), true),
            (Verb::Unlock, &Guard::default(), false),
        ] {
            assert_eq!(matches!(protection(&eve, verb, guard), Told::Yes(_)), told, "{verb}");
        }
        let unknown = Facts { roles: Known::CannotTell("no right".to_owned()), ..facts(adas()) };
        assert_eq!(for_case(&unknown, Verb::Unlock, &strict), Told::CannotTell("no right".to_owned()));
        assert_eq!(for_case(&unknown, Verb::Reset, &Guard::default()), Told::No);
    }

    #[test]
    fn the_policys_people_are_protected_as_the_tenants_own_are() {
        let mut policy = Policy::open();
        policy.protected.people = vec!["group:board".to_owned(), "ada@example.com".to_owned()];
        let guard = Guard::of(Arc::new(policy), Vec::new());
        assert!(guard.wants().groups);
        let known = Facts { groups: Known::Is(Vec::new()), ..facts(adas()) };
        assert!(matches!(protection(&known, Verb::Enroll, &guard), Told::Yes(_)));
    }
}
