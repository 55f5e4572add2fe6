//! What can be told about a service app.

use mfadir_core::{Credential, ErrorKind, Finding, Inspection, Owner, Result};

use super::{
    judge::{good, problem_text, warning},
    rights::Holder,
};
use crate::{
    auth::{ServiceApp, scope},
    directory::Okta,
};

impl Okta {
    pub(super) async fn inspect_service_app(&self, app: &ServiceApp) -> Result<Inspection> {
        app.token(&self.api.transport, scope::USERS_READ).await?;
        let credential = Credential { form: app.form(), owner: Owner::Service(app.client_id().to_owned()) };
        let lives = good("lives as long as the app and its key; its tokens end after an hour and are bought anew");
        let scopes = self.scopes(app).await?;
        let engine = self.engine().await;
        let (users, somebody) = self.reads_users().await;
        let factors = self.reads_factors(somebody.as_ref()).await;
        let mut findings = vec![lives];
        findings.extend(scopes);
        findings.extend([engine, users, factors, self.removes(Holder::App(app.client_id())).await]);
        Ok(Inspection { credential, findings })
    }

    /// One scope that the app was not granted makes Okta refuse a whole token, so each is tried in turn.
    async fn scopes(&self, app: &ServiceApp) -> Result<Vec<Finding>> {
        let (mut granted, mut missing) = (Vec::new(), Vec::new());
        for scope in scope::ALL {
            match app.token(&self.api.transport, scope).await {
                Ok(_) => granted.push(*scope),
                Err(error) if error.kind() == ErrorKind::Forbidden => missing.push(*scope),
                Err(error) => return Err(error),
            }
        }
        let granted = good(&format!("has the scopes {}", granted.join(", ")));
        Ok([granted].into_iter().chain(missing.into_iter().map(lacking)).collect())
    }
}

fn lacking(scope: &str) -> Finding {
    let cannot = match scope {
        scope::USERS_MANAGE => {
            return problem_text(format!(
                "lacks the scope {scope}, so it cannot enroll, verify, remove, reset or unlock"
            ));
        }
        scope::GROUPS_READ => "list groups and their members",
        scope::ROLES_READ => "tell who is an administrator",
        scope::LOGS_READ => "read the events",
        scope::AUTHENTICATORS_READ => "issue temporary codes",
        _ => "read the policies",
    };
    warning(&format!("lacks the scope {scope}, so it cannot {cannot}"))
}
