//! A plan file over many people, shown to a second operator.

use jiff::Timestamp;
use mfadir_core::{Clock, Operator, Result, TenantName};
use mfadir_policy::{
    CHANGE_APPROVAL_SCHEMA, CHANGE_REQUEST_SCHEMA, ChangeApproval, ChangeRequest, Digest, Signed, Way,
};

use super::{approves, refused, tried};
use crate::{
    desk::{Desk, DeskNote, Happened},
    mandate::Mandate,
    mark::mark,
};

/// A plan file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFile {
    /// Its name, without the folder.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// What its bytes come to.
    pub digest: Digest,
}

/// What is asked where somebody has to look at a plan file. Its id depends on tenant, file, ticket and operator alone:
/// whoever asks again asks under the same name.
pub fn change_request(tenant: &TenantName, plan: &PlanFile, mandate: &Mandate, at: Timestamp) -> ChangeRequest {
    let operator = mandate.operator();
    let digest = plan.digest.to_string();
    let behalf = operator.on_behalf_of.as_deref().unwrap_or_default();
    let parts = [tenant.as_str(), &digest, mandate.ticket().unwrap_or_default(), &operator.id, behalf];
    ChangeRequest {
        schema: CHANGE_REQUEST_SCHEMA.to_owned(),
        id: mark("rq", &parts),
        tenant: tenant.clone(),
        change: plan.digest,
        file: plan.name.clone(),
        size: plan.size,
        operator: operator.clone(),
        ticket: mandate.ticket().map(str::to_owned),
        reason: mandate.reason().map(str::to_owned),
        at,
    }
}

/// Asks a second operator to look at a plan file: recorded first, then kept. `Refused` where the policy wants operators of
/// the operators file, and this is none: nobody would be shown what they ask for.
pub async fn ask_change(desk: &dyn Desk, clock: &dyn Clock, request: &ChangeRequest) -> Result<()> {
    if desk.policy().of(Way::Change).operators {
        let serving = desk.operators().serving(&request.operator.id, &request.tenant, clock.now()).map(drop);
        let step = "a lead adds operators to the operators file";
        serving.map_err(|why| refused(&request.tenant, why.to_string()).with_hint(step))?;
        desk.signs()?;
    }
    desk.note(&DeskNote::about_change(request, clock.now(), Happened::AskedChange(request.clone()))).await?;
    desk.ask_change(request).await
}

/// Agrees to a plan file as this operator, who read this one: recorded first, then signed and kept. `Refused` where it is
/// another file, where the operators file does not let them approve, or where they asked for it themselves; that somebody
/// tried is recorded.
pub async fn approve_change(
    desk: &dyn Desk,
    clock: &dyn Clock,
    operator: &Operator,
    (request, read): (&ChangeRequest, &PlanFile),
) -> Result<(ChangeApproval, Signed)> {
    let approval = approval(desk, operator, request, clock.now());
    let by = |what| DeskNote { operator: operator.clone(), ..DeskNote::about_change(request, approval.at, what) };
    if let Err(refused) = may(desk, &approval, (request, read), clock.now()) {
        desk.note(&by(tried(&approval.request, &refused))).await?;
        return Err(refused);
    }
    desk.signs()?;
    desk.note(&by(Happened::ApprovedChange(approval.clone()))).await?;
    let signed = desk.approve_change(&approval).await?;
    Ok((approval, signed))
}

fn may(
    desk: &dyn Desk,
    approval: &ChangeApproval,
    (request, read): (&ChangeRequest, &PlanFile),
    now: Timestamp,
) -> Result<()> {
    let tenant = &request.tenant;
    if read.digest != request.change {
        let why = format!("{} is {}, and {} asks for {}", read.name, read.digest, request.id, request.change);
        return Err(refused(tenant, why));
    }
    approves(desk, &approval.by, tenant, now)?;
    let valid = desk.policy().of(Way::Change).approval.valid;
    approval.answers(request, now, valid).map_err(|why| refused(tenant, why.to_string()))
}

fn approval(desk: &dyn Desk, operator: &Operator, request: &ChangeRequest, at: Timestamp) -> ChangeApproval {
    let moment = at.as_nanosecond().to_string();
    ChangeApproval {
        schema: CHANGE_APPROVAL_SCHEMA.to_owned(),
        id: mark("ap", &[&request.id, &operator.id, &moment]),
        request: request.id.clone(),
        tenant: request.tenant.clone(),
        change: request.change,
        by: operator.id.clone(),
        at,
        until: at.checked_add(desk.policy().of(Way::Change).approval.valid).unwrap_or(at),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use jiff::SignedDuration;
    use mfadir_core::{ErrorKind, Operator};
    use mfadir_policy::{ChangeApproval, ChangeRequest, Digest, Overrides, Policy, Rule, Signed, Verb};

    use super::{PlanFile, approve_change, ask_change, change_request};
    use crate::{
        desk::{Happened, Proofs, guard_for},
        facts::{Facts, Known},
        fixture::{PaperDesk, ada, adas, clock, facts, mandate, now},
        matter::Matter,
        plan::plan_reset,
        refused::Basis,
    };

    fn plan(text: &str) -> PlanFile {
        PlanFile { name: "june.json".to_owned(), size: 7, digest: Digest::of(text.as_bytes()) }
    }

    fn request() -> ChangeRequest {
        change_request(&"acme".into(), &plan("june"), &mandate(), now())
    }

    fn approved(desk: &PaperDesk, by: &str, read: &PlanFile) -> mfadir_core::Result<(ChangeApproval, Signed)> {
        let operator = Operator { id: by.to_owned(), ..mandate().operator().clone() };
        approve_change(desk, &clock(), &operator, (&request(), read)).now_or_never().expect("nothing waits")
    }

    #[test]
    fn an_approver_agrees_to_the_file_they_read() {
        let desk = PaperDesk::with(Policy::strict());
        let (approval, signed) = approved(&desk, "max", &plan("june")).expect("an approval");
        let day = SignedDuration::from_hours(24);
        assert_eq!((approval.answers(&request(), now(), day), signed.by.as_str()), (Ok(()), "max"));
        assert_eq!(approval.until, now() + day);
        assert!(matches!(desk.noted().as_slice(), [Happened::ApprovedChange(noted)] if *noted == approval));
    }

    #[test]
    fn another_file_is_told_with_both_digests_and_that_somebody_tried_is_written_down() {
        let desk = PaperDesk::with(Policy::strict());
        let error = approved(&desk, "max", &plan("july")).expect_err("another file");
        assert_eq!(error.kind(), ErrorKind::Refused);
        for text in ["june", "july"] {
            assert!(error.message().contains(&Digest::of(text.as_bytes()).to_string()), "{error}");
        }
        for by in ["olga", "zoe"] {
            assert_eq!(approved(&desk, by, &plan("june")).expect_err(by).kind(), ErrorKind::Refused);
        }
        assert!(matches!(desk.noted().as_slice(), [Happened::Refused(_), Happened::Refused(_), Happened::Refused(_)]));
    }

    #[test]
    fn what_cannot_be_recorded_is_not_asked() {
        let full = PaperDesk { refuses_notes: true, ..PaperDesk::with(Policy::strict()) };
        assert!(ask_change(&full, &clock(), &request()).now_or_never().expect("nothing waits").is_err());
        assert!(approved(&full, "max", &plan("june")).is_err() && full.asked().is_empty());
        let desk = PaperDesk::with(Policy::strict());
        ask_change(&desk, &clock(), &request()).now_or_never().expect("nothing waits").expect("asked");
        assert_eq!((desk.asked(), desk.noted().len()), (vec!["a second operator"], 1));
        let mut unknown = request();
        unknown.operator.id = "zoe".to_owned();
        let error = ask_change(&desk, &clock(), &unknown).now_or_never().expect("nothing waits").expect_err("zoe");
        assert_eq!((error.kind(), desk.noted().len()), (ErrorKind::Refused, 1));
    }

    /// What comes of a reset of Ada as a step of this plan, under this approval.
    fn step_of(text: &str, approval: Signed) -> (Vec<Rule>, Basis) {
        let mut policy = Policy::strict();
        let change = &mut policy.change.as_mut().expect("a change").policy;
        (change.smallest_act, change.overrides) = (false, Overrides::Anybody);
        let proofs = Proofs { approvals: vec![approval], ..Proofs::default() };
        let desk = PaperDesk { proofs, ..PaperDesk::with(policy) };
        let known = Facts { roles: Known::Is(Vec::new()), ..facts(adas()) };
        let mandate = mandate().because(Some("no text messages from June on".to_owned()), None);
        let mandate = mandate.lifting([Rule::LastUsableFactor]).expect("a reason").within(plan(text).digest);
        let matter =
            Matter { tenant: &"acme".into(), user: &ada(), verb: Verb::Reset, targets: &[], mandate: &mandate };
        let guard = guard_for(&desk, &clock(), &matter).now_or_never().expect("nothing waits").expect("a guard");
        let plan = plan_reset(&known, &mandate, &guard).expect("a plan");
        (plan.refusals.iter().map(|refusal| refusal.rule).collect(), plan.basis)
    }

    #[test]
    fn a_step_of_the_plan_rests_on_its_approval_and_a_step_of_another_does_not() {
        let (approval, signed) = approved(&PaperDesk::with(Policy::strict()), "max", &plan("june")).expect("approved");
        let basis = Basis { receipt: None, approvals: vec![approval.id] };
        assert_eq!(step_of("june", signed.clone()), (Vec::new(), basis));
        let missing = vec![Rule::Ticket, Rule::Receipt, Rule::Approval];
        assert_eq!(step_of("july", signed), (missing, Basis::default()));
    }
}
