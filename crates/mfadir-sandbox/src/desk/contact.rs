//! People as the ticket system knows them.

use serde::{Deserialize, Serialize};

/// A record of the table `sys_user`, as far as tickets refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contact {
    /// The record's id: 32 hexadecimal digits.
    pub(crate) sys_id: String,
    /// First and last name.
    pub(crate) name: String,
    /// The name to sign in with.
    pub(crate) user_name: String,
    /// The mail address; empty where the ticket system knows none.
    pub(crate) email: String,
}

impl Contact {
    /// A field of the record. Nothing where there is none of that name.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        match name {
            "sys_id" => Some(&self.sys_id),
            "name" => Some(&self.name),
            "user_name" => Some(&self.user_name),
            "email" => Some(&self.email),
            _ => None,
        }
    }
}
