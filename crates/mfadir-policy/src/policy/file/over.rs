//! What a file says, laid over what it extends.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use regex::Regex;
use toml::Spanned;

use super::{
    BadPolicy, Source,
    section::{Answer, Approval, Caps, Limit, Plan, Protected, Pushes, Receipt, SelfService, Settings, Ticket, Worth},
};
use crate::{
    operators::OperatorRole,
    policy::{self, Attest, Overrides, Policy},
    rule::Rule,
};

type Laid = Result<(), BadPolicy>;

pub(super) fn lay(policy: &mut Policy, written: Settings, source: &Source<'_>) -> Laid {
    policy.places.extend(written.places(source));
    set(&mut policy.operators, written.operators.map(Spanned::into_inner));
    set(&mut policy.smallest_act, written.smallest_act.map(Spanned::into_inner));
    pause(&mut policy.cool_down, written.cool_down.as_ref(), source)?;
    pause(&mut policy.denial, written.denial.as_ref(), source)?;
    if let Some(section) = written.ticket {
        ticket(&mut policy.ticket, section.into_inner(), source)?;
    }
    if let Some(section) = written.receipt {
        receipt(&mut policy.receipt, section.into_inner(), source)?;
    }
    if let Some(section) = written.approval {
        approval(&mut policy.approval, section.into_inner(), source)?;
    }
    if let Some(section) = written.pushes {
        pushes(&mut policy.pushes, section.get_ref(), source)?;
    }
    if let Some(section) = written.overrides {
        overrides(&mut policy.overrides, section, source)?;
    }
    plain(policy, written.protected, written.caps, written.self_service);
    Ok(())
}

/// The sections in which nothing that is well written can be wrong.
fn plain(
    policy: &mut Policy,
    people: Option<Spanned<Protected>>,
    numbers: Option<Spanned<Caps>>,
    own: Option<Spanned<SelfService>>,
) {
    if let Some(section) = people {
        protected(&mut policy.protected, section.into_inner());
    }
    if let Some(section) = numbers {
        caps(&mut policy.caps, section.get_ref());
    }
    if let Some(section) = own {
        self_service(&mut policy.self_service, section.into_inner());
    }
}

fn set<T>(to: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *to = value;
    }
}

fn limit(limit: Limit) -> Option<u32> {
    match limit {
        Limit::To(most) => Some(most),
        Limit::Word(_) => None,
    }
}

/// A time that has to pass; `0s` is none.
fn pause_of(written: &Spanned<SignedDuration>, source: &Source<'_>) -> Result<Option<SignedDuration>, BadPolicy> {
    let long = *written.get_ref();
    if long.is_negative() {
        return Err(source.bad(written.span().start, "a time cannot be negative"));
    }
    Ok(Some(long).filter(SignedDuration::is_positive))
}

/// Sets a time that has to pass.
fn pause(to: &mut Option<SignedDuration>, written: Option<&Spanned<SignedDuration>>, source: &Source<'_>) -> Laid {
    if let Some(written) = written {
        *to = pause_of(written, source)?;
    }
    Ok(())
}

/// A time for which something counts.
fn valid(to: &mut SignedDuration, written: Option<&Spanned<SignedDuration>>, source: &Source<'_>) -> Laid {
    let Some(written) = written else { return Ok(()) };
    let none = || source.bad(written.span().start, "this has to be longer than nothing");
    *to = pause_of(written, source)?.ok_or_else(none)?;
    Ok(())
}

fn ticket(rule: &mut policy::TicketRule, section: Ticket, source: &Source<'_>) -> Laid {
    set(&mut rule.required, section.required.map(|verbs| verbs.0));
    set(&mut rule.check, section.check);
    if let Some(pattern) = section.pattern {
        // The pattern speaks of the whole text: a ticket with something behind it is none.
        let whole = Regex::new(&format!("^(?:{})$", pattern.get_ref()));
        rule.pattern = Some(whole.map_err(|error| source.bad(pattern.span().start, error.to_string()))?);
    }
    Ok(())
}

fn receipt(rule: &mut policy::ReceiptRule, section: Receipt, source: &Source<'_>) -> Laid {
    set(&mut rule.required, section.required.map(|verbs| verbs.0));
    for proof in section.proofs.iter().flatten() {
        let Ok(parsed) = proof.get_ref().parse::<mfadir_core::FactorType>();
        if !mfadir_core::Kind::KNOWN.contains(&parsed.kind) {
            return Err(source.bad(proof.span().start, format!("{:?} is no kind of factor", proof.get_ref())));
        }
        if parsed.kind == mfadir_core::Kind::SecurityQuestion {
            return Err(source.bad(proof.span().start, "a security question never proves who calls"));
        }
    }
    let read = |proof: Spanned<String>| {
        let Ok(parsed) = proof.get_ref().parse();
        parsed
    };
    set(&mut rule.proofs, section.proofs.map(|proofs| proofs.into_iter().map(read).collect()));
    for (method, worth) in section.attested.into_iter().flatten() {
        match worth {
            Worth::Counts => rule.attested.insert(method, Attest::Counts),
            Worth::Approval => rule.attested.insert(method, Attest::WithApproval),
            Worth::Never => rule.attested.remove(&method),
        };
    }
    valid(&mut rule.valid, section.valid.as_ref(), source)
}

fn protected(rule: &mut policy::ProtectedRule, section: Protected) {
    set(&mut rule.administrators, section.administrators);
    set(&mut rule.people, section.people);
    set(&mut rule.complete, section.complete);
    set(&mut rule.approval_is_enough, section.answer.map(|answer| matches!(answer, Answer::Approval)));
}

fn approval(rule: &mut policy::ApprovalRule, section: Approval, source: &Source<'_>) -> Laid {
    set(&mut rule.required, section.required.map(|verbs| verbs.0));
    valid(&mut rule.valid, section.valid.as_ref(), source)
}

fn caps(caps: &mut policy::Caps, section: &Caps) {
    set(&mut caps.factors, section.factors);
    set(&mut caps.operator_per_hour, section.operator_per_hour.map(limit));
    set(&mut caps.user_per_day, section.user_per_day.map(limit));
}

/// How much one plan may hold, and where that is written.
pub(super) fn plan(change: &mut policy::Change, written: &Spanned<Plan>, source: &Source<'_>) {
    let Plan { people, factors } = *written.get_ref();
    set(&mut change.plan.people, people.map(limit));
    set(&mut change.plan.factors, factors.map(limit));
    change.policy.places.insert(Rule::Cap, source.place(written.span().start));
}

fn pushes(to: &mut Option<policy::Pushes>, section: &Pushes, source: &Source<'_>) -> Laid {
    let mut within = to.map_or(SignedDuration::from_mins(15), |pushes| pushes.within);
    valid(&mut within, section.within.as_ref(), source)?;
    *to = limit(section.most).map(|most| policy::Pushes { most, within });
    Ok(())
}

fn self_service(rule: &mut policy::SelfService, section: SelfService) {
    set(&mut rule.first, section.first);
    rule.link = section.link.or_else(|| rule.link.take());
}

fn overrides(to: &mut Overrides, section: BTreeMap<Spanned<Rule>, Vec<Spanned<String>>>, source: &Source<'_>) -> Laid {
    let mut all = match std::mem::replace(to, Overrides::Anybody) {
        Overrides::Named(all) => all,
        Overrides::Anybody => BTreeMap::new(),
    };
    for (rule, names) in section {
        if !rule.get_ref().can_be_lifted() {
            return Err(source.bad(rule.span().start, format!("nobody can lift the rule {}", rule.get_ref())));
        }
        names.iter().try_for_each(|name| holder(name, source))?;
        all.insert(rule.into_inner(), names.into_iter().map(Spanned::into_inner).collect());
    }
    *to = Overrides::Named(all);
    Ok(())
}

/// An operator's id may be any; a role is one of those that there are, or nobody would hold the right.
fn holder(name: &Spanned<String>, source: &Source<'_>) -> Laid {
    let Some(role) = name.get_ref().strip_prefix("role:") else { return Ok(()) };
    if OperatorRole::ALL.iter().any(|known| known.as_str() == role) {
        return Ok(());
    }
    let known: Vec<String> = OperatorRole::ALL.iter().map(|known| format!("`role:{}`", known.as_str())).collect();
    Err(source.bad(name.span().start, format!("unknown variant `role:{role}`, expected one of {}", known.join(", "))))
}
