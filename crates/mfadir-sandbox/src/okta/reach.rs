//! Whom a credential reaches, and what it may do to them: the rights of its owner's role.

use mfadir_core::{GroupId, UserId};
use mfadir_memory::{Person, Team};
use percent_encoding::percent_decode_str;

use super::lookup::{by_any_name, owner};
use crate::{credential::CredentialName, dialect::Asked, tenant::Tenant};

/// The rights of one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Everybody, and everything.
    All,
    /// Everybody, but nothing may be changed.
    Reading,
    /// The people of one group. What a help desk does may be done to those of them who hold no role.
    Group(GroupId),
    /// Nobody: the group is not there any more.
    Nobody,
}

impl Reach {
    /// The reach of the credential that the request carries.
    pub(super) fn of(tenant: &Tenant, asked: &Asked) -> Self {
        match asked.credential {
            CredentialName::ReadOnlyToken => Self::Reading,
            CredentialName::HelpDeskToken => {
                let group = tenant.keys().named(asked.credential).and_then(|key| key.reach.clone());
                group.map_or(Self::Nobody, Self::Group)
            }
            _ => Self::All,
        }
    }

    /// Whether nobody is hidden from it, those who are gone included.
    pub(super) fn sees_all(&self) -> bool {
        matches!(self, Self::All | Self::Reading)
    }

    /// Whether it sees this person.
    pub(super) fn sees(&self, person: &Person) -> bool {
        match self {
            Self::All | Self::Reading => true,
            Self::Group(group) => person.groups.contains(group),
            Self::Nobody => false,
        }
    }

    /// Whether it sees this group.
    pub(super) fn sees_group(&self, team: &Team) -> bool {
        match self {
            Self::All | Self::Reading => true,
            Self::Group(group) => team.id == *group,
            Self::Nobody => false,
        }
    }

    fn changes(&self, person: &Person) -> bool {
        match self {
            Self::All => true,
            Self::Group(_) => self.sees(person) && !person.roles.iter().any(|role| role.administrator),
            Self::Reading | Self::Nobody => false,
        }
    }
}

/// Whether the request is within the rights of its credential. Somebody who is not there is within everybody's: the
/// answer says so itself.
pub(super) fn allows(tenant: &Tenant, asked: &Asked) -> bool {
    let reads = matches!(asked.method.as_str(), "GET" | "HEAD");
    match Reach::of(tenant, asked) {
        Reach::All => true,
        Reach::Reading => reads,
        reach => helps(tenant, asked, &reach, reads),
    }
}

fn helps(tenant: &Tenant, asked: &Asked, reach: &Reach, reads: bool) -> bool {
    let segments: Vec<&str> = asked.path.trim_matches('/').split('/').skip(2).collect();
    match segments.as_slice() {
        ["users" | "groups" | "logs"] => reads,
        ["groups", group, "users"] => {
            let world = tenant.world();
            let team = world.teams.iter().find(|team| team.id.as_str() == *group);
            reads && team.is_none_or(|team| reach.sees_group(team))
        }
        ["users", name, rest @ ..] => {
            let deed = reads || is_help(&asked.method, rest, tenant.switches().help_desk_verifies);
            deed && reaches(tenant, asked, reach, name, rest, reads)
        }
        _ => false,
    }
}

fn reaches(tenant: &Tenant, asked: &Asked, reach: &Reach, name: &str, rest: &[&str], reads: bool) -> bool {
    let (myself, world) = (owner(tenant, asked), tenant.world());
    let name = percent_decode_str(name).decode_utf8_lossy();
    let Ok(person) = by_any_name(&world, &name, myself.as_ref()) else { return true };
    let own = rest.is_empty() && is(person, myself.as_ref());
    if reads { own || reach.sees(person) } else { reach.changes(person) }
}

fn is(person: &Person, user: Option<&UserId>) -> bool {
    user.is_some_and(|user| person.id == *user)
}

/// What the help desk's role holds beside looking. Whether a challenge is among it, nobody has told.
fn is_help(method: &str, rest: &[&str], verifies: bool) -> bool {
    match (method, rest) {
        ("POST", ["lifecycle", "unlock" | "reset_factors"])
        | ("DELETE", ["sessions"] | ["factors" | "authenticator-enrollments", _]) => true,
        ("POST", ["factors", _, "verify"]) | ("DELETE", ["factors", _, "transactions", _]) => verifies,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_help;

    #[test]
    fn a_help_desk_takes_away_and_enrolls_nothing() {
        assert!(is_help("DELETE", &["factors", "opf1"], false));
        assert!(is_help("POST", &["lifecycle", "reset_factors"], false));
        assert!(!is_help("POST", &["factors"], true));
        assert!(!is_help("POST", &["authenticator-enrollments", "tac"], true));
        assert!(!is_help("POST", &["lifecycle", "deactivate"], true));
        assert!(!is_help("POST", &["factors", "opf1", "verify"], false));
        assert!(is_help("POST", &["factors", "opf1", "verify"], true));
    }
}
