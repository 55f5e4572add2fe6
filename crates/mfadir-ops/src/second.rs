//! The second person: asked by one operator, answered by another.

mod plan;

use jiff::Timestamp;
use mfadir_core::{Clock, Error, ErrorKind, Operator, Result, TenantName};
use mfadir_policy::{APPROVAL_SCHEMA, Approval, Request, Signed};
pub use plan::{PlanFile, approve_change, ask_change, change_request};

use crate::{
    desk::{Desk, DeskNote, Happened},
    mark::mark,
};

/// Asks a second operator to look at a request: recorded first, then kept.
pub async fn ask(desk: &dyn Desk, clock: &dyn Clock, request: &Request) -> Result<()> {
    desk.note(&DeskNote::about(request, clock.now(), Happened::Asked(request.clone()))).await?;
    desk.ask(request).await
}

/// Agrees to a request as this operator: recorded first, then signed and kept. `Refused` where the operators file does not
/// let them approve, or where the request is their own; such an approval would not count.
pub async fn approve(
    desk: &dyn Desk,
    clock: &dyn Clock,
    operator: &Operator,
    request: &Request,
) -> Result<(Approval, Signed)> {
    let approval = approval(desk, operator, request, clock.now());
    may(desk, &approval, request, clock.now())?;
    let mut note = DeskNote::about(request, approval.at, Happened::Approved(approval.clone()));
    note.operator = operator.clone();
    desk.note(&note).await?;
    let signed = desk.approve(&approval).await?;
    Ok((approval, signed))
}

fn may(desk: &dyn Desk, approval: &Approval, request: &Request, now: Timestamp) -> Result<()> {
    approves(desk, &approval.by, &request.tenant, now)?;
    approval.fits(request, now).map_err(|why| refused(&request.tenant, why.to_string()))
}

/// Whether this operator may approve anything on the tenant, now.
fn approves(desk: &dyn Desk, by: &str, tenant: &TenantName, now: Timestamp) -> Result<()> {
    let operators = desk.operators();
    let known = operators.serving(by, tenant, now).map_err(|why| refused(tenant, why.to_string()))?;
    if known.role.approves() { Ok(()) } else { Err(refused(tenant, format!("{} is no approver", known.id))) }
}

fn refused(tenant: &TenantName, why: String) -> Error {
    Error::new(ErrorKind::Refused, why).with_tenant(tenant.clone())
}

fn approval(desk: &dyn Desk, operator: &Operator, request: &Request, at: Timestamp) -> Approval {
    let moment = at.as_nanosecond().to_string();
    Approval {
        schema: APPROVAL_SCHEMA.to_owned(),
        id: mark("ap", &[&request.id, &operator.id, &moment]),
        request: request.id.clone(),
        tenant: request.tenant.clone(),
        user: request.user.id.clone(),
        verb: request.verb,
        ticket: request.ticket.clone(),
        by: operator.id.clone(),
        at,
        until: at.checked_add(desk.policy().approval.valid).unwrap_or(at),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use mfadir_core::{ErrorKind, Operator};
    use mfadir_policy::{Approval, Policy, Request, Signed, Verb};

    use super::{approve, ask};
    use crate::{
        desk::Happened,
        fixture::{PaperDesk, ada, clock, mandate, now},
        matter::Matter,
    };

    fn request() -> Request {
        let (tenant, user, mandate) = ("acme".into(), ada(), mandate().because(None, Some("INC1".to_owned())));
        Matter { tenant: &tenant, user: &user, verb: Verb::Reset, targets: &[], mandate: &mandate }.request(now())
    }

    fn approved(desk: &PaperDesk, by: &str) -> mfadir_core::Result<(Approval, Signed)> {
        let operator = Operator { id: by.to_owned(), ..mandate().operator().clone() };
        approve(desk, &clock(), &operator, &request()).now_or_never().expect("nothing waits")
    }

    #[test]
    fn an_approver_agrees_and_it_is_written_down_as_theirs() {
        let desk = PaperDesk::with(Policy::strict());
        let (approval, signed) = approved(&desk, "max").expect("an approval");
        assert_eq!((approval.fits(&request(), now()), signed.by.as_str()), (Ok(()), "max"));
        assert!(matches!(desk.noted().as_slice(), [Happened::Approved(noted)] if *noted == approval));
    }

    #[test]
    fn an_agent_a_stranger_and_whoever_asked_do_not() {
        let desk = PaperDesk::with(Policy::strict());
        for by in ["olga", "zoe"] {
            assert_eq!(approved(&desk, by).expect_err(by).kind(), ErrorKind::Refused);
        }
        let leo = Operator { id: "leo".to_owned(), ..mandate().operator().clone() };
        let own = Request { operator: leo.clone(), ..request() };
        let refused = approve(&desk, &clock(), &leo, &own).now_or_never().expect("nothing waits");
        assert!(refused.expect_err("their own").message().contains("own"));
        assert!(desk.noted().is_empty());
    }

    #[test]
    fn what_cannot_be_recorded_is_not_asked() {
        let full = PaperDesk { refuses_notes: true, ..PaperDesk::with(Policy::strict()) };
        assert!(ask(&full, &clock(), &request()).now_or_never().expect("nothing waits").is_err());
        assert!(approved(&full, "max").is_err());
        assert!(full.asked().is_empty());
        let desk = PaperDesk::with(Policy::strict());
        ask(&desk, &clock(), &request()).now_or_never().expect("nothing waits").expect("asked");
        assert_eq!((desk.asked(), desk.noted().len()), (vec!["a second operator"], 1));
    }
}
