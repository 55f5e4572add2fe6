//! People as documents show them.

use jiff::Timestamp;
use mfadir_core::{User, UserId, UserStatus};
use serde::Serialize;

use crate::render::masking::Privacy;

/// A person in a few words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct UserView {
    pub(crate) id: UserId,
    pub(crate) login: String,
    pub(crate) name: Option<String>,
    pub(crate) status: UserStatus,
}

/// A person with all that is known of them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct UserDetails {
    #[serde(flatten)]
    pub(crate) user: UserView,
    pub(crate) emails: Vec<String>,
    pub(crate) phone: Option<String>,
    pub(crate) employee_number: Option<String>,
    pub(crate) manager: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) created: Option<Timestamp>,
    pub(crate) last_sign_in: Option<Timestamp>,
    /// Whether they have any factor, where the provider tells it with the person.
    pub(crate) has_factors: Option<bool>,
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        Self { id: user.id.clone(), login: user.login.clone(), name: user.name.clone(), status: user.status.clone() }
    }
}

impl UserDetails {
    pub(crate) fn new(user: &User, privacy: Privacy) -> Self {
        Self {
            user: user.into(),
            emails: privacy.emails(user),
            phone: user.phone.as_deref().map(|phone| privacy.contact(phone)),
            employee_number: user.employee_number.clone(),
            manager: user.manager.clone(),
            department: user.department.clone(),
            created: user.created,
            last_sign_in: user.last_sign_in,
            has_factors: user.has_factors,
        }
    }
}
