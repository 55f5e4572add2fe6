//! Which right each operation takes (docs/providers/okta.md, "Groups and roles"), for whoever was refused.

use mfadir_core::{Error, ErrorKind, Operation};

use crate::auth::{Credential, scope};

/// Okta's code for a right that is missing. What else it forbids has reasons of its own.
const NOT_ALLOWED: &str = "E0000006";

/// What an operation takes.
struct Right {
    /// The scope of a service app.
    scope: &'static str,
    /// What it is, and which role has it.
    role: &'static str,
}

/// The error of an operation, with the right that it takes where that is what was missing and nothing better is said.
pub(crate) fn name_the_right(error: Error, operation: Operation, credential: &Credential) -> Error {
    let unexplained = error.hint().is_none() && error.code().is_none_or(|code| code == NOT_ALLOWED);
    if error.kind() != ErrorKind::Forbidden || !unexplained {
        return error;
    }
    let Right { scope, role } = right(operation);
    error.with_hint(match credential {
        Credential::ApiToken(_) => format!("{role}; a token may also be bound to a network zone"),
        Credential::ServiceApp(_) => format!(
            "{role}, and the scope {scope}: a service app may do what both its role (Admin roles) and its scopes \
             (Okta API Scopes) allow"
        ),
    })
}

fn right(operation: Operation) -> Right {
    match operation {
        Operation::Groups => reads(scope::GROUPS_READ, "a role that sees groups and the users in them"),
        Operation::Roles => reads(scope::ROLES_READ, "a role that sees who is an administrator"),
        Operation::Events => {
            reads(scope::LOGS_READ, "Read-only or Report Administrator, or another role that may read the System Log")
        }
        Operation::Enroll
        | Operation::Activate
        | Operation::PollEnrollment
        | Operation::Resend
        | Operation::Challenge
        | Operation::Cancel
        | Operation::Verify => changes(
            "enrolling and verifying take Group Administrator for the user's group, or a custom role with \
             okta.users.credentials.manage, and nobody but a Super Administrator may do so to administrators",
        ),
        Operation::Remove | Operation::Reset | Operation::RevokeCode => changes(
            "removing and resetting take Help Desk Administrator for the user's group, or a custom role with \
             okta.users.credentials.resetFactors, and nobody but a Super Administrator may do so to administrators",
        ),
        Operation::Unlock => changes(
            "unlocking takes Help Desk Administrator for the user's group, or a custom role with \
             okta.users.lifecycle.unlock",
        ),
        Operation::EndSessions => changes(
            "ending sessions takes Help Desk Administrator for the user's group, or a custom role with \
             okta.users.lifecycle.clearSessions",
        ),
        Operation::TemporaryCode => changes(
            "a temporary code takes Organization Administrator, or a custom role with \
             okta.users.credentials.manageTemporaryAccessCode",
        ),
        _ => reads(scope::USERS_READ, "reading takes a role that sees the user (okta.users.read)"),
    }
}

fn reads(scope: &'static str, role: &'static str) -> Right {
    Right { scope, role }
}

fn changes(role: &'static str) -> Right {
    Right { scope: scope::USERS_MANAGE, role }
}
