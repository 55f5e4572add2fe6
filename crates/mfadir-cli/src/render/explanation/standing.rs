//! What the desk needs to know before it acts: proofs, earlier acts, and what may be done.

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
pub(super) fn proofs(candidates: Option<&[CandidateView]>) -> Vec<String> {
    let Some(candidates) = candidates else {
        let told = "cannot tell with which factor the caller could prove themselves: none are listed";
        return vec![String::new(), told.to_owned()];
    };
    let ready: Vec<&str> = candidates.iter().filter(|one| one.ready).map(|one| one.factor.as_str()).collect();
    let with = if ready.is_empty() { "nothing".to_owned() } else { ready.join(", ") };
    let others = candidates.iter().filter(|one| !one.ready);
    let why = |one: &CandidateView| format!("  not {}: {}", one.factor, one.why_not.as_deref().unwrap_or_default());
    let lines = std::iter::once(format!("the caller could prove themselves now with {with}")).chain(others.map(why));
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
    lines.extend(acts.iter().take(SHOWN).map(act));
    let more = acts.len().saturating_sub(SHOWN);
    lines.extend((more > 0).then(|| format!("  and {more} more, which `mfadir audit show` tells")));
    lines.extend(gaps.iter().map(|gap| clean(&format!("  cannot tell all: {gap}")).into_owned()));
    lines
}

fn act(act: &EarlierView) -> String {
    let by = act.operator.as_ref().map_or_else(|| "as the provider tells".to_owned(), |by| format!("by {by}"));
    let parts = [Some(minute(act.at)), Some(act.what.clone()), act.result.clone(), Some(by), act.ticket.clone()];
    clean(&format!("  {}", parts.into_iter().flatten().collect::<Vec<_>>().join("  "))).into_owned()
}

/// What may be done to them now, and which rules stand against the rest.
pub(super) fn may(may: &[MayView], credential: &ToldView) -> Vec<String> {
    let words = |wanted: &str| {
        let fitting = may.iter().filter(|one| one.offered && one.may == wanted);
        fitting.map(word).collect::<Vec<_>>()
    };
    let line = |head: &str, words: Vec<String>| (!words.is_empty()).then(|| format!("{head}: {}", words.join(", ")));
    let absent: Vec<String> = may.iter().filter(|one| !one.offered).map(|one| one.verb.to_string()).collect();
    let rights =
        format!("credential: {}, {}", credential.is.replace('-', " "), credential.why.as_deref().unwrap_or_default());
    let lines = [
        line("allowed now", words("yes")),
        line("not now", words("no")),
        line("not offered here", absent),
        Some(rights),
    ];
    std::iter::once(String::new()).chain(lines.into_iter().flatten()).collect()
}

fn word(may: &MayView) -> String {
    let rules: Vec<String> = may.refusals.iter().map(|rule| rule.rule.to_string()).collect();
    if rules.is_empty() { may.verb.to_string() } else { format!("{} ({})", may.verb, rules.join(", ")) }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{earlier, proofs};
    use crate::render::view::{CandidateView, EarlierView};

    #[test]
    fn the_newest_acts_are_shown_and_the_rest_is_counted() {
        let act = EarlierView {
            at: Timestamp::UNIX_EPOCH,
            what: "reset".to_owned(),
            operator: Some("olga".to_owned()),
            ticket: Some("INC1".to_owned()),
            result: Some("done".to_owned()),
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
            proofs(Some(&[sms])),
            ["", "the caller could prove themselves now with nothing", "  not sms@okta: it does not count"]
        );
        assert!(proofs(None)[1].starts_with("cannot tell with which factor"));
    }
}
