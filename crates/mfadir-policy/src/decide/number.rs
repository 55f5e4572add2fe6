//! The rules about how often and how soon.

use mfadir_core::Kind;

use super::proof;
use crate::{
    case::Case,
    history::PastAct,
    rule::{Refusal, Rule},
    verb::Verb,
};
use jiff::{SignedDuration, Timestamp};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn operator_cap(case: &Case<'_>) -> Option<Refusal> {
    let most = case.settings().caps.operator_per_hour?;
    let id = &case.request.operator.id;
    let own = |act: &&PastAct| act.verb.is_act() && act.operator.as_ref() == Some(id);
    let count = case.history.since(case.now, HOUR).filter(own).count();
    (case.request.verb.is_act() && count >= most as usize).then(|| {
        let text = format!("{id} did {}{count} acts in the last hour, and the cap is {most}", at_least(case));
        Refusal::new(Rule::OperatorCap, text).next("hand it to a colleague, or wait")
    })
}

pub(super) fn user_cap(case: &Case<'_>) -> Option<Refusal> {
    let most = case.settings().caps.user_per_day?;
    let count = others(case, DAY).count();
    (case.request.verb.is_act() && count >= most as usize).then(|| {
        let (least, login) = (at_least(case), login(case));
        let text = format!("{least}{} were done on {login} in the last day, and the cap is {most}", acts(count));
        Refusal::new(Rule::UserCap, text).next("find out first why so much is asked for this person")
    })
}

pub(super) fn cool_down(case: &Case<'_>) -> Option<Refusal> {
    let pause = case.settings().cool_down?;
    let last = others(case, pause).map(|act| act.at).max()?;
    case.request.verb.is_act().then(|| {
        let over = last.checked_add(pause + MINUTE).unwrap_or(last);
        let (login, at) = (login(case), minute(last));
        let text = format!("something was done on {login} at {at}, and there is to be a pause of {pause:#}");
        Refusal::new(Rule::CoolDown, text).next(format!("wait until {}", minute(over)))
    })
}

pub(super) fn denial(case: &Case<'_>) -> Option<Refusal> {
    let long = case.settings().denial?;
    let last = case.history.since(case.now, long).filter(|act| act.on_user && act.denied).map(|act| act.at).max()?;
    let text = format!("{} denied a challenge at {}: somebody may be attacking them", login(case), minute(last));
    Some(Refusal::new(Rule::Denial, text).next("tell security, and reach the person on a way you know"))
}

pub(super) fn pushes(case: &Case<'_>) -> Option<Refusal> {
    let limit = case.settings().pushes?;
    let asks = !case.goes_on
        && case.request.factors.iter().any(|target| {
            let Ok(factor_type) = target.factor_type.parse::<mfadir_core::FactorType>();
            factor_type.kind == Kind::Push
        });
    // The provider's log tells of denials alone, and ours of every challenge.
    let asked = |act: &&PastAct| act.on_user && act.verb == Verb::Challenge && act.operator.is_some();
    let count = case.history.since(case.now, limit.within).filter(asked).count();
    (case.request.verb == Verb::Challenge && asks && count >= limit.most as usize).then(|| {
        let text = format!("{} was asked {count} times in the last {:#}", login(case), limit.within);
        Refusal::new(Rule::PushLimit, text).next("ask for a code instead, or wait: people approve to be left alone")
    })
}

/// The acts on the person since then that this one is not the rest of. What rests on the same receipt is one act, however
/// often the caller was verified since. What rests on none follows an act of ours under its ticket, as a code follows a
/// removal.
fn others<'a>(case: &'a Case<'_>, ago: SignedDuration) -> impl Iterator<Item = &'a PastAct> {
    let receipt = proof::rests_on(case);
    let is_rest = move |act: &PastAct| match &receipt {
        Some(_) => act.receipt == receipt,
        None => follows(act, case),
    };
    case.history.since(case.now, ago).filter(move |act| act.on_user && act.verb.is_act() && !is_rest(act))
}

fn follows(act: &PastAct, case: &Case<'_>) -> bool {
    let is_ours = act.operator.is_some();
    is_ours && act.ticket == case.request.ticket && case.request.verb.continues(act.verb)
}

/// Where not all could be read, there may be more.
fn at_least(case: &Case<'_>) -> &'static str {
    if case.history.gaps.is_empty() { "" } else { "at least " }
}

fn login<'a>(case: &'a Case<'_>) -> &'a str {
    &case.request.user.login
}

fn acts(count: usize) -> String {
    if count == 1 { "1 act".to_owned() } else { format!("{count} acts") }
}

/// A time as an operator reads it; a later second of the same minute is not told.
fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
