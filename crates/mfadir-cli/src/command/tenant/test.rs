//! `tenant test`

mod shown;

use clap::Args;
use mfadir::{Connection, Tenant, TenantIdentity, TenantName};
use mfadir_core::{ErrorKind, Finding, Owner, Severity};

use self::shown::Tested;
use super::standing::Standing;
use crate::{args::Completes, context::Context, exit::Exit, failure::Outcome};

/// The arguments of `tenant test`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The tenant
    #[arg(add = Completes::Tenant)]
    tenant: Option<String>,
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let name = context.tenant_or(arguments.tenant.as_deref())?;
    test(&name, context).await
}

/// Tests one tenant and tells what was found. A problem is no success.
pub(super) async fn test(name: &TenantName, context: &mut Context) -> Outcome {
    let tenant = context.tenant(name).await?;
    let standing = Standing::of(&tenant, context);
    let connection = context.connect(name).await?;
    let mut inspection = connection.inspector.inspect().await?;
    inspection.findings.push(identity(&tenant, &connection, context).await?);
    inspection.findings.extend(personal(&inspection.credential.owner, &inspection.findings));
    let problem = inspection.findings.iter().any(|finding| finding.severity == Severity::Problem);
    context.output.print(&Tested::new(&tenant, standing, inspection, &connection.budget.readings()))?;
    Ok(if problem { Exit::Failed } else { Exit::Done })
}

/// Whether the same tenant of the provider answers as ever: kept for the audit log, and compared when it is seen again.
async fn identity(tenant: &Tenant, connection: &Connection, context: &Context) -> Outcome<Finding> {
    let seen = match connection.inspector.tenant_id().await {
        Ok(Some(id)) => TenantIdentity::of(context.state()?.folder(), tenant).see(&id).map(|()| Some(id)),
        other => other,
    };
    let (severity, text) = match seen {
        Ok(Some(id)) => (Severity::Good, format!("the provider calls this tenant {id}")),
        Ok(None) => (Severity::Good, "the provider has no id of its own for this tenant".to_owned()),
        Err(error) if error.kind() == ErrorKind::Conflict => (Severity::Problem, error.to_string()),
        Err(error) => (Severity::Warning, format!("which tenant of the provider this is cannot be told: {error}")),
    };
    Ok(Finding { severity, text })
}

/// A warning about a personal credential, unless the inspector gave one.
fn personal(owner: &Owner, findings: &[Finding]) -> Option<Finding> {
    let Owner::Person(name) = owner else { return None };
    let warned = |finding: &Finding| finding.severity == Severity::Warning && finding.text.contains(name.as_str());
    if findings.iter().any(warned) {
        return None;
    }
    let text = format!("the credential is {name}'s own: it ends when they leave, and acts with all their rights");
    Some(Finding { severity: Severity::Warning, text })
}
