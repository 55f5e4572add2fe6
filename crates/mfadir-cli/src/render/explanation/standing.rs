//! What the desk needs to know before it acts: proofs, earlier acts, and what may be done.

use std::cmp::Reverse;

use crate::{
    output::clean,
    render::{
        view::{CandidateView, EarlierView, MayView, OpenChallengeView, ToldView},
        words::minute,
    },
};

/// How many earlier acts fit on the screen.
const SHOWN: usize = 5;

/// With what the caller could prove themselves now, and why with nothing else.
pub(super) fn proofs(candidates: Option<&[CandidateView]>, is_locked: bool) -> Vec<String> {
    let Some(candidates) = candidates else {
        let told = "cannot tell with which factor the caller could prove themselves: none are listed";
        return vec![String::new(), told.to_owned()];
    };
    let ready: Vec<&str> = candidates.iter().filter(|one| one.ready).map(|one| one.factor.as_str()).collect();
    let with = if ready.is_empty() { "nothing".to_owned() } else { ready.join(", ") };
    let others = candidates.iter().filter(|one| !one.ready);
    let why = |one: &CandidateView| format!("  not {}: {}", one.factor, one.why_not.as_deref().unwrap_or_default());
    let doubt = "  cannot tell whether a factor of a locked account is asked: else have somebody vouch".to_owned();
    let doubt = (is_locked && !ready.is_empty()).then_some(doubt);
    let told = [Some(format!("the caller could prove themselves now with {with}")), doubt];
    let lines = told.into_iter().flatten().chain(others.map(why));
    std::iter::once(String::new()).chain(lines.map(|line| clean(&line).into_owned())).collect()
}

/// A challenge that was sent, and of which nobody knows what came.
pub(super) fn open(challenge: &OpenChallengeView) -> String {
    let by = challenge.operator.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let ticket = challenge.ticket.as_ref().map(|ticket| format!(" for {ticket}")).unwrap_or_default();
    let text =
        format!("open challenge: {} was asked{by}{ticket}, and nobody looked at the answer yet", challenge.factor);
    clean(&text).into_owned()
}

/// What was done before.
pub(super) fn earlier(acts: &[EarlierView], gaps: &[String]) -> Vec<String> {
    if acts.is_empty() && gaps.is_empty() {
        return vec![String::new(), "earlier: nothing in the log".to_owned()];
    }
    let mut lines = vec![String::new(), "earlier:".to_owned()];
    lines.extend(weightiest(acts).into_iter().map(act));
    let more = acts.len().saturating_sub(SHOWN);
    lines.extend((more > 0).then(|| format!("  and {more} more, which `mfadir audit show` tells")));
    lines.extend(gaps.iter().map(|gap| clean(&format!("  cannot tell all: {gap}")).into_owned()));
    lines
}

/// As many as fit, the newest first: a denial is not hidden behind what was refused since.
fn weightiest(acts: &[EarlierView]) -> Vec<&EarlierView> {
    let mut all: Vec<&EarlierView> = acts.iter().collect();
    all.sort_by_key(|act| (act.weight, Reverse(act.at)));
    all.truncate(SHOWN);
    all.sort_by_key(|act| Reverse(act.at));
    all
}

fn act(act: &EarlierView) -> String {
    let by = act.operator.as_ref().map_or_else(|| "as the provider tells".to_owned(), |by| format!("by {by}"));
    let parts = [Some(minute(act.at)), Some(act.what.clone()), act.result.clone(), Some(by), act.ticket.clone()];
    clean(&format!("  {}", parts.into_iter().flatten().collect::<Vec<_>>().join("  "))).into_owned()
}

/// What may be done to them now, and whether it is the credential or the policy that stands against the rest.
pub(super) fn may(may: &[MayView]) -> Vec<String> {
    let words = |wanted: &str| {
        let fitting = may.iter().filter(|one| one.offered && one.may == wanted);
        fitting.map(word).collect::<Vec<_>>()
    };
    let line = |head: &str, words: Vec<String>| (!words.is_empty()).then(|| format!("{head}: {}", words.join(", ")));
    let absent: Vec<String> = may.iter().filter(|one| !one.offered).map(|one| one.verb.to_string()).collect();
    let lines = [
        line("allowed now", words("yes")),
        line("cannot tell", words("cannot-tell")),
        line("not now", words("no")),
        line("not offered here", absent),
    ];
    let lines = lines.into_iter().flatten().chain(credential(may)).map(|line| clean(&line).into_owned());
    std::iter::once(String::new()).chain(lines).collect()
}

fn word(may: &MayView) -> String {
    let credential = (may.credential.is == "no").then(|| "the credential".to_owned());
    let rules = may.refusals.iter().map(|rule| rule.rule.to_string());
    let against: Vec<String> = credential.into_iter().chain(may.why_not.clone()).chain(rules).collect();
    if against.is_empty() { may.verb.to_string() } else { format!("{} ({})", may.verb, against.join(", ")) }
}

/// What the credential says, with the verbs where it does not say the same to all of them.
fn credential(may: &[MayView]) -> Vec<String> {
    let mut told: Vec<(&ToldView, Vec<String>)> = Vec::new();
    for one in may.iter().filter(|one| one.offered) {
        match told.iter_mut().find(|(told, _)| **told == one.credential) {
            Some((_, verbs)) => verbs.push(one.verb.to_string()),
            None => told.push((&one.credential, vec![one.verb.to_string()])),
        }
    }
    let is_one = told.len() == 1;
    let line = |(told, verbs): (&ToldView, Vec<String>)| {
        let why = told.why.as_deref().unwrap_or("nothing was found against it");
        let verbs = if is_one { String::new() } else { format!(" to {}", verbs.join(", ")) };
        format!("credential: {}{verbs}; {why}", told.is.replace('-', " "))
    };
    told.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{earlier, proofs};
    use crate::render::view::{CandidateView, EarlierView, Weight};

    #[test]
    fn the_newest_acts_are_shown_and_the_rest_is_counted() {
        let act = EarlierView {
            at: Timestamp::UNIX_EPOCH,
            what: "reset".to_owned(),
            operator: Some("olga".to_owned()),
            ticket: Some("INC1".to_owned()),
            result: Some("done".to_owned()),
            weight: Weight::Done,
        };
        let lines = earlier(&vec![act; 7], &["the log ends".to_owned()]);
        assert_eq!(lines[2], "  1970-01-01 00:00 UTC  reset  done  by olga  INC1");
        assert_eq!(lines[7..], ["  and 2 more, which `mfadir audit show` tells", "  cannot tell all: the log ends"]);
        assert_eq!(earlier(&[], &[]), ["", "earlier: nothing in the log"]);
    }

    #[test]
    fn what_proves_nobody_says_why() {
        let sms = CandidateView {
            id: "s1".into(),
            factor: "sms@okta".to_owned(),
            ready: false,
            why_not: Some("it does not count".to_owned()),
        };
        assert_eq!(
            proofs(Some(&[sms]), false),
            ["", "the caller could prove themselves now with nothing", "  not sms@okta: it does not count"]
        );
        assert!(proofs(None, false)[1].starts_with("cannot tell with which factor"));
    }
}
