//! People that were found, and one of them.

use mfadir_core::{TenantName, User};
use mfadir_ops::Found;
use owo_colors::OwoColorize;
use serde::Serialize;

use super::{
    masking::Privacy,
    view::UserDetails,
    words::{fields, or_empty, standing, yes_or_no},
};
use crate::output::{Document, Look, Sheet};

/// People that a search brought up.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct UserList {
    tenant: TenantName,
    users: Vec<UserDetails>,
    /// Whether there are more than are listed.
    more: bool,
}

/// One person.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct UserDocument {
    tenant: TenantName,
    user: UserDetails,
}

impl UserList {
    pub(crate) fn new(tenant: &TenantName, found: &Found, privacy: Privacy) -> Self {
        let users = found.users.iter().map(|user| UserDetails::new(user, privacy)).collect();
        Self { tenant: tenant.clone(), users, more: found.more }
    }
}

impl UserDocument {
    pub(crate) fn new(tenant: &TenantName, user: &User, privacy: Privacy) -> Self {
        Self { tenant: tenant.clone(), user: UserDetails::new(user, privacy) }
    }
}

const COLUMNS: [&str; 5] = ["login", "name", "status", "emails", "id"];

fn cells(details: &UserDetails) -> [String; 5] {
    let user = &details.user;
    [
        user.login.clone(),
        user.name.clone().unwrap_or_default(),
        user.status.to_string(),
        details.emails.join(" "),
        user.id.to_string(),
    ]
}

impl Document for UserList {
    const SCHEMA: &'static str = "mfadir.user-list/v1";
    const ITEMS: Option<&'static str> = Some("users");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS);
        for user in &self.users {
            sheet.row(cells(user));
        }
        sheet
    }
}

impl Document for UserDocument {
    const SCHEMA: &'static str = "mfadir.user/v1";

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(COLUMNS);
        sheet.row(cells(&self.user));
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let title = standing(&self.user.user, &self.tenant);
        format!("{}\n{}", title.bold(), details(&self.user))
    }
}

/// What is known of a person, below their name.
pub(super) fn details(user: &UserDetails) -> String {
    let time = |moment: Option<jiff::Timestamp>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    fields(&[
        ("id", user.user.id.to_string()),
        ("emails", or_empty(Some(&user.emails.join(", ")))),
        ("phone", or_empty(user.phone.as_deref())),
        ("employee number", or_empty(user.employee_number.as_deref())),
        ("manager", or_empty(user.manager.as_deref())),
        ("department", or_empty(user.department.as_deref())),
        ("created", time(user.created)),
        ("last sign-in", time(user.last_sign_in)),
        ("has factors", user.has_factors.map(|any| yes_or_no(any).to_owned()).unwrap_or_default()),
    ])
}
