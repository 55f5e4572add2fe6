//! That a second operator agrees: to one act, or to a whole plan.

use jiff::Timestamp;

use crate::{
    approval::Approval,
    case::Case,
    change::ChangeApproval,
    digest::Digest,
    operators::Operators,
    policy::Policy,
    request::Request,
    rule::{Refusal, Rule},
    signature::Signed,
    used::Used,
};

/// What a step of a change is told to do where an approval of its plan file would do.
const NEXT: &str = "ask a second operator to approve the plan file: mfadir request plan FILE";

/// Whether an approval of a whole plan file stands for what the rule asks of each step. A rule without an arm does not
/// compile. Whoever looked at the plan saw whom it takes what from: they answer for why, and for how many. What is true of
/// one person only when it is done, they could not see.
pub fn stands_for(rule: Rule, policy: &Policy) -> bool {
    match rule {
        Rule::Ticket | Rule::Receipt | Rule::Proof | Rule::Approval | Rule::OperatorCap => true,
        Rule::ProtectedUser => policy.protected.approval_is_enough,
        Rule::LastUsableFactor
        | Rule::Keep
        | Rule::Cap
        | Rule::SelfAct
        | Rule::Operator
        | Rule::UserCap
        | Rule::CoolDown
        | Rule::Denial
        | Rule::PushLimit
        | Rule::SelfService
        | Rule::SmallestAct => false,
    }
}

/// Whether the request is a step of an approved plan, and that approval stands for what the rule asks.
pub fn settled(rule: Rule, case: &Case<'_>) -> bool {
    stands_for(rule, case.settings()) && plan_is_agreed(case)
}

/// Whether the request is a step of an approved plan.
pub(super) fn plan_is_agreed(case: &Case<'_>) -> bool {
    case.request.change.is_some() && approved(case)
}

/// The ids of the approvals that count for the request.
pub fn agreed(case: &Case<'_>) -> Vec<String> {
    approvals(case).filter_map(Result::ok).collect()
}

/// Whether a second operator agrees.
pub(super) fn approved(case: &Case<'_>) -> bool {
    approvals(case).any(|approval| approval.is_ok())
}

/// Why an approval that was handed in does not count.
pub(super) fn why_not(case: &Case<'_>) -> Option<String> {
    approvals(case).find_map(Result::err)
}

/// What stands against a request that was allowed on approvals none of which counts any more.
pub(super) fn lost(case: &Case<'_>) -> Option<Refusal> {
    let text = || why_not(case).unwrap_or_else(|| "the approval is not kept any more".to_owned());
    let refuse = || Refusal::new(Rule::Approval, text()).next("ask a second operator to approve it");
    (!approved(case)).then(refuse)
}

/// Says what to do where an approval of the plan would settle it.
pub(super) fn say_next(refusal: &mut Refusal, case: &Case<'_>) {
    if case.request.change.is_some() && stands_for(refusal.rule, case.settings()) {
        refusal.next = Some(NEXT.to_owned());
    }
}

fn approvals<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Result<String, String>> + 'a {
    let asked = Asked {
        request: case.request,
        policy: case.settings(),
        operators: case.operators,
        used: &case.used,
        now: case.now,
    };
    case.approvals.iter().map(move |signed| asked.agreed_by(signed))
}

/// A request, and what an approval of it is held against.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What is asked for.
    pub request: &'a Request,
    /// The settings for its way of working.
    pub policy: &'a Policy,
    /// Whose signatures count.
    pub operators: &'a Operators,
    /// What earlier acts rested on.
    pub used: &'a Used,
    /// Now.
    pub now: Timestamp,
}

impl Asked<'_> {
    /// The id of the approval, where it counts for the request; else why not.
    pub fn agreed_by(&self, signed: &Signed) -> Result<String, String> {
        let known = self.operators.signer(signed, &self.request.tenant, self.now).map_err(|why| why.to_string())?;
        let (id, by) = match self.request.change {
            None => self.of_an_act(signed)?,
            Some(change) => self.of_the_plan(signed, change)?,
        };
        match () {
            () if by != signed.by => Err("the approval is signed by somebody else".to_owned()),
            () if !known.role.approves() => Err(format!("{} is no approver", known.id)),
            () => Ok(id),
        }
    }

    fn of_an_act(&self, signed: &Signed) -> Read {
        let approval: Approval = signed.read().map_err(|why| format!("the approval: {why}"))?;
        approval.fits(self.request, self.now, self.policy.approval.valid).map_err(|why| why.to_string())?;
        let rests = self.used.rest(&approval.id, Some(approval.verb), self.request);
        rests.map_err(|spent| format!("the approval {spent}"))?;
        Ok((approval.id, approval.by))
    }

    fn of_the_plan(&self, signed: &Signed, change: Digest) -> Read {
        let approval: ChangeApproval = signed.read().map_err(|why| format!("the approval: {why}"))?;
        approval.fits(self.request, self.now, self.policy.approval.valid).map_err(|why| why.to_string())?;
        if self.used.up_for_steps(&approval.id, change) {
            return Err("the approval was used already".to_owned());
        }
        Ok((approval.id, approval.by))
    }
}

/// The approval's id, and who gives it.
type Read = Result<(String, String), String>;
