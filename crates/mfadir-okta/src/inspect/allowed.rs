//! What the credential may do: by its roles, and by the scopes of a service app (docs/providers/okta.md, "Groups and roles").

use mfadir_core::{ErrorKind, Operation, Result, Right, Rights, Role, UserId};

use super::rights::Holder;
use crate::{
    auth::{Credential, ServiceApp, scope},
    directory::Okta,
};

/// What a verb of the desk can need.
const WRITES: &[Operation] = &[
    Operation::Enroll,
    Operation::Activate,
    Operation::Challenge,
    Operation::Verify,
    Operation::Remove,
    Operation::Reset,
    Operation::TemporaryCode,
    Operation::RevokeCode,
    Operation::Unlock,
    Operation::EndSessions,
];

/// Roles that change nothing of a person's factors.
const OTHERS: &[&str] = &[
    "READ_ONLY_ADMIN",
    "REPORT_ADMIN",
    "APP_ADMIN",
    "MOBILE_ADMIN",
    "API_ACCESS_MANAGEMENT_ADMIN",
    "GROUP_MEMBERSHIP_ADMIN",
];

impl Okta {
    pub(super) async fn told_rights(&self, most: usize) -> Result<Rights> {
        if most < 2 {
            return Ok(Rights::untold("its roles were not asked for, `mfadir can-i VERB USER` does"));
        }
        match &self.api.credential {
            Credential::ApiToken(_) => {
                let owner = UserId::from(self.owner().await?.id);
                self.by_roles(Holder::User(&owner)).await
            }
            Credential::ServiceApp(app) => self.rights_of_app(app).await,
        }
    }

    async fn rights_of_app(&self, app: &ServiceApp) -> Result<Rights> {
        match app.token(&self.api.transport, scope::USERS_MANAGE).await {
            Err(error) if error.kind() == ErrorKind::Forbidden => {
                let why = format!("the app was not granted the scope {}", scope::USERS_MANAGE);
                return Ok(all(|_| Right::Lacks(why.clone())));
            }
            bought => bought?,
        };
        let rights = self.by_roles(Holder::App(app.client_id())).await?;
        let code = match rights.of(Operation::TemporaryCode) {
            Right::Has => {
                let scope = scope::AUTHENTICATORS_READ;
                Right::CannotTell(format!("whether the app was granted the scope {scope} shows when it is needed"))
            }
            other => other,
        };
        Ok(rights.with(Operation::TemporaryCode, code))
    }

    async fn by_roles(&self, holder: Holder<'_>) -> Result<Rights> {
        match self.roles_of(holder).await {
            Ok(roles) => Ok(all(|operation| of_roles(&roles, operation))),
            Err(error) if error.kind() == ErrorKind::Forbidden => Ok(Rights::untold("it may not read its own roles")),
            Err(error) => Err(error),
        }
    }
}

fn all(right: impl Fn(Operation) -> Right) -> Rights {
    let nothing = Rights::untold("no role of Okta's is about that");
    WRITES.iter().fold(nothing, |rights, operation| rights.with(*operation, right(*operation)))
}

/// The best that one of the roles gives.
fn of_roles(roles: &[Role], operation: Operation) -> Right {
    let told: Vec<Right> = roles.iter().map(|role| of_role(&role.name, operation)).collect();
    if told.contains(&Right::Has) {
        return Right::Has;
    }
    let doubt = told.into_iter().find(|right| matches!(right, Right::CannotTell(_)));
    doubt.unwrap_or_else(|| Right::Lacks(lacking(roles)))
}

fn of_role(role: &str, operation: Operation) -> Right {
    let is_help = matches!(
        operation,
        Operation::Remove | Operation::Reset | Operation::RevokeCode | Operation::Unlock | Operation::EndSessions
    );
    let asks = matches!(operation, Operation::Challenge | Operation::Verify);
    match role {
        "SUPER_ADMIN" | "ORG_ADMIN" => Right::Has,
        "USER_ADMIN" if operation != Operation::TemporaryCode => Right::Has,
        "HELP_DESK_ADMIN" if is_help => Right::Has,
        "HELP_DESK_ADMIN" if !asks => Right::Lacks(String::new()),
        "USER_ADMIN" | "HELP_DESK_ADMIN" => {
            Right::CannotTell(format!("whether {role} is enough shows when it is tried"))
        }
        other if OTHERS.contains(&other) => Right::Lacks(String::new()),
        "CUSTOM" => Right::CannotTell("what its custom role permits is not told".to_owned()),
        other => Right::CannotTell(format!("what the role {other} permits is not known")),
    }
}

fn lacking(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
    match names.as_slice() {
        [] => "it has no administrator role".to_owned(),
        names => format!("its roles ({}) do not let it", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Operation, Right, Role};

    use super::of_roles;

    fn right(roles: &[&str], operation: Operation) -> Right {
        let role = |name: &&str| Role { name: (*name).to_owned(), label: None, administrator: true };
        of_roles(&roles.iter().map(role).collect::<Vec<_>>(), operation)
    }

    #[test]
    fn the_best_role_counts() {
        assert_eq!(right(&["READ_ONLY_ADMIN", "HELP_DESK_ADMIN"], Operation::Unlock), Right::Has);
        let no = Right::Lacks("its roles (READ_ONLY_ADMIN, HELP_DESK_ADMIN) do not let it".to_owned());
        assert_eq!(right(&["READ_ONLY_ADMIN", "HELP_DESK_ADMIN"], Operation::Enroll), no);
        assert_eq!(right(&["READ_ONLY_ADMIN", "SUPER_ADMIN"], Operation::Enroll), Right::Has);
        assert_eq!(right(&[], Operation::Remove), Right::Lacks("it has no administrator role".to_owned()));
    }

    #[test]
    fn what_only_a_trial_shows_is_not_guessed() {
        for (role, operation) in [
            ("HELP_DESK_ADMIN", Operation::Challenge),
            ("USER_ADMIN", Operation::TemporaryCode),
            ("CUSTOM", Operation::Remove),
            ("NEW_ADMIN", Operation::Unlock),
        ] {
            assert!(matches!(right(&["READ_ONLY_ADMIN", role], operation), Right::CannotTell(_)), "{role}");
        }
    }
}
