//! What the strangers said, operation by operation.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Deserialize;

/// How one operation went, as a stranger's script writes it: one JSON object a line.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Line {
    /// The stranger's own name for it.
    pub(crate) operation: String,
    /// What came of it.
    pub(crate) outcome: Outcome,
    /// Why it failed, or which fault of the stranger's made us look at the raw exchange instead.
    #[serde(default)]
    pub(crate) why: String,
}

impl Line {
    /// The lines that a script wrote.
    pub(crate) fn all(output: &[u8]) -> Result<Vec<Self>> {
        let text = std::str::from_utf8(output).context("a script writes text")?;
        text.lines().map(|line| serde_json::from_str(line).with_context(|| format!("not a line: {line}"))).collect()
    }
}

/// What came of an operation.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// The stranger was content.
    Passed,
    /// The stranger is broken here; the raw exchange was right.
    Raw,
    /// The stranger has no opinion, for a reason.
    NotJudged,
    /// It was left out.
    Skipped,
    /// It was not as the stranger expects.
    Failed,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    groups: Vec<Group>,
}

#[derive(Debug)]
struct Group {
    stranger: String,
    lines: Vec<Line>,
    least: usize,
    ignored: Option<String>,
}

impl Tally {
    /// Notes what a stranger said; it must have tried at least so many operations.
    pub(crate) fn add(&mut self, stranger: &str, least: usize, lines: Vec<Line>) {
        self.groups.push(Group { stranger: stranger.to_owned(), lines, least, ignored: None });
    }

    /// Notes that a stranger could not be had.
    pub(crate) fn ignore(&mut self, stranger: &str, why: String) {
        self.groups.push(Group { stranger: stranger.to_owned(), lines: Vec::new(), least: 0, ignored: Some(why) });
    }

    /// Whether nothing failed and nobody tried too little.
    pub(crate) fn is_clean(&self) -> bool {
        self.groups.iter().all(Group::is_clean)
    }

    /// Writes it all down.
    pub(crate) fn print(&self) {
        self.groups.iter().for_each(Group::print);
    }
}

impl Group {
    fn count(&self, outcome: Outcome) -> usize {
        self.lines.iter().filter(|line| line.outcome == outcome).count()
    }

    /// What was left out counts like what failed.
    fn found(&self) -> usize {
        self.count(Outcome::Failed) + self.count(Outcome::Skipped)
    }

    /// How many operations were tried with success, each counted once.
    fn passed(&self) -> usize {
        let tried = self.lines.iter().filter(|line| matches!(line.outcome, Outcome::Passed | Outcome::Raw));
        tried.map(|line| &line.operation).collect::<BTreeSet<_>>().len()
    }

    fn is_clean(&self) -> bool {
        self.ignored.is_some() || (self.found() == 0 && self.passed() >= self.least)
    }

    fn print(&self) {
        if let Some(why) = &self.ignored {
            println!("strangers: {} ... ignored, {why}", self.stranger);
            return;
        }
        for Line { operation, outcome, why } in &self.lines {
            let said = match outcome {
                Outcome::Passed => "ok".to_owned(),
                Outcome::Raw => format!("ok, raw exchange: {why}"),
                Outcome::NotJudged => format!("not judged: {why}"),
                Outcome::Skipped => format!("SKIPPED: {why}"),
                Outcome::Failed => format!("FAILED: {why}"),
            };
            println!("strangers: {}: {operation} ... {said}", self.stranger);
        }
        let Self { stranger, least, .. } = self;
        let (passed, failed, skipped) = (self.passed(), self.count(Outcome::Failed), self.count(Outcome::Skipped));
        let unjudged = self.count(Outcome::NotJudged);
        println!(
            "strangers: {stranger}: {passed} operations passed (at least {least} wanted), {unjudged} not judged, \
             {failed} failed, {skipped} skipped"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Outcome, Tally};

    fn line(operation: &str, outcome: Outcome) -> Line {
        Line { operation: operation.into(), outcome, why: String::new() }
    }

    fn is_clean(least: usize, lines: &[(&str, Outcome)]) -> bool {
        let mut tally = Tally::default();
        tally.add("sdk", least, lines.iter().map(|(name, outcome)| line(name, *outcome)).collect());
        tally.is_clean()
    }

    #[test]
    fn one_failure_one_left_out_or_too_few_tries_are_not_clean() {
        let two = [("get", Outcome::Passed), ("list", Outcome::Raw)];
        assert!(is_clean(2, &two));
        assert!(!is_clean(3, &two));
        assert!(!is_clean(1, &[two[0], ("list", Outcome::Failed)]));
        assert!(!is_clean(1, &[two[0], ("list", Outcome::Skipped)]));
        assert!(!is_clean(2, &[two[0], two[0]]), "the same one twice is one");
        assert!(is_clean(1, &[two[0], ("list", Outcome::NotJudged)]));
        assert!(!is_clean(2, &[two[0], ("list", Outcome::NotJudged)]));
    }

    #[test]
    fn who_cannot_be_had_fails_nothing() {
        let mut tally = Tally::default();
        tally.ignore("other", "no Node".into());
        assert!(tally.is_clean());
    }

    #[test]
    fn a_script_writes_one_object_a_line() {
        let line: Line =
            serde_json::from_str(r#"{"operation":"get_user","outcome":"raw","why":"drops it"}"#).expect("a line");
        assert_eq!((line.outcome, line.why.as_str()), (Outcome::Raw, "drops it"));
        let line: Line = serde_json::from_str(r#"{"operation":"x","outcome":"not-judged"}"#).expect("a line");
        assert_eq!(line.outcome, Outcome::NotJudged);
    }
}
