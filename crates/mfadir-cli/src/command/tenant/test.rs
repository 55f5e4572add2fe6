//! `tenant test`

use clap::Args;
use mfadir::TenantName;
use mfadir_core::{Credential, Finding, Owner, Severity};
use owo_colors::OwoColorize;
use serde::Serialize;

use crate::{
    context::Context,
    exit::Exit,
    failure::Outcome,
    output::{Document, Look, Sheet, clean},
};

/// The arguments of `tenant test`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The tenant
    tenant: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tested {
    tenant: String,
    provider: &'static str,
    credential: Credential,
    findings: Vec<Finding>,
}

impl Document for Tested {
    const SCHEMA: &'static str = "mfadir.tenant-test/v1";
    const ITEMS: Option<&'static str> = Some("findings");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["severity", "finding"]);
        for finding in &self.findings {
            sheet.row([word(finding.severity).to_owned(), finding.text.clone()]);
        }
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let credential = clean(&self.credential.form).into_owned();
        let mut lines = vec![format!("{} answers: {credential}{}", self.tenant.bold(), owner(&self.credential.owner))];
        lines.extend(self.findings.iter().map(line));
        lines.join("\n")
    }
}

fn owner(owner: &Owner) -> String {
    match owner {
        Owner::Person(name) => format!(" of {}, a person", clean(name)),
        Owner::Service(name) => format!(" of {}, made for programs", clean(name)),
        Owner::Unknown => String::new(),
    }
}

fn line(finding: &Finding) -> String {
    let word = format!("{:<8}", word(finding.severity));
    let word = match finding.severity {
        Severity::Good => word.green().to_string(),
        Severity::Warning => word.yellow().to_string(),
        Severity::Problem => word.red().to_string(),
    };
    format!("  {word} {}", clean(&finding.text))
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Good => "good",
        Severity::Warning => "warning",
        Severity::Problem => "problem",
    }
}

pub(super) async fn run(arguments: &Arguments, context: &mut Context) -> Outcome {
    let name = context.tenant_or(arguments.tenant.as_deref())?;
    test(&name, context).await
}

/// Tests one tenant and tells what was found. A problem is no success.
pub(super) async fn test(name: &TenantName, context: &mut Context) -> Outcome {
    let provider = context.tenant(name).await?.provider.name;
    let inspection = context.connect(name).await?.inspector.inspect().await?;
    let mut findings = inspection.findings;
    findings.extend(personal(&inspection.credential.owner, &findings));
    let problem = findings.iter().any(|finding| finding.severity == Severity::Problem);
    let credential = inspection.credential;
    context.output.print(&Tested { tenant: name.to_string(), provider, credential, findings })?;
    Ok(if problem { Exit::Failed } else { Exit::Done })
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
