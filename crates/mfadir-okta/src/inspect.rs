//! What can be told about a tenant's settings and its token, with harmless reads.

use async_trait::async_trait;
use mfadir_core::{
    Credential, Error, ErrorKind, Finding, Inspection, Inspector, Operation, Owner, Result, Role, Severity, UserId,
};
use mfadir_http::{Path, Request};

use crate::{
    directory::Okta,
    profile::bucket,
    wire::{Organization, UserRow},
};

/// Roles that may remove and reset factors of other people; a custom role may too.
const REMOVERS: &[&str] = &["SUPER_ADMIN", "ORG_ADMIN", "USER_ADMIN", "HELP_DESK_ADMIN"];

#[async_trait]
impl Inspector for Okta {
    async fn inspect(&self) -> Result<Inspection> {
        let me = self.during(Operation::User, self.owner()).await?;
        let owner = owner(&me);
        let user = UserId::from(me.id.as_str());
        let findings = vec![
            judge_owner(&owner),
            self.engine().await,
            self.reads_users().await,
            self.reads_factors(&user).await,
            self.removes(&user).await,
        ];
        Ok(Inspection { credential: Credential { form: "API token".to_owned(), owner }, findings })
    }
}

impl Okta {
    /// `me` is the one word that is put into the path on purpose: it names the account that made the token.
    async fn owner(&self) -> Result<UserRow> {
        let request = Request::get(&Path::new("/api/v1/users/me")).bucket(bucket::USER);
        self.api.ask(request).await?.object("a user")
    }

    /// Every organisation tells its engine to everybody; the token is not sent along.
    async fn engine(&self) -> Finding {
        let request = Request::get(&Path::new("/.well-known/okta-organization"));
        let organization = match self.api.ask_openly(request).await {
            Ok(response) => response.object::<Organization>("an organisation"),
            Err(error) => Err(error),
        };
        judge_engine(self.engine.as_str(), organization.map(|organization| organization.pipeline))
    }

    async fn reads_users(&self) -> Finding {
        let request = Request::get(&Path::new("/api/v1/users")).query("limit", "1").bucket(bucket::USERS);
        match self.api.ask(request).await {
            Ok(_) => good("lists users"),
            Err(error) => problem("cannot list users", &error),
        }
    }

    async fn reads_factors(&self, user: &UserId) -> Finding {
        match self.api.factors(user, self.engine).await {
            Ok(_) => good("lists factors"),
            Err(error) => problem("cannot list factors", &error),
        }
    }

    async fn removes(&self, user: &UserId) -> Finding {
        match self.api.roles(user).await {
            Ok(roles) => judge_roles(&roles),
            Err(error) if error.kind() == ErrorKind::Forbidden => {
                warning("may not read its own roles, so whether it may remove factors shows when it does")
            }
            Err(error) => problem("cannot read roles", &error),
        }
    }
}

/// A token always is some account's. Okta has no mark for accounts of programs; organisations use the user type.
fn owner(me: &UserRow) -> Owner {
    let user_type = me.profile.user_type.as_deref().unwrap_or_default().to_lowercase();
    let login = me.profile.login.clone();
    if user_type.contains("service") { Owner::Service(login) } else { Owner::Person(login) }
}

fn judge_owner(owner: &Owner) -> Finding {
    match owner {
        Owner::Service(login) => good(&format!("acts as the service account {login}")),
        Owner::Person(login) => warning(&format!(
            "acts as {login} with all that account's rights, and dies with it; use an account made for this, with the \
             user type `service` and no more than the role it needs"
        )),
        Owner::Unknown => warning("Okta does not tell whose the token is"),
    }
}

fn judge_engine(configured: &str, told: Result<Option<String>>) -> Finding {
    match told {
        Ok(Some(engine)) if engine == configured => good(&format!("runs on the engine `{engine}`, as configured")),
        Ok(Some(engine)) => warning(&format!(
            "runs on the engine `{engine}`, but `{configured}` is configured, so implied removals are told wrong; set \
             `engine = \"{engine}\"`"
        )),
        Ok(None) => warning("the organisation does not tell its engine"),
        Err(error) => warning(&format!("the engine cannot be told: {error}")),
    }
}

fn judge_roles(roles: &[Role]) -> Finding {
    let names: Vec<_> = roles.iter().map(|role| role.name.as_str()).collect();
    let all = names.join(", ");
    if let Some(name) = names.iter().find(|name| REMOVERS.contains(name)) {
        good(&format!("may remove factors as {name}"))
    } else if names.contains(&"CUSTOM") {
        warning("has a custom role, which needs okta.users.credentials.resetFactors to remove factors")
    } else if names.is_empty() {
        problem_text("its account has no administrator role, so it cannot act on other people".to_owned())
    } else {
        problem_text(format!("may look, but its roles ({all}) do not let it remove factors"))
    }
}

fn good(text: &str) -> Finding {
    Finding { severity: Severity::Good, text: text.to_owned() }
}

fn warning(text: &str) -> Finding {
    Finding { severity: Severity::Warning, text: text.to_owned() }
}

fn problem(what: &str, error: &Error) -> Finding {
    problem_text(format!("{what}: {error}"))
}

fn problem_text(text: String) -> Finding {
    Finding { severity: Severity::Problem, text }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Role, Severity};

    use super::{judge_engine, judge_roles};

    fn severity(roles: &[&str]) -> Severity {
        let role = |name: &&str| Role { name: (*name).to_owned(), label: None, administrator: true };
        judge_roles(&roles.iter().map(role).collect::<Vec<_>>()).severity
    }

    #[test]
    fn a_role_that_cannot_remove_is_a_problem() {
        assert_eq!(severity(&["READ_ONLY_ADMIN", "HELP_DESK_ADMIN"]), Severity::Good);
        assert_eq!(severity(&["READ_ONLY_ADMIN"]), Severity::Problem);
        assert_eq!(severity(&["CUSTOM"]), Severity::Warning);
        assert_eq!(severity(&[]), Severity::Problem);
    }

    #[test]
    fn another_engine_than_configured_is_a_warning() {
        assert_eq!(judge_engine("idx", Ok(Some("idx".into()))).severity, Severity::Good);
        let differs = judge_engine("idx", Ok(Some("v1".into())));
        assert_eq!(differs.severity, Severity::Warning);
        assert!(differs.text.contains("engine = \"v1\""), "{}", differs.text);
    }
}
