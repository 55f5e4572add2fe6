//! How a policy did on examples.

use std::collections::BTreeSet;

use mfadir_policy::{Lifted, Place, Refusal, Rule, Trial};
use owo_colors::OwoColorize;
use serde::Serialize;

use crate::output::{Document, Look, Sheet, clean};

/// What came of each example.
#[derive(Debug, Serialize)]
pub(crate) struct TrialDocument {
    policy: String,
    examples: Vec<TrialView>,
}

#[derive(Debug, Serialize)]
struct TrialView {
    name: String,
    place: Place,
    passed: bool,
    /// The rules that ought to stand against it; none where it ought to be allowed.
    expected: BTreeSet<Rule>,
    refusals: Vec<Refusal>,
    lifted: Vec<Lifted>,
}

impl From<&Trial> for TrialView {
    fn from(trial: &Trial) -> Self {
        Self {
            name: trial.name.clone(),
            place: trial.place.clone(),
            passed: trial.passed(),
            expected: trial.expected.clone(),
            refusals: trial.found.clone(),
            lifted: trial.lifted.clone(),
        }
    }
}

impl TrialDocument {
    pub(crate) fn of(policy: &str, trials: &[Trial]) -> Self {
        Self { policy: policy.to_owned(), examples: trials.iter().map(TrialView::from).collect() }
    }
}

impl TrialView {
    fn found(&self) -> BTreeSet<Rule> {
        self.refusals.iter().map(|refusal| refusal.rule).collect()
    }

    fn text(&self) -> String {
        let name = clean(&self.name);
        if self.passed {
            return format!("  {}  {name}\n", "passed".green());
        }
        let refusals = self.refusals.iter().map(|refusal| format!("            {}\n", clean(&refusal.to_string())));
        let head = format!("  {}  {name} ({})\n", "FAILED".red().bold(), clean(&self.place.to_string()));
        let expected = format!("          expected {}, found {}\n", words(&self.expected), words(&self.found()));
        head + &expected + &refusals.collect::<String>()
    }
}

fn words(rules: &BTreeSet<Rule>) -> String {
    if rules.is_empty() {
        return "allowed".to_owned();
    }
    rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

impl Document for TrialDocument {
    const SCHEMA: &'static str = "mfadir.policy-test/v1";
    const ITEMS: Option<&'static str> = Some("examples");

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["name", "place", "passed", "expected", "found"]);
        for trial in &self.examples {
            let (name, place, passed) = (trial.name.clone(), trial.place.to_string(), trial.passed.to_string());
            sheet.row([name, place, passed, words(&trial.expected), words(&trial.found())]);
        }
        sheet
    }

    fn text(&self, _look: Look) -> String {
        let title = format!("policy {}", clean(&self.policy));
        format!("{}\n{}", title.bold(), self.examples.iter().map(TrialView::text).collect::<String>())
    }
}
