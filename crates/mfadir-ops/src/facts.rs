//! What is known about one person before anything is decided.

mod devices;
mod listing;

use futures_util::{StreamExt, future::join3};
use jiff::Timestamp;
use mfadir_core::{
    Clock, Error as CoreError, ErrorKind, Factor, FactorId, Group, GroupQuery, Left, MfaDirectory, MfaDirectoryExt,
    Operation, PageRequest, Profile, Role, User, UserId, UserStatus,
};

pub use listing::Listing;

use crate::{
    error::{Error, Result},
    offered::not_offered,
};

/// Something that was read, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// It is this.
    Is(T),
    /// It could not be read; the text says why.
    CannotTell(String),
    /// Nobody asked.
    NotAsked,
}

/// Whether somebody has power over other people or over the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Administrator {
    /// They have these roles.
    Yes(Vec<Role>),
    /// They have no such role.
    No,
    /// The roles could not be read, or nobody asked; the text says why.
    CannotTell(String),
}

/// What is read of a person: normally one request each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Want {
    /// The factors.
    pub factors: bool,
    /// The roles.
    pub roles: bool,
    /// The groups.
    pub groups: bool,
}

/// One person as the directory shows them at one moment.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who answers, and what can be done there.
    pub profile: Profile,
    /// The person.
    pub user: User,
    /// Their factors, in the provider's order; empty where nobody asked, or where they are not shown.
    pub factors: Vec<Factor>,
    /// The devices behind a factor that several share; empty unless they were read.
    pub devices: Vec<Factor>,
    /// How far the factors are shown.
    pub listing: Listing,
    /// Their roles in the provider's administration.
    pub roles: Known<Vec<Role>>,
    /// The groups that they belong to.
    pub groups: Known<Vec<Group>>,
    /// When this was read.
    pub read_at: Timestamp,
}

impl Facts {
    /// The factor with this id.
    pub fn factor(&self, id: &FactorId) -> Option<&Factor> {
        self.factors.iter().find(|factor| factor.id == *id)
    }

    /// The factors; [`Error::Hidden`] where the provider hides them, and `Unsupported` where it lists nobody's.
    pub fn listed(&self) -> Result<&[Factor]> {
        match self.listing {
            Listing::Shown => Ok(&self.factors),
            Listing::Hidden => Err(Error::Hidden { login: self.user.login.clone() }),
            Listing::NotOffered => Err(not_offered(&self.profile, Operation::Factors)),
        }
    }

    /// Whether the person has a usable factor now.
    pub fn left(&self) -> Left {
        let unseen = &self.profile.capabilities.unseen;
        match self.listing {
            Listing::Shown => Left::among(&self.factors, unseen),
            Listing::Hidden => Left::CannotTell,
            Listing::NotOffered => Left::told(self.user.has_factors, unseen),
        }
    }

    /// Whether the person is an administrator.
    pub fn administrator(&self) -> Administrator {
        match &self.roles {
            Known::Is(roles) => from_roles(roles),
            Known::CannotTell(why) => Administrator::CannotTell(why.clone()),
            Known::NotAsked => Administrator::CannotTell("nobody asked for the roles".to_owned()),
        }
    }
}

fn from_roles(roles: &[Role]) -> Administrator {
    let powerful: Vec<Role> = roles.iter().filter(|role| role.administrator).cloned().collect();
    if powerful.is_empty() { Administrator::No } else { Administrator::Yes(powerful) }
}

/// Reads what a plan is made from. `profile` is that of the stack that would write: the one that is read from may
/// declare no writes.
pub async fn gather(
    directory: &dyn MfaDirectory,
    profile: &Profile,
    clock: &dyn Clock,
    user: User,
    want: Want,
) -> Result<Facts> {
    let (factors, roles, groups) = join3(
        factors(directory, &user, want.factors),
        roles(directory, &user.id, want.roles),
        groups(directory, &user.id, want.groups),
    )
    .await;
    let ((listing, factors), roles, groups) = (factors?, roles?, groups?);
    let devices = Vec::new();
    Ok(Facts { profile: profile.clone(), user, factors, devices, listing, roles, groups, read_at: clock.now() })
}

/// Where the person is there and their factors are not found, the provider hides them.
async fn factors(directory: &dyn MfaDirectory, user: &User, wanted: bool) -> Result<(Listing, Vec<Factor>)> {
    if !wanted {
        return Ok((Listing::Shown, Vec::new()));
    }
    match directory.factors(&user.id).await {
        Err(error) if error.kind() == ErrorKind::NotFound && user.status == UserStatus::Deactivated => {
            Ok((Listing::Hidden, Vec::new()))
        }
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok((Listing::NotOffered, Vec::new())),
        listed => Ok((Listing::Shown, listed?)),
    }
}

async fn roles(directory: &dyn MfaDirectory, user: &UserId, wanted: bool) -> Result<Known<Vec<Role>>> {
    if !wanted {
        return Ok(Known::NotAsked);
    }
    if !directory.profile().capabilities.offers(Operation::Roles) {
        return Ok(Known::CannotTell("the provider does not show roles".to_owned()));
    }
    known(directory.roles(user).await, "roles")
}

async fn groups(directory: &dyn MfaDirectory, user: &UserId, wanted: bool) -> Result<Known<Vec<Group>>> {
    if !wanted {
        return Ok(Known::NotAsked);
    }
    if !directory.profile().capabilities.offers(Operation::Groups) {
        return Ok(Known::CannotTell("the provider does not show groups".to_owned()));
    }
    known(all_groups(directory, user).await, "groups")
}

async fn all_groups(directory: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Group>, CoreError> {
    let query = GroupQuery::Of(user.clone());
    let mut pages = std::pin::pin!(directory.group_pages(&query, PageRequest::default()));
    let mut groups = Vec::new();
    while let Some(page) = pages.next().await {
        groups.extend(page?.items);
    }
    Ok(groups)
}

fn known<T>(answer: Result<T, CoreError>, what: &str) -> Result<Known<T>> {
    match answer {
        Ok(value) => Ok(Known::Is(value)),
        Err(error) => match error.kind() {
            ErrorKind::Forbidden | ErrorKind::Unsupported => {
                Ok(Known::CannotTell(format!("the credential may not read {what}")))
            }
            ErrorKind::Unexpected => Ok(Known::CannotTell(format!("{what} could not be read: {}", error.message()))),
            _ => Err(error.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use mfadir_core::{Error, ErrorKind, Left, Operation, Result, Role, User, UserStatus};

    use super::{Administrator, Known, Listing, Want, gather};
    use crate::fixture::{ada, adas, clock, directory, now, profile};

    fn roles(answer: Result<Vec<Role>>) -> crate::error::Result<Administrator> {
        let mut directory = directory();
        directory.expect_factors().times(1).return_once(|_| Ok(adas()));
        directory.expect_roles().times(1).return_once(|_| answer);
        let (clock, profile) = (clock(), profile(&[]));
        let facts = gather(&directory, &profile, &clock, ada(), Want { factors: true, roles: true, groups: false })
            .now_or_never()
            .expect("nothing waits")?;
        assert_eq!(facts.read_at, now());
        Ok(facts.administrator())
    }

    #[test]
    fn roles_without_power_make_nobody_an_administrator() {
        let role = |administrator| Role { name: "R".to_owned(), label: None, administrator };
        assert_eq!(roles(Ok(vec![role(false)])).expect("facts"), Administrator::No);
        assert_eq!(roles(Ok(vec![role(false), role(true)])).expect("facts"), Administrator::Yes(vec![role(true)]));
    }

    #[test]
    fn a_missing_right_leaves_it_open_and_a_missing_answer_is_an_error() {
        let forbidden = roles(Err(Error::new(ErrorKind::Forbidden, "no right"))).expect("facts");
        assert!(matches!(forbidden, Administrator::CannotTell(_)));
        let strange = roles(Err(Error::new(ErrorKind::Unexpected, "no such path"))).expect("facts");
        assert!(matches!(strange, Administrator::CannotTell(why) if why.ends_with("no such path")));
        let error = roles(Err(Error::new(ErrorKind::Unavailable, "no answer"))).expect_err("no answer");
        assert_eq!(error.kind(), ErrorKind::Unavailable);
    }

    const FACTORS: Want = Want { factors: true, roles: false, groups: false };

    #[test]
    fn a_deactivated_person_may_have_factors_that_are_not_shown() {
        for (status, hidden) in [(UserStatus::Deactivated, Some(Listing::Hidden)), (UserStatus::Active, None)] {
            let mut directory = directory();
            directory.expect_factors().return_once(|_| Err(Error::new(ErrorKind::NotFound, "no such user")));
            let (clock, profile) = (clock(), profile(&[]));
            let user = User { status, ..ada() };
            let facts = gather(&directory, &profile, &clock, user, FACTORS).now_or_never().expect("nothing waits");
            assert_eq!(facts.as_ref().ok().map(|facts| facts.listing), hidden);
            assert!(
                facts.is_err() || facts.is_ok_and(|facts| facts.listed().is_err() && facts.left() == Left::CannotTell)
            );
        }
    }

    #[test]
    fn where_nothing_is_listed_only_a_no_tells_what_is_left() {
        for (has_factors, left) in [(Some(true), Left::CannotTell), (None, Left::CannotTell), (Some(false), Left::No)] {
            let mut directory = directory();
            directory.expect_factors().return_once(|_| Err(Error::unsupported(Operation::Factors)));
            let (clock, profile) = (clock(), profile(&[]));
            let user = User { has_factors, ..ada() };
            let facts = gather(&directory, &profile, &clock, user, FACTORS).now_or_never().expect("nothing waits");
            let facts = facts.expect("facts");
            assert_eq!((facts.listing, facts.left()), (Listing::NotOffered, left));
            assert_eq!(facts.listed().expect_err("no list").kind(), ErrorKind::Unsupported);
        }
    }

    #[test]
    fn roles_are_not_read_unless_wanted() {
        let mut directory = directory();
        directory.expect_factors().times(1).return_once(|_| Ok(adas()));
        directory.expect_roles().never();
        let (clock, profile) = (clock(), profile(&[]));
        let facts = gather(&directory, &profile, &clock, ada(), FACTORS).now_or_never().expect("nothing waits");
        assert_eq!(facts.expect("facts").roles, Known::NotAsked);
    }
}
