//! What may be done, asked before anything is tried: by this credential, and by this operator on this person.

use mfadir_core::{ErrorKind, Inspection, Operation, Profile, Result as CoreResult, Severity};
use mfadir_policy::{Refusal, Target, Verb};

use crate::{
    error::{Error, Result},
    facts::Facts,
    guard::Guard,
    mandate::Mandate,
    offered::offered,
    permit::permit,
    plan::{RemoveRequest, plan_remove, plan_reset, plan_unlock},
};

/// Whether something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leave {
    /// Nothing is known to stand against it.
    Yes,
    /// It could not be found out.
    CannotTell,
    /// A proof is missing that can still be given.
    WantsProof,
    /// The policy stands against it.
    Refused,
    /// The credential does not let it.
    Denied,
    /// The provider has no such thing.
    NotOffered,
}

/// What a credential may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialLeave {
    /// The answer. No read proves a right to write: a yes means that nothing was found against it.
    pub leave: Leave,
    /// What was found, as sentences: what stands against it, or what should be known.
    pub reasons: Vec<String>,
}

/// What the policy demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLeave {
    /// The answer.
    pub leave: Leave,
    /// The rules that stand against it.
    pub refusals: Vec<Refusal>,
    /// The factors that it would take, ask or make, where they were named.
    pub targets: Vec<Target>,
    /// What could not be read around it, as clauses: the rules may count too low.
    pub gaps: Vec<String>,
}

/// What a verb would be done to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Aim {
    /// That is not known yet; a reset and what touches no factor need not know more.
    #[default]
    Open,
    /// These factors would go, with whatever goes along.
    Removal(RemoveRequest),
    /// These factors would be asked or made.
    Factors(Vec<Target>),
}

/// The operation of the contract that a verb needs. A reset is one act, or a removal of each factor.
pub fn needed(verb: Verb, profile: &Profile) -> Operation {
    match verb {
        Verb::Reset if !profile.capabilities.offers(Operation::Reset) => Operation::Remove,
        Verb::Reset => Operation::Reset,
        Verb::Remove => Operation::Remove,
        Verb::Enroll => Operation::Enroll,
        Verb::Activate => Operation::Activate,
        Verb::TemporaryCode => Operation::TemporaryCode,
        Verb::RevokeCode => Operation::RevokeCode,
        Verb::Unlock => Operation::Unlock,
        Verb::EndSessions => Operation::EndSessions,
        Verb::Challenge => Operation::Challenge,
    }
}

/// What the credential may, as far as the provider shows it. What could not be asked at all is an error.
pub fn credential_leave(verb: Verb, profile: &Profile, seen: CoreResult<Inspection>) -> CoreResult<CredentialLeave> {
    if let Err(error) = offered(profile, needed(verb, profile)) {
        return Ok(CredentialLeave { leave: Leave::NotOffered, reasons: vec![error.to_string()] });
    }
    let inspection = match seen {
        Err(error) if matches!(error.kind(), ErrorKind::Unauthenticated | ErrorKind::Forbidden) => {
            return Ok(CredentialLeave { leave: Leave::Denied, reasons: vec![error.to_string()] });
        }
        seen => seen?,
    };
    let of = |severity| {
        let found = inspection.findings.iter().filter(move |finding| finding.severity == severity);
        found.map(|finding| finding.text.clone()).collect::<Vec<_>>()
    };
    let problems = of(Severity::Problem);
    if problems.is_empty() {
        return Ok(CredentialLeave { leave: Leave::Yes, reasons: of(Severity::Warning) });
    }
    Ok(CredentialLeave { leave: Leave::Denied, reasons: problems })
}

/// What the policy demands of this operator, for this verb on this person, now. Nothing is sent and nothing is recorded.
pub fn policy_leave(verb: Verb, facts: &Facts, aim: &Aim, mandate: &Mandate, guard: &Guard) -> Result<PolicyLeave> {
    let (leave, (refusals, targets)) = match ruled(verb, facts, aim, mandate, guard) {
        Ok(ruled) if ruled.0.is_empty() => (Leave::Yes, ruled),
        Ok(ruled) if ruled.0.iter().all(|refusal| refusal.rule.wants_proof()) => (Leave::WantsProof, ruled),
        Ok(ruled) => (Leave::Refused, ruled),
        Err(error) if error.kind() == ErrorKind::Unsupported => (Leave::NotOffered, Ruled::default()),
        Err(error) => return Err(error),
    };
    Ok(PolicyLeave { leave, refusals, targets, gaps: guard.history.gaps.clone() })
}

/// What stands against it, and the factors that it is about.
type Ruled = (Vec<Refusal>, Vec<Target>);

fn ruled(verb: Verb, facts: &Facts, aim: &Aim, mandate: &Mandate, guard: &Guard) -> Result<Ruled> {
    let targets = match aim {
        Aim::Open => &[],
        Aim::Factors(targets) => targets.as_slice(),
        Aim::Removal(request) => {
            let plan = plan_remove(facts, request, mandate, guard)?;
            return Ok((plan.refusals, plan.request.factors));
        }
    };
    let decided = match verb {
        Verb::Reset => return plan_reset(facts, mandate, guard).map(|plan| (plan.refusals, plan.request.factors)),
        Verb::Unlock => plan_unlock(facts, mandate, guard).map(|_| ()),
        verb => permit(facts, &[needed(verb, &facts.profile)], targets, mandate, guard).map(|_| ()),
    };
    match decided {
        Ok(()) => Ok((Vec::new(), targets.to_vec())),
        Err(Error::Refused(refused)) => Ok((refused.refusals, targets.to_vec())),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mfadir_core::{Credential, Error, ErrorKind, Finding, Inspection, Operation, Owner, Severity};
    use mfadir_policy::{Policy, Rule, Verb};

    use super::{Aim, CredentialLeave, Leave, credential_leave, needed, policy_leave};
    use crate::{
        facts::{Administrator, Facts, Known},
        fixture::{adas, facts, mandate, profile, selectors},
        guard::Guard,
        plan::RemoveRequest,
    };

    fn inspected(severity: Severity) -> CredentialLeave {
        let credential = Credential { form: "API token".to_owned(), owner: Owner::Unknown };
        let findings = vec![Finding { severity, text: "what was found".to_owned() }];
        let seen = Ok(Inspection { credential, findings });
        credential_leave(Verb::Remove, &profile(&[Operation::Remove]), seen).expect("an answer")
    }

    #[test]
    fn a_problem_is_a_no_and_a_warning_is_told() {
        assert_eq!(inspected(Severity::Problem).leave, Leave::Denied);
        let warned = inspected(Severity::Warning);
        assert_eq!((warned.leave, warned.reasons.len()), (Leave::Yes, 1));
        assert!(inspected(Severity::Good).reasons.is_empty());
    }

    #[test]
    fn what_is_not_offered_or_refused_is_a_no_and_silence_is_an_error() {
        let leave = |verb, kind| {
            let profile = profile(&[Operation::Remove]);
            credential_leave(verb, &profile, Err(Error::new(kind, "no"))).map(|told| told.leave)
        };
        assert_eq!(leave(Verb::Unlock, ErrorKind::Unavailable).ok(), Some(Leave::NotOffered));
        assert_eq!(leave(Verb::Remove, ErrorKind::Forbidden).ok(), Some(Leave::Denied));
        assert_eq!(leave(Verb::Reset, ErrorKind::Unauthenticated).ok(), Some(Leave::Denied), "removals will do");
        assert!(leave(Verb::Remove, ErrorKind::Unavailable).is_err());
        assert_eq!(needed(Verb::Reset, &profile(&[Operation::Reset])), Operation::Reset);
    }

    #[test]
    fn the_policy_says_what_it_demands() {
        let leave = |facts: &Facts, policy| {
            let guard = Guard::of(Arc::new(policy), Vec::new());
            policy_leave(Verb::Remove, facts, &Aim::Open, &mandate(), &guard).expect("an answer")
        };
        assert_eq!(leave(&facts(adas()), Policy::open()).leave, Leave::Yes);
        let known = Facts { roles: Known::Is(Vec::new()), ..facts(adas()) };
        assert_eq!(known.administrator(), Administrator::No);
        let strict = leave(&known, Policy::strict());
        let rules: Vec<Rule> = strict.refusals.iter().map(|refusal| refusal.rule).collect();
        assert_eq!((strict.leave, rules), (Leave::Refused, vec![Rule::Operator, Rule::Ticket, Rule::Receipt]));
        let mut proof = Policy::open();
        proof.receipt.required.insert(Verb::Remove);
        assert_eq!(leave(&known, proof).leave, Leave::WantsProof);
    }

    #[test]
    fn what_removing_a_factor_would_meet_depends_on_the_factor() {
        let facts = facts(adas().into_iter().filter(|factor| ["p1", "t1"].contains(&factor.id.as_str())).collect());
        let told = |remove: &[&str]| {
            let aim = Aim::Removal(RemoveRequest { remove: selectors(remove), ..RemoveRequest::default() });
            policy_leave(Verb::Remove, &facts, &aim, &mandate(), &Guard::default()).expect("an answer")
        };
        let types = |told: &super::PolicyLeave| -> Vec<String> {
            told.targets.iter().map(|target| target.factor_type.clone()).collect()
        };
        let (totp, push) = (told(&["totp"]), told(&["push"]));
        assert_eq!((totp.leave, types(&totp)), (Leave::Yes, vec!["totp@okta".to_owned()]));
        assert_eq!((push.leave, types(&push).len()), (Leave::Refused, 2), "what goes along is the last one");
        assert_eq!(push.refusals[0].rule, Rule::LastUsableFactor);
    }

    #[test]
    fn a_verb_that_is_not_offered_is_told_as_that() {
        let bare = Facts { profile: profile(&[]), ..facts(adas()) };
        let told = policy_leave(Verb::Unlock, &bare, &Aim::Open, &mandate(), &Guard::default()).expect("an answer");
        assert_eq!(told.leave, Leave::NotOffered);
    }
}
