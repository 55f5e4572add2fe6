//! The second person: asked by one operator, answered by another.

mod plan;

use jiff::Timestamp;
use mfadir_core::{Clock, Error, ErrorKind, Operator, Result, TenantName};
use mfadir_policy::{APPROVAL_SCHEMA, Approval, Refusal, Request, Rule, Signed};
pub use plan::{PlanFile, approve_change, ask_change, change_request};

use crate::{
    desk::{Desk, DeskNote, Happened},
    mark::mark,
};

/// Asks a second operator to look at a request: recorded first, then kept. `Invalid` where the policy wants operators and
/// what this one signs does not count: nobody would be shown what they ask for.
pub async fn ask(desk: &dyn Desk, clock: &dyn Clock, request: &Request) -> Result<()> {
    if desk.policy().operators {
        desk.signs()?;
    }
    desk.note(&DeskNote::about(request, clock.now(), Happened::Asked(request.clone()))).await?;
    desk.ask(request).await
}

/// Agrees to a request as this operator: recorded first, then signed and kept. `Refused` where the operators file does not
/// let them approve, where the request is their own or is about them; such an approval would not count. That somebody
/// tried is recorded.
pub async fn approve(
    desk: &dyn Desk,
    clock: &dyn Clock,
    operator: &Operator,
    request: &Request,
) -> Result<(Approval, Signed)> {
    let approval = approval(desk, operator, request, clock.now());
    let by = |what| DeskNote { operator: operator.clone(), ..DeskNote::about(request, approval.at, what) };
    if let Err(refused) = may(desk, &approval, request, clock.now()) {
        desk.note(&by(tried(&approval.request, &refused))).await?;
        return Err(refused);
    }
    desk.signs()?;
    desk.note(&by(Happened::Approved(approval.clone()))).await?;
    let signed = desk.approve(&approval).await?;
    Ok((approval, signed))
}

/// That somebody tried to approve who may not.
fn tried(request: &str, refused: &Error) -> Happened {
    let text = format!("{request} was not approved: {}", refused.message());
    Happened::Refused(vec![Refusal::new(Rule::Approval, text)])
}

fn may(desk: &dyn Desk, approval: &Approval, request: &Request, now: Timestamp) -> Result<()> {
    approves(desk, &approval.by, &request.tenant, now)?;
    approval.fits(request, now, desk.policy().approval.valid).map_err(|why| refused(&request.tenant, why.to_string()))
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
        factors: request.factors.clone(),
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
    use mfadir_policy::{About, Approval, Policy, Request, Signed, Verb};

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
        let valid = Policy::strict().approval.valid;
        assert_eq!((approval.fits(&request(), now(), valid), signed.by.as_str()), (Ok(()), "max"));
        assert!(matches!(desk.noted().as_slice(), [Happened::Approved(noted)] if *noted == approval));
    }

    #[test]
    fn an_agent_a_stranger_and_whoever_asked_do_not_and_that_they_tried_is_written_down() {
        let desk = PaperDesk::with(Policy::strict());
        for by in ["olga", "zoe"] {
            assert_eq!(approved(&desk, by).expect_err(by).kind(), ErrorKind::Refused);
        }
        let leo = Operator { id: "leo".to_owned(), ..mandate().operator().clone() };
        let own = Request { operator: leo.clone(), ..request() };
        let refused = approve(&desk, &clock(), &leo, &own).now_or_never().expect("nothing waits");
        assert!(refused.expect_err("their own").message().contains("own"));
        let about_leo = About { emails: vec!["Leo".to_owned()], ..request().user };
        let theirs = Request { user: about_leo, ..request() };
        let refused = approve(&desk, &clock(), &leo, &theirs).now_or_never().expect("nothing waits");
        assert!(refused.expect_err("for themselves").message().contains("whom the act is for"));
        let noted = desk.noted();
        let texts: Vec<&str> = noted
            .iter()
            .map(|what| match what {
                Happened::Refused(refusals) => refusals[0].text.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(texts.len(), 4);
        assert!(
            texts[0].starts_with("rq-") && texts[0].ends_with("was not approved: olga is no approver"),
            "{texts:?}"
        );
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
