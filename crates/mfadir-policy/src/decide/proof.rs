//! The rules about tickets, receipts and approvals.

use super::agreement::{approved, why_not};
use crate::{
    case::{Case, TicketState},
    policy::Attest,
    receipt::{Evidence, Receipt},
    rule::{Refusal, Rule},
};

pub(super) fn ticket(case: &Case<'_>) -> Option<Refusal> {
    let (rule, verb) = (&case.settings().ticket, case.request.verb);
    let refuse = |text: String, next: &str| Some(Refusal::new(Rule::Ticket, text).next(next));
    let Some(ticket) = case.request.ticket.as_deref().filter(|ticket| !ticket.trim().is_empty()) else {
        let missing = rule.required.contains(&verb);
        return missing.then(|| {
            Refusal::new(Rule::Ticket, format!("{} needs a ticket", verb.noun())).next("name it with --ticket")
        });
    };
    if rule.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(ticket)) {
        let form = rule.form().unwrap_or_default();
        return refuse(format!("{ticket:?} is not written as a ticket is ({form})"), "look at its number again");
    }
    match &case.ticket {
        TicketState::DoesNotFit(why) => refuse(why.clone(), "look at the ticket again, or open one for this caller"),
        TicketState::CannotTell(why) => {
            refuse(format!("the ticket cannot be checked: {why}"), "try again when the ticket system answers")
        }
        TicketState::NotAsked if rule.check && rule.required.contains(&verb) => {
            refuse("the ticket was not checked".to_owned(), "set up the tenant's ticket system")
        }
        TicketState::NotAsked | TicketState::Fits => None,
    }
}

pub(super) fn receipt(case: &Case<'_>) -> Option<Refusal> {
    if !case.settings().receipt.required.contains(&case.request.verb) {
        return None;
    }
    let login = &case.request.user.login;
    let next = next_proof(case);
    let refuse = |text: String| Refusal::new(Rule::Receipt, text).next(next);
    match read_receipt(case) {
        None => Some(refuse(format!("nobody verified that the caller is {login}"))),
        Some(Err(why)) => Some(refuse(why)),
        Some(Ok(_)) => None,
    }
}

/// The command that verifies the caller: by a factor, or where none can be asked by somebody's word.
fn next_proof(case: &Case<'_>) -> String {
    let verify = format!("mfadir verify {}:{}", case.request.tenant, case.request.user.login);
    let ticket = with_ticket(case);
    let methods: Vec<&str> = case.settings().receipt.attested.keys().map(|method| method.as_str()).collect();
    match methods.as_slice() {
        _ if !case.unproven => format!("verify the caller: {verify}{ticket}"),
        [] => "no factor can be asked, and nobody's word is taken: hand it to a lead".to_owned(),
        methods => {
            let methods = methods.join("|");
            format!("no factor can be asked, so have somebody vouch: {verify} --by {methods} --attest TEXT{ticket}")
        }
    }
}

/// The flag with the ticket, where it can stand in a command line as it is.
fn with_ticket(case: &Case<'_>) -> String {
    let is_one_word = |ticket: &&str| ticket.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    let ticket = case.request.ticket.as_deref().filter(|ticket| !ticket.is_empty()).filter(is_one_word);
    ticket.map(|ticket| format!(" --ticket {ticket}")).unwrap_or_default()
}

pub(super) fn counts(case: &Case<'_>) -> Option<Refusal> {
    if !case.settings().receipt.required.contains(&case.request.verb) {
        return None;
    }
    let Some(Ok(receipt)) = read_receipt(case) else { return None };
    let refuse = |text: String, next: &str| Some(Refusal::new(Rule::Proof, text).next(next));
    match &receipt.evidence {
        Evidence::Factor { factor_type, .. } => {
            let Ok(parsed) = factor_type.parse();
            let text = format!("a challenge of {factor_type} does not count as proof for {}", case.request.verb.noun());
            if case.settings().proves(&parsed) { None } else { refuse(text, "verify the caller by a stronger factor") }
        }
        Evidence::Attested { by, .. } => match case.settings().receipt.attested.get(by) {
            Some(Attest::Counts) => None,
            Some(Attest::WithApproval) if approved(case) => None,
            Some(Attest::WithApproval) => {
                let text = format!("that {by} vouches for the caller counts only where a second operator approves");
                refuse(text, "ask a second operator to approve it")
            }
            None => refuse(format!("that {by} vouches for the caller does not count"), "verify the caller otherwise"),
        },
    }
}

pub(super) fn approval(case: &Case<'_>) -> Option<Refusal> {
    let verb = case.request.verb;
    if !case.settings().approval.required.contains(&verb) || approved(case) {
        return None;
    }
    let text = why_not(case).unwrap_or_else(|| format!("{} needs a second operator's approval", verb.noun()));
    Some(Refusal::new(Rule::Approval, text).next("ask a second operator to approve it"))
}

/// The id of the receipt that the request rests on; nothing where none is asked for, or none counts.
pub(super) fn rests_on(case: &Case<'_>) -> Option<String> {
    let asked = case.settings().receipt.required.contains(&case.request.verb);
    Some(read_receipt(case).filter(|_| asked)?.ok()?.id)
}

/// The receipt that was handed in, where it counts for this request; else why not.
fn read_receipt(case: &Case<'_>) -> Option<Result<Receipt, String>> {
    let signed = case.receipt?;
    Some((|| {
        if case.settings().operators {
            case.operators.signer(signed, &case.request.tenant, case.now).map_err(|why| why.to_string())?;
        }
        let receipt: Receipt = signed.read().map_err(|why| format!("the receipt: {why}"))?;
        receipt.fits(case.request, case.now, case.settings().receipt.valid).map_err(|why| why.to_string())?;
        if receipt.operator.id != signed.by {
            return Err("the receipt is signed by somebody else".to_owned());
        }
        let rests = case.used.rest(&receipt.id, receipt.purpose, case.request);
        rests.map_err(|spent| format!("the receipt {spent}"))?;
        Ok(receipt)
    })())
}
