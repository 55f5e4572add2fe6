//! The rules about who acts on whom, and with how big a hammer.

use crate::{
    case::{Case, Told},
    rule::{Refusal, Rule},
    verb::Verb,
};

pub(super) fn protected(case: &Case<'_>) -> Option<Refusal> {
    let rule = &case.settings().protected;
    let login = &case.request.user.login;
    let text = match &case.protected {
        Told::Yes(why) => why.clone(),
        Told::CannotTell(why) if !rule.complete => format!("cannot tell whether {login} is protected: {why}"),
        Told::No | Told::CannotTell(_) => return None,
    };
    if rule.approval_is_enough && super::agreement::approved(case) {
        return None;
    }
    let next = if rule.approval_is_enough { "ask a second operator to approve it" } else { "hand it to a lead" };
    Some(Refusal::new(Rule::ProtectedUser, text).next(next))
}

pub(super) fn own(case: &Case<'_>) -> Option<Refusal> {
    match &case.own {
        Told::Yes(why) | Told::CannotTell(why) => {
            Some(Refusal::new(Rule::SelfAct, why.clone()).next("ask a colleague to do it"))
        }
        Told::No => None,
    }
}

pub(super) fn operator(case: &Case<'_>) -> Option<Refusal> {
    if !case.settings().operators {
        return None;
    }
    let id = &case.request.operator.id;
    let why = case.operators.serving(id, &case.request.tenant, case.now).err()?;
    if case.operators.all().is_empty() {
        let next = format!("`mfadir operator new {id}` makes an entry for the file that `operators` in [desk] names");
        return Some(Refusal::new(Rule::Operator, format!("no operators are set up, and {id} is none")).next(next));
    }
    Some(Refusal::new(Rule::Operator, why.to_string()).next("a lead adds operators to the operators file"))
}

pub(super) fn self_service(case: &Case<'_>) -> Option<Refusal> {
    let rule = &case.settings().self_service;
    match &case.self_service {
        Told::Yes(how) if rule.first && case.request.verb.is_act() => {
            let login = &case.request.user.login;
            let text = format!("{login} can do this without the desk: {how}");
            let link = rule.link.as_ref().map_or_else(String::new, |link| format!(": {link}"));
            Some(Refusal::new(Rule::SelfService, text).next(format!("send the caller to the self-service{link}")))
        }
        _ => None,
    }
}

pub(super) fn smallest_act(case: &Case<'_>) -> Option<Refusal> {
    match &case.smaller {
        Told::Yes(which) if case.settings().smallest_act && case.request.verb == Verb::Reset => {
            let text = format!("a reset takes every factor of {}, and less would help", case.request.user.login);
            Some(Refusal::new(Rule::SmallestAct, text).next(which.clone()))
        }
        _ => None,
    }
}
