//! What the desk knows around a request.

use std::sync::Arc;

use futures_util::future::join3;
use mfadir_core::{Clock, Result};
use mfadir_policy::{History, Policy, Request, TicketState, Way};

use super::{Desk, Proofs};
use crate::{guard::Guard, matter::Matter};

/// Asks the desk, the ticket system and the log at the same time, and only for what the policy looks at. What the person
/// has is not part of it: [`Facts`](crate::Facts) can be read at the same time.
pub async fn guard_for(desk: &dyn Desk, clock: &dyn Clock, matter: &Matter<'_>) -> Result<Guard> {
    let policy = policy(desk, matter.mandate.way());
    let request = matter.request(clock.now());
    let (ticket, history, proofs) =
        join3(ticket(desk, &policy, matter), history(desk, &policy, &request), desk.proofs(&request)).await;
    let Proofs { receipt, approvals, used } = proofs?;
    let mut guard = Guard::of(policy, desk.protected());
    guard.operators = desk.operators();
    guard.ticket = ticket;
    guard.history = history?;
    (guard.receipt, guard.approvals, guard.used) = (receipt, approvals, used);
    guard.as_of = Some(clock.now());
    Ok(guard)
}

/// The policy for this way of working.
fn policy(desk: &dyn Desk, way: Way) -> Arc<Policy> {
    let policy = desk.policy();
    match way {
        Way::Desk => policy,
        Way::Change => Arc::new(policy.of(way).clone()),
    }
}

async fn ticket(desk: &dyn Desk, policy: &Policy, matter: &Matter<'_>) -> TicketState {
    match matter.question().filter(|_| policy.ticket.check) {
        Some(question) => desk.ticket(&question).await,
        None => TicketState::NotAsked,
    }
}

async fn history(desk: &dyn Desk, policy: &Policy, request: &Request) -> Result<History> {
    if !counts(policy) {
        return Ok(History::default());
    }
    desk.history(&request.operator.id, &request.user).await
}

/// Whether any rule of the policy looks at earlier acts.
fn counts(policy: &Policy) -> bool {
    policy.caps.operator_per_hour.is_some()
        || policy.caps.user_per_day.is_some()
        || policy.cool_down.is_some()
        || policy.denial.is_some()
        || policy.pushes.is_some()
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use jiff::SignedDuration;
    use mfadir_policy::{History, PastAct, Policy, TicketState, Verb};

    use super::guard_for;
    use crate::{
        fixture::{PaperDesk, ada, clock, mandate, now},
        guard::Guard,
        matter::Matter,
    };

    fn guard(desk: &PaperDesk, ticket: Option<&str>) -> Guard {
        let (tenant, user) = ("acme".into(), ada());
        let mandate = mandate().because(None, ticket.map(str::to_owned));
        let matter = Matter { tenant: &tenant, user: &user, verb: Verb::Reset, targets: &[], mandate: &mandate };
        guard_for(desk, &clock(), &matter).now_or_never().expect("nothing waits").expect("a guard")
    }

    #[test]
    fn only_what_the_policy_looks_at_is_asked_for() {
        let desk = PaperDesk::with(Policy::open());
        let open = guard(&desk, Some("INC1"));
        assert_eq!((desk.asked(), open.ticket), (vec!["proofs"], TicketState::NotAsked));
        let mut checking = Policy::strict();
        checking.ticket.check = true;
        let desk = PaperDesk::with(checking.clone());
        assert_eq!(guard(&desk, Some("INC1")).ticket, TicketState::Fits);
        assert_eq!(desk.asked(), ["ticket", "history", "proofs"]);
        let desk = PaperDesk::with(checking);
        assert_eq!(guard(&desk, None).ticket, TicketState::NotAsked);
        assert_eq!(desk.asked(), ["history", "proofs"]);
    }

    #[test]
    fn the_guard_holds_what_the_desk_knows() {
        let act = PastAct {
            at: now() - SignedDuration::from_mins(5),
            verb: Verb::Reset,
            operator: None,
            ticket: None,
            receipt: None,
            on_user: true,
            denied: false,
        };
        let history = History { acts: vec![act], gaps: vec!["the provider's log ends yesterday".to_owned()] };
        let desk = PaperDesk { history: history.clone(), ..PaperDesk::with(Policy::strict()) };
        let guard = guard(&desk, None);
        assert_eq!((guard.history, guard.as_of), (history, Some(now())));
        assert_eq!((guard.operators.all().len(), guard.policy.name.as_str()), (3, "strict"));
        assert_eq!(guard.protected, ["root@example.com"]);
    }
}
