//! What a test of a tenant tells.

use mfadir::Tenant;
use mfadir_core::{Credential, Finding, Inspection, Operation, Owner, Reading, Severity};
use owo_colors::OwoColorize;
use serde::Serialize;

use crate::command::tenant::standing::Standing;
use crate::output::{Document, Look, Sheet, clean};

/// What the credential is, what was found, what is not offered, and what is left of the rate limits.
#[derive(Debug, Serialize)]
pub(super) struct Tested {
    tenant: String,
    provider: &'static str,
    credential: Credential,
    findings: Vec<Finding>,
    /// What this tenant does not offer and could, or what people ask for.
    not_offered: Vec<Absent>,
    budget: Vec<RateLimit>,
    /// Which policy holds, and what is to be done before anybody may act.
    #[serde(flatten)]
    standing: Standing,
}

#[derive(Debug, Serialize)]
struct Absent {
    operation: Operation,
    why: &'static str,
}

/// One of the provider's rate limits.
#[derive(Debug, Serialize)]
struct RateLimit {
    bucket: String,
    limit: u64,
    remaining: u64,
    /// In seconds.
    resets_in: u64,
}

impl Tested {
    pub(super) fn new(tenant: &Tenant, standing: Standing, inspection: Inspection, readings: &[Reading]) -> Self {
        let absent = tenant.capabilities().absent.iter();
        Self {
            tenant: tenant.name.to_string(),
            provider: tenant.provider.name,
            credential: inspection.credential,
            findings: inspection.findings,
            not_offered: absent.map(|(operation, why)| Absent { operation: *operation, why }).collect(),
            budget: readings.iter().map(RateLimit::from).collect(),
            standing,
        }
    }
}

impl From<&Reading> for RateLimit {
    fn from(reading: &Reading) -> Self {
        Self {
            bucket: reading.bucket.as_str().to_owned(),
            limit: reading.limit,
            remaining: reading.remaining,
            resets_in: reading.resets_in.as_secs(),
        }
    }
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
        lines.extend(self.findings.iter().map(finding));
        lines.extend(self.not_offered.iter().map(absent));
        lines.extend(self.budget.iter().map(budget));
        lines.extend(self.standing.lines().map(|(word, text)| format!("  {} {text}", padded(word))));
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

fn finding(finding: &Finding) -> String {
    let word = padded(word(finding.severity));
    let word = match finding.severity {
        Severity::Good => word.green().to_string(),
        Severity::Warning => word.yellow().to_string(),
        Severity::Problem => word.red().to_string(),
    };
    format!("  {word} {}", clean(&finding.text))
}

fn absent(absent: &Absent) -> String {
    format!("  {} cannot {}: {}", padded("absent"), absent.operation.phrase(), absent.why)
}

fn budget(limits: &RateLimit) -> String {
    let RateLimit { bucket: name, limit, remaining, resets_in } = limits;
    let left = format!("{remaining} of {limit} requests left for {resets_in} s more");
    format!("  {} {}: {left}", padded("budget"), clean(name))
}

fn padded(word: &str) -> String {
    format!("{word:<8}")
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Good => "good",
        Severity::Warning => "warning",
        Severity::Problem => "problem",
    }
}
