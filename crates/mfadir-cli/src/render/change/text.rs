//! A plan or a report in one glance: what goes, what goes with it, what stays, whether a usable factor is left.

use mfadir_core::FactorStatus;
use mfadir_ops::Verdict;
use owo_colors::OwoColorize;

use crate::{
    output::clean,
    render::{
        columns::{Row, lines},
        tag::Tag,
        view::{ChangeView, FactorView},
        words::{last_use, left, lifted, particulars, person},
    },
};

/// The whole text.
pub(super) fn text(what: &str, change: &ChangeView) -> String {
    let title = format!("{what} for {} on {}: {}", person(&change.user), change.tenant, state(change));
    let usable = format!("usable factor left: {}", left(change.left));
    let rows = rows(change);
    let table = if rows.is_empty() { String::new() } else { format!("\n{}\n", lines(&rows)) };
    format!("{}\n{table}{usable}\n{}", title.bold(), remarks(change).join("\n"))
}

/// What became of it, in a word.
pub(super) fn state(change: &ChangeView) -> &'static str {
    match change.verdict {
        None if change.plan.steps.is_empty() => "nothing to do",
        None => "plan, nothing is changed yet",
        Some(Verdict::Done) => "done",
        Some(Verdict::NothingToDo) => "nothing to do",
        Some(Verdict::Partly) => "PARTLY DONE",
        Some(Verdict::Unknown) => "UNKNOWN, it could not be read back",
        Some(Verdict::Failed) => "FAILED, nothing is gone",
    }
}

fn rows(change: &ChangeView) -> Vec<Row> {
    let goes = if change.verdict.is_some() { results(change) } else { steps(change) };
    unlisted(change).into_iter().chain(goes).chain(stays(change)).chain(arrived(change)).collect()
}

/// One row for all that nobody can name.
fn unlisted(change: &ChangeView) -> Option<Row> {
    let whole = change.whole.as_ref().filter(|_| change.plan.takes_unlisted)?;
    let error = whole.error.as_ref().map(|error| error.clause.as_str());
    let remark = whole.detail.as_deref().or(error).unwrap_or("cannot tell which");
    let tag = whole.outcome.map_or(Tag::Goes, Tag::Ended);
    Some(Row { tag, cells: vec!["all factors".to_owned(), clean(remark).into_owned()] })
}

fn steps(change: &ChangeView) -> Vec<Row> {
    let mut rows = Vec::new();
    for step in &change.plan.steps {
        rows.extend(step.factor.iter().map(|factor| row(Tag::Goes, factor, last_use(factor))));
        let (tag, with) = match &step.factor {
            Some(factor) => (Tag::GoesToo, Some(format!("with {}", clean(&factor.is.both)))),
            None => (Tag::Goes, None),
        };
        let remark = |factor: &FactorView| with.clone().unwrap_or_else(|| last_use(factor));
        rows.extend(step.implied.iter().map(|factor| row(tag, factor, remark(factor))));
    }
    rows
}

fn results(change: &ChangeView) -> Vec<Row> {
    let result = |result: &crate::render::view::ResultView| {
        let error = result.error.as_ref().map(|error| error.clause.as_str());
        let remark = result.detail.as_deref().or(error).unwrap_or_default();
        row(Tag::Ended(result.outcome), &result.factor, clean(remark).into_owned())
    };
    change.results.iter().map(result).collect()
}

fn stays(change: &ChangeView) -> Vec<Row> {
    let tag = |factor: &FactorView| {
        let lost = change.lost.iter().any(|lost| lost.id == factor.id);
        let kept = change.plan.kept.contains(&factor.id);
        if lost {
            Tag::Lost
        } else if kept {
            Tag::Kept
        } else {
            Tag::Stays
        }
    };
    change.plan.stays.iter().map(|factor| row(tag(factor), factor, last_use(factor))).collect()
}

/// What is listed now and was not before; what came back stands beside its removal.
fn arrived(change: &ChangeView) -> Vec<Row> {
    let is_new = |factor: &&FactorView| change.before.iter().all(|known| known.id != factor.id);
    let came_back =
        |factor: &FactorView| change.results.iter().any(|one| one.reappeared_as.as_ref() == Some(&factor.id));
    let new = change.after.iter().flatten().filter(is_new).filter(|factor| !came_back(factor));
    new.map(|factor| row(Tag::Arrived, factor, "was not there before".to_owned())).collect()
}

fn row(tag: Tag, factor: &FactorView, remark: String) -> Row {
    let strength =
        if factor.status == FactorStatus::Active { factor.strength.to_string() } else { "not active".to_owned() };
    Row { tag, cells: vec![clean(&factor.is.both).into_owned(), strength, particulars(factor), remark] }
}

fn remarks(change: &ChangeView) -> Vec<String> {
    let mut remarks = Vec::new();
    for rule in &change.plan.refusals {
        let text = clean(&rule.text).into_owned();
        remarks.push(format!("{} {text} (rule {})", "refused:".red().bold(), rule.rule));
    }
    remarks.extend(change.plan.lifted.iter().map(lifted));
    for note in &change.plan.notes {
        let word = format!("{}:", note.level);
        let word = if note.level == "warning" { word.yellow().bold().to_string() } else { word.cyan().to_string() };
        remarks.push(format!("{word} {}", clean(&note.text)));
    }
    for entry in &change.unrecorded {
        remarks.push(format!("{} not recorded: {}", "warning:".yellow().bold(), clean(entry)));
    }
    remarks
}
