//! What an example leaves unsaid: names, keys and times.

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Operator, TenantName, Via};
use secrecy::SecretBox;

use super::asked::{Answer, Asked, Earlier, TicketSystem};
use crate::{
    approval::{APPROVAL_SCHEMA, Approval},
    case::{Case, TicketState, Told},
    change::{CHANGE_APPROVAL_SCHEMA, ChangeApproval},
    digest::Digest,
    history::{History, PastAct},
    operators::{KnownOperator, OperatorRole, Operators},
    policy::{PlanLimits, Policy},
    receipt::{Evidence, RECEIPT_SCHEMA, Receipt},
    request::{About, REQUEST_SCHEMA, Request, Target},
    rule::Refusal,
    signature::{PrivateKey, Signed},
    used::Used,
    verb::Verb,
};

/// The second operator. No account has such a name, so that an example's operator is never theirs.
const APPROVER: &str = "the second operator";

/// The id of the receipt that an example has.
const RECEIPT: &str = "receipt";

/// The keys of an example's operators sign nothing but examples.
const KEYS: [u8; 2] = [1, 2];

/// All that a case borrows from, and its other parts.
pub(super) struct Scene {
    request: Request,
    now: Timestamp,
    operators: Operators,
    ticket: TicketState,
    receipt: Option<Signed>,
    approvals: Vec<Signed>,
    used: Used,
    protected: Told,
    own: Told,
    self_service: Told,
    smaller: Told,
    history: History,
    standing: Vec<Refusal>,
}

impl Scene {
    pub(super) fn of(asked: &Asked, policy: &Policy, now: Timestamp) -> Self {
        let request = request(asked, now);
        let limits = policy.change.as_ref().map(|change| change.plan);
        let policy = policy.of(request.way());
        let told = |is: bool, text: &str| if is { Told::Yes(text.to_owned()) } else { Told::No };
        Self {
            operators: operators(asked),
            ticket: ticket(asked),
            receipt: receipt(asked, &request, policy),
            approvals: approval(asked, &request, policy).into_iter().collect(),
            used: used(&asked.history),
            protected: protected(asked, policy),
            own: told(asked.own, "the operator is the person"),
            self_service: told(asked.self_service, "they still have a factor to sign in with"),
            smaller: told(asked.smaller, "take the smaller act"),
            history: History {
                acts: asked.history.iter().map(|earlier| past(earlier, &request)).collect(),
                gaps: Vec::new(),
            },
            standing: standing(asked, limits),
            request,
            now,
        }
    }

    pub(super) fn case<'a>(&'a self, policy: &'a Policy) -> Case<'a> {
        Case {
            policy,
            request: &self.request,
            now: self.now,
            operators: &self.operators,
            ticket: self.ticket.clone(),
            receipt: self.receipt.as_ref(),
            approvals: &self.approvals,
            used: self.used.clone(),
            protected: self.protected.clone(),
            own: self.own.clone(),
            self_service: self.self_service.clone(),
            smaller: self.smaller.clone(),
            unproven: false,
            history: self.history.clone(),
            goes_on: false,
            standing: self.standing.clone(),
        }
    }
}

fn request(asked: &Asked, now: Timestamp) -> Request {
    let id = asked.operator.clone().unwrap_or_else(|| "agent".to_owned());
    let target = |factor_type: &String| Target { id: Some("factor".into()), factor_type: factor_type.clone() };
    Request {
        schema: REQUEST_SCHEMA.to_owned(),
        id: "example".to_owned(),
        tenant: tenant(),
        user: About { id: "user".into(), login: "user@example.com".to_owned(), emails: Vec::new() },
        verb: asked.verb,
        factors: asked.factors.iter().map(|factor| target(factor.get_ref())).collect(),
        operator: Operator { id, via: Via::Os, on_behalf_of: None, host: None },
        ticket: asked.ticket.clone(),
        reason: asked.reason.clone(),
        lifts: asked.lift.clone(),
        change: asked.change.plan().map(|_| Digest::of(b"the plan file")),
        needs: Vec::new(),
        at: now,
    }
}

/// What stands against the plan by itself.
fn standing(asked: &Asked, limits: Option<PlanLimits>) -> Vec<Refusal> {
    let said = asked.stands.iter().map(|rule| Refusal::new(*rule.get_ref(), "as the example says"));
    let held = limits.zip(asked.change.plan()).and_then(|(limits, plan)| limits.refuse(plan.people, plan.factors));
    said.chain(held).collect()
}

fn tenant() -> TenantName {
    "example".into()
}

fn key(of: u8) -> PrivateKey {
    PrivateKey::of(SecretBox::new(Box::new([of; 32])))
}

fn operators(asked: &Asked) -> Operators {
    let entry = |id: &str, role, number| KnownOperator {
        id: id.to_owned(),
        role,
        key: key(number).public(),
        tenants: Vec::new(),
        from: None,
        until: None,
    };
    let own = asked.role.known().map(|role| entry(asked.operator.as_deref().unwrap_or("agent"), role, KEYS[0]));
    own.into_iter().chain([entry(APPROVER, OperatorRole::Approver, KEYS[1])]).collect()
}

fn ticket(asked: &Asked) -> TicketState {
    match asked.ticket_system {
        _ if asked.ticket.is_none() => TicketState::NotAsked,
        TicketSystem::Fits => TicketState::Fits,
        TicketSystem::DoesNotFit => TicketState::DoesNotFit("the ticket does not fit".to_owned()),
        TicketSystem::CannotTell => TicketState::CannotTell("the ticket system does not answer".to_owned()),
    }
}

fn receipt(asked: &Asked, request: &Request, policy: &Policy) -> Option<Signed> {
    let written = asked.receipt.as_ref()?.get_ref();
    let evidence = match written.parse() {
        Ok(by) => Evidence::Attested { by, text: "as the example says".to_owned() },
        Err(_) => Evidence::Factor { id: "factor".into(), factor_type: written.clone(), transaction: None },
    };
    let receipt = Receipt {
        schema: RECEIPT_SCHEMA.to_owned(),
        id: RECEIPT.to_owned(),
        tenant: tenant(),
        user: request.user.id.clone(),
        evidence,
        operator: request.operator.clone(),
        ticket: request.ticket.clone(),
        purpose: None,
        at: request.at,
        until: later(request.at, policy.receipt.valid),
    };
    Signed::new(&receipt, &request.operator.id, &key(KEYS[0])).ok()
}

/// The second operator's approval: of the act, or of the plan file that it is a step of.
fn approval(asked: &Asked, request: &Request, policy: &Policy) -> Option<Signed> {
    let signed = match request.change {
        _ if !asked.approval => return None,
        None => Signed::new(&of_act(request, policy), APPROVER, &key(KEYS[1])),
        Some(change) => Signed::new(&of_plan(change, request, policy), APPROVER, &key(KEYS[1])),
    };
    signed.ok()
}

fn of_act(request: &Request, policy: &Policy) -> Approval {
    Approval {
        schema: APPROVAL_SCHEMA.to_owned(),
        id: "approval".to_owned(),
        request: request.id.clone(),
        tenant: tenant(),
        user: request.user.id.clone(),
        verb: request.verb,
        factors: request.factors.clone(),
        ticket: request.ticket.clone(),
        by: APPROVER.to_owned(),
        at: request.at,
        until: later(request.at, policy.approval.valid),
    }
}

fn of_plan(change: Digest, request: &Request, policy: &Policy) -> ChangeApproval {
    ChangeApproval {
        schema: CHANGE_APPROVAL_SCHEMA.to_owned(),
        id: "approval".to_owned(),
        request: request.id.clone(),
        tenant: tenant(),
        change,
        by: APPROVER.to_owned(),
        at: request.at,
        until: later(request.at, policy.approval.valid),
    }
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// Administrators are always protected from a reset, and from all else where the policy says so.
fn protected(asked: &Asked, policy: &Policy) -> Told {
    let always = policy.protected.administrators;
    match asked.administrator {
        _ if asked.protected => Told::Yes("the person is protected".to_owned()),
        Answer::Is(true) if always || asked.verb == Verb::Reset => {
            Told::Yes("the person is an administrator".to_owned())
        }
        Answer::Word(_) if always => Told::CannotTell("the provider does not tell".to_owned()),
        Answer::Is(_) | Answer::Word(_) => Told::No,
    }
}

fn used(history: &[Earlier]) -> Used {
    let mut used = Used::default();
    let on_it = history.iter().filter(|earlier| earlier.same_receipt);
    on_it.for_each(|earlier| used.note(RECEIPT, earlier.verb));
    used
}

fn past(earlier: &Earlier, request: &Request) -> PastAct {
    PastAct {
        at: request.at.checked_sub(earlier.ago).unwrap_or(Timestamp::MIN),
        verb: earlier.verb,
        operator: Some(if earlier.same_operator { request.operator.id.clone() } else { "a colleague".to_owned() }),
        ticket: earlier.ticket.clone(),
        receipt: earlier.same_receipt.then(|| RECEIPT.to_owned()),
        on_user: !earlier.other_person,
        denied: earlier.denied,
    }
}
