//! What a rule of a policy asks for, as a clause.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use mfadir_policy::{Attest, Attested, Change, PlanLimits, Policy, Rule, Verb, stands_for};

/// What the rule asks for; nothing where it asks for nothing.
pub(super) fn asks(rule: Rule, policy: &Policy) -> Option<String> {
    match rule {
        Rule::LastUsableFactor => Some("a removal leaves a usable factor".to_owned()),
        Rule::Keep => Some("what is to be kept is there, and stays".to_owned()),
        Rule::Cap => Some(format!("at most {} factors go in one go", policy.caps.factors)),
        Rule::ProtectedUser => Some(protected(policy)),
        Rule::SelfAct => Some("nobody acts on themselves".to_owned()),
        Rule::Operator => policy.operators.then(|| "whoever acts is in the operators file, now".to_owned()),
        Rule::Ticket => ticket(policy),
        Rule::Receipt => receipt(policy),
        Rule::Proof => receipt(policy).map(|_| proof(policy)),
        Rule::Approval => approval(policy),
        Rule::OperatorCap => {
            policy.caps.operator_per_hour.map(|most| format!("at most {most} acts of one operator an hour"))
        }
        Rule::UserCap => policy.caps.user_per_day.map(|most| format!("at most {most} acts on one person a day")),
        Rule::CoolDown => policy.cool_down.map(|long| format!("{} between two acts on one person", length(long))),
        Rule::Denial => policy.denial.map(|long| format!("nothing for {} after a denied challenge", length(long))),
        Rule::PushLimit => policy
            .pushes
            .map(|pushes| format!("at most {} pushes to one person in {}", pushes.most, length(pushes.within))),
        Rule::SelfService => self_service(policy),
        Rule::SmallestAct => policy.smallest_act.then(|| "no reset where less would help".to_owned()),
    }
}

/// What the rule asks for where a step of a plan file is done; nothing where it asks for nothing.
pub(super) fn asks_of_step(rule: Rule, change: &Change) -> Option<String> {
    let asked = asks(rule, &change.policy)?;
    Some(match rule {
        Rule::Cap => format!("{asked}{}", holds(change.plan)),
        Rule::Approval => asked.replace("a second operator", "a second operator's approval of the plan file"),
        // It says so itself.
        Rule::ProtectedUser => asked,
        _ if stands_for(rule, &change.policy) => format!("{asked}; or an approval of the plan file"),
        _ => asked,
    })
}

/// How much a plan file holds at most.
fn holds(plan: PlanLimits) -> String {
    let most = [(plan.people, "people"), (plan.factors, "factors")];
    let most: Vec<String> = most.into_iter().filter_map(|(most, what)| Some(format!("{} {what}", most?))).collect();
    if most.is_empty() { String::new() } else { format!("; a plan file holds at most {}", most.join(" and ")) }
}

fn protected(policy: &Policy) -> String {
    let rule = &policy.protected;
    let whom = match (rule.administrators, rule.complete) {
        (true, false) => "administrators, and whoever may be one",
        (true, true) => "administrators",
        (false, _) => "administrators at a reset",
    };
    let whom = std::iter::once(whom).chain(rule.people.iter().map(String::as_str)).collect::<Vec<_>>().join(", ");
    if rule.approval_is_enough {
        format!("{whom}: a second operator's approval")
    } else {
        format!("{whom}: nothing is done")
    }
}

fn ticket(policy: &Policy) -> Option<String> {
    let rule = &policy.ticket;
    let form = rule.form().map(|form| format!("of the form {form}"));
    let check = rule.check.then(|| "which the ticket system knows".to_owned());
    let needed = (!rule.required.is_empty()).then(|| format!("a ticket for {}", verbs(&rule.required)));
    let ticket =
        needed.or_else(|| (form.is_some() || rule.check).then(|| "where a ticket is named, one".to_owned()))?;
    let more = [form, check].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(if more.is_empty() { ticket } else { format!("{ticket}, {more}") })
}

fn receipt(policy: &Policy) -> Option<String> {
    let rule = &policy.receipt;
    let long = length(rule.valid);
    (!rule.required.is_empty()).then(|| format!("a verified caller for {}, at most {long} ago", verbs(&rule.required)))
}

fn proof(policy: &Policy) -> String {
    let rule = &policy.receipt;
    let factors = rule.proofs.iter().map(ToString::to_string).collect::<Vec<_>>();
    let attested = |worth: Attest| {
        let methods = rule.attested.iter().filter(move |(_, other)| **other == worth);
        methods.map(|(method, _): (&Attested, _)| method.to_string()).collect::<Vec<_>>()
    };
    let (alone, approved) = (attested(Attest::Counts), attested(Attest::WithApproval));
    let mut parts = vec![[factors, alone].concat().join(", ")];
    if !approved.is_empty() {
        parts.push(format!("with a second operator's approval {}", approved.join(", ")));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { "nothing counts as proof".to_owned() } else { parts.join("; ") }
}

fn approval(policy: &Policy) -> Option<String> {
    let rule = &policy.approval;
    let long = length(rule.valid);
    (!rule.required.is_empty()).then(|| format!("a second operator for {}, at most {long} ago", verbs(&rule.required)))
}

fn self_service(policy: &Policy) -> Option<String> {
    let rule = &policy.self_service;
    let link = rule.link.as_ref().map(|link| format!(": {link}")).unwrap_or_default();
    rule.first.then(|| format!("no act that the person can do for themselves{link}"))
}

fn verbs(verbs: &BTreeSet<Verb>) -> String {
    let acts: BTreeSet<Verb> = Verb::ALL.iter().copied().filter(|verb| verb.is_act()).collect();
    match () {
        () if verbs.len() == Verb::ALL.len() => "every verb".to_owned(),
        () if *verbs == acts => "every act".to_owned(),
        () => verbs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

fn length(long: SignedDuration) -> String {
    format!("{long:#}")
}
