//! Plain text to paste into a ticket.

use jiff::Timestamp;
use mfadir_core::{RequestId, TenantName};
use mfadir_policy::Evidence;

use super::{
    view::{
        AftermathView, BasisView, ChangeView, ErrorView, FactorView, LiftedView, OperatorView, PermitView, RefusalView,
        ResultView, UserView, WholeView,
    },
    words::{last_use, minute, particulars, person},
};
use crate::output::clean;

/// Who did what, to whom, when and why.
pub(super) fn head(
    what: &str,
    user: &UserView,
    tenant: &TenantName,
    operator: &OperatorView,
    at: Timestamp,
) -> Vec<String> {
    let mut lines = vec![format!("{what} {} on {tenant}", person(user)), format!("Time: {}", minute(at))];
    lines.push(format!("Operator: {}", acting(operator)));
    lines.extend(operator.ticket.as_deref().map(|ticket| format!("Ticket: {}", clean(ticket))));
    lines.extend(operator.reason.as_deref().map(|reason| format!("Reason: {}", clean(reason))));
    lines
}

/// The same for what is done under a permit, with the rules that were lifted for it.
pub(super) fn opening(what: &str, permit: &PermitView) -> Vec<String> {
    let mut lines = head(what, &permit.user, &permit.tenant, &permit.operator, permit.at);
    lines.extend(permit.refusals.iter().map(refused));
    lines.extend(permit.lifted.iter().map(lifted));
    lines
}

/// A rule that stands against it.
pub(super) fn refused(rule: &RefusalView) -> String {
    format!("Refused by rule {}: {}", rule.rule, clean(&rule.text))
}

/// A rule that was lifted, and why.
pub(super) fn lifted(rule: &LiftedView) -> String {
    format!("Rule {} lifted: {} (because: {})", rule.rule, clean(&rule.text), clean(&rule.reason))
}

fn acting(operator: &OperatorView) -> String {
    let host = operator.operator.host.as_deref().map(|host| format!(" at {}", clean(host))).unwrap_or_default();
    let id = clean(&operator.operator.id);
    let whom = operator.operator.on_behalf_of.as_deref();
    let whom = whom.map(|whom| format!(" for {}", clean(whom))).unwrap_or_default();
    format!("{id}{whom}{host}")
}

/// A removal or a reset, factor by factor.
pub(super) fn change(what: &str, change: &ChangeView) -> String {
    let head = head(what, &change.user, &change.tenant, &change.operator, change.at);
    head.into_iter().chain(changed(change)).collect::<Vec<_>>().join("\n")
}

/// The same without whom it is about, who did it, and when.
pub(super) fn changed(change: &ChangeView) -> Vec<String> {
    let mut lines = Vec::new();
    if change.dry_run {
        lines.push("Planned only, nothing was changed".to_owned());
        lines.extend(change.plan.takes_unlisted.then(|| "Goes: all factors, cannot tell which".to_owned()));
        lines.extend(planned(change));
    } else {
        lines.extend(change.whole.as_ref().and_then(whole));
        lines.extend(change.results.iter().map(result));
        lines.extend(change.lost.iter().map(|factor| line("LOST", factor, "")));
        lines.extend(after(change));
    }
    lines.push(format!("Usable factor left: {}", change.left.map_or("unknown".to_owned(), |left| left.to_string())));
    lines.extend(remarks(change));
    lines.extend(change.aftermath.iter().flat_map(AftermathView::lines));
    lines.extend(change.basis.iter().map(rests_on));
    lines
}

/// The proofs by which an auditor finds it in the log, and whose they are.
pub(super) fn rests_on(basis: &BasisView) -> String {
    let how = basis.evidence.as_ref().map(|evidence| format!(" ({})", proven(evidence))).unwrap_or_default();
    let receipt = basis.receipt.iter().map(|id| format!("receipt {id}{how}"));
    let by = |number: usize| basis.approved_by.get(number).map(|who| format!(" by {}", clean(who))).unwrap_or_default();
    let approvals = basis.approvals.iter().enumerate().map(|(number, id)| format!("approval {id}{}", by(number)));
    format!("Rests on: {}", receipt.chain(approvals).collect::<Vec<_>>().join(", "))
}

fn proven(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Factor { factor_type, .. } => format!("the caller proved {}", clean(factor_type)),
        Evidence::Attested { by, text } => format!("vouched for: {by}, {}", clean(text)),
    }
}

fn remarks(change: &ChangeView) -> Vec<String> {
    let refused = change.plan.refusals.iter().map(refused);
    let lifted = change.plan.lifted.iter().map(lifted);
    let notes = change.plan.notes.iter().map(|note| format!("Note: {}", clean(&note.text)));
    refused.chain(lifted).chain(notes).collect()
}

fn planned(change: &ChangeView) -> Vec<String> {
    let goes = change.plan.steps.iter().flat_map(|step| step.factor.iter().chain(&step.implied));
    let goes = goes.map(|factor| line("Goes", factor, ""));
    goes.chain(change.plan.stays.iter().map(|factor| line("Stays", factor, ""))).collect()
}

fn result(result: &ResultView) -> String {
    let how = how(result.detail.as_deref(), result.error.as_ref(), result.request_id.as_ref());
    line(result.outcome.as_str(), &result.factor, &how)
}

/// What became of all that nobody can name.
fn whole(whole: &WholeView) -> Option<String> {
    let how = how(whole.detail.as_deref(), whole.error.as_ref(), whole.request_id.as_ref());
    let rest = if how.is_empty() { how } else { format!(" - {how}") };
    Some(format!("{}: all factors, cannot tell which{rest}", whole.outcome?))
}

fn how(detail: Option<&str>, error: Option<&ErrorView>, request: Option<&RequestId>) -> String {
    let request = request.map(|id| format!("request {id}"));
    let parts = [detail.map(str::to_owned), error.map(|error| error.message.clone()), request];
    parts.into_iter().flatten().map(|part| clean(&part).into_owned()).collect::<Vec<_>>().join("; ")
}

fn after(change: &ChangeView) -> Vec<String> {
    match &change.after {
        None if change.whole.is_some() => vec![left_unlisted(change).to_owned()],
        None => vec!["The factors could not be listed afterwards".to_owned()],
        Some(factors) if factors.is_empty() => vec!["No factors are listed afterwards".to_owned()],
        Some(factors) => factors.iter().map(|factor| line("Still listed", factor, &last_use(factor))).collect(),
    }
}

fn left_unlisted(change: &ChangeView) -> &'static str {
    match change.whole.as_ref().and_then(|whole| whole.has_factors) {
        Some(true) => "Afterwards: the provider says that there are factors",
        Some(false) => "Afterwards: the provider says that there are no factors",
        None => "Afterwards: cannot tell whether there are factors",
    }
}

fn line(word: &str, factor: &FactorView, more: &str) -> String {
    let particulars = particulars(factor);
    let parts = [particulars.as_str(), more];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let rest = if parts.is_empty() { String::new() } else { format!(" - {}", parts.join("; ")) };
    format!("{word}: {} (id {}){rest}", clean(&factor.is.both), clean(factor.id.as_str()))
}
