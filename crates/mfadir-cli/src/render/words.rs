//! The short texts that rows are made of.

use std::iter;

use jiff::{Timestamp, tz::TimeZone};
use mfadir_core::{FactorStatus, Left, TenantName, UserStatus};
use owo_colors::OwoColorize;

use super::view::{FactorView, LiftedView, UserView};
use crate::output::clean;

/// The day, in UTC.
pub(super) fn day(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).date().to_string()
}

/// The day and the minute, in UTC.
pub(super) fn minute(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// An optional text, or nothing.
pub(super) fn or_empty(text: Option<&str>) -> String {
    clean(text.unwrap_or_default()).into_owned()
}

/// A person, with their name where it is known.
pub(super) fn person(user: &UserView) -> String {
    let login = clean(&user.login);
    match &user.name {
        Some(name) => format!("{login} ({})", clean(name)),
        None => login.into_owned(),
    }
}

/// A person on a tenant, with the state of the account where it is told.
pub(super) fn standing(user: &UserView, tenant: &TenantName) -> String {
    let state = if user.status == UserStatus::NotTold { String::new() } else { format!(", {}", user.status) };
    format!("{} on {tenant}{}", person(user), clean(&state))
}

/// What sets a factor apart from others of its type.
pub(super) fn particulars(factor: &FactorView) -> String {
    let state = (factor.status != FactorStatus::Active).then(|| factor.status.to_string());
    let default = (factor.default == Some(true)).then(|| "default".to_owned());
    let parts = [factor.label.clone(), factor.destination.clone(), state, default];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| clean(&part).into_owned()).collect();
    without_repeats(parts).join(", ")
}

fn without_repeats(mut parts: Vec<String>) -> Vec<String> {
    parts.dedup();
    parts
}

/// When a factor was last used.
pub(super) fn last_use(factor: &FactorView) -> String {
    factor.last_verified.map_or_else(|| "no use recorded".to_owned(), |used| format!("last used {}", day(used)))
}

/// Whether a usable factor is left, so that nobody overlooks it.
pub(super) fn left(left: Option<Left>) -> String {
    match left {
        Some(Left::Yes) => "yes".green().bold().to_string(),
        Some(Left::No) => "NO".red().bold().to_string(),
        Some(Left::CannotTell) => "cannot tell".yellow().bold().to_string(),
        None => "unknown, the factors could not be read".yellow().bold().to_string(),
    }
}

/// A plain yes or no.
pub(super) fn yes_or_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// What is known of factors that are not listed: whether there are any, where the provider tells that.
pub(super) fn unlisted(has_factors: Option<bool>) -> &'static str {
    match has_factors {
        Some(true) => "the provider says that there are factors, and does not list them: cannot tell which",
        Some(false) => "the provider says that there are no factors",
        None => "the provider does not list factors, nor tell whether there are any",
    }
}

/// A number with its noun.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A rule that was lifted: that stands out wherever the act is shown.
pub(super) fn lifted(rule: &LiftedView) -> String {
    let (text, reason) = (clean(&rule.text), clean(&rule.reason));
    format!("{} {text} (rule {}), because: {reason}", "rule lifted:".yellow().bold(), rule.rule)
}

/// A title, and below it the rules that were lifted.
pub(super) fn headline(title: String, rules: &[LiftedView]) -> String {
    iter::once(title).chain(rules.iter().map(lifted)).collect::<Vec<_>>().join("\n")
}

/// Names beside their values, one a line; what is empty is left out.
pub(super) fn fields(rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let shown = rows.iter().filter(|(_, value)| !value.is_empty());
    shown.map(|(name, value)| format!("  {name:width$}  {value}")).collect::<Vec<_>>().join("\n")
}
