//! What can be told about a tenant's settings and its credential, with harmless reads.

use async_trait::async_trait;
use mfadir_core::{
    Credential, Error, Finding, Inspection, Inspector, MfaDirectory, Operation, Owner, PageRequest, Result, Rights,
    Severity, UserId, UserQuery,
};

use crate::directory::Keystone;

#[async_trait]
impl Inspector for Keystone {
    /// The first read shows whether the credential is taken at all; each further one is a finding.
    async fn inspect(&self) -> Result<Inspection> {
        let one = PageRequest { limit: Some(1), cursor: None };
        let page = self.users(&UserQuery::All, &one).await?;
        let somebody = page.items.into_iter().next().map(|user| user.id);
        let findings = vec![good("lists users"), self.reads_factors(somebody.as_ref()).await];
        Ok(Inspection {
            credential: Credential { form: "account and password".to_owned(), owner: Owner::Unknown },
            findings,
        })
    }

    /// The server's policy decides, and tells it to nobody.
    async fn rights(&self, _most: usize) -> Result<Rights> {
        Ok(Rights::untold("Keystone does not tell what an account may: it shows when it is used"))
    }

    /// The domain's.
    async fn tenant_id(&self) -> Result<Option<String>> {
        let domain = self.during(Operation::Users, self.client.domain()).await?;
        Ok(Some(domain).filter(|id| !id.is_empty()))
    }
}

impl Keystone {
    async fn reads_factors(&self, somebody: Option<&UserId>) -> Finding {
        let Some(user) = somebody else {
            return warning("nobody is there whose factors could be listed");
        };
        match self.during(Operation::Factors, self.client.factors(user)).await {
            Ok(_) => good("lists factors"),
            Err(error) => problem("cannot list factors", &error),
        }
    }
}

fn good(text: &str) -> Finding {
    Finding { severity: Severity::Good, text: text.to_owned() }
}

fn warning(text: &str) -> Finding {
    Finding { severity: Severity::Warning, text: text.to_owned() }
}

fn problem(what: &str, error: &Error) -> Finding {
    Finding { severity: Severity::Problem, text: format!("{what}: {error}") }
}
