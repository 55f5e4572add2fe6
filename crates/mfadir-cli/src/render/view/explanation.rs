//! Where one person stands, as documents show it.

use jiff::Timestamp;
use mfadir_core::{FactorId, Left, TenantName};
use mfadir_ops::{Administrator, Candidate, CredentialLeave, Explanation, Leave, Listing, May};
use mfadir_policy::{PastAct, Told, Verb};
use serde::Serialize;

use super::{FactorView, PlanView, RefusalView, UserDetails};
use crate::render::masking::Privacy;

/// Where one person stands.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExplanationView {
    pub(crate) tenant: TenantName,
    pub(crate) user: UserDetails,
    /// Absent where the provider tells no state of the account.
    pub(crate) locked: Option<bool>,
    pub(crate) left: Left,
    pub(crate) administrator: AdministratorView,
    pub(crate) factors: Vec<FactorView>,
    pub(crate) factors_hidden: bool,
    /// Whether the provider lists factors at all; where it does not, `user.has_factors` is all that it tells.
    pub(crate) factors_listed: bool,
    /// What a reset would do; absent where none can be done.
    pub(crate) reset: Option<PlanView>,
    /// Whether they are protected from a reset.
    pub(crate) protected: ToldView,
    /// Whether they could do it without the desk.
    pub(crate) self_service: ToldView,
    /// Where they would do it.
    pub(crate) self_service_link: Option<String>,
    /// The factors, and whether the caller could prove themselves with them now; absent where none are listed.
    pub(crate) candidates: Option<Vec<CandidateView>>,
    /// What was done before, the newest first.
    pub(crate) earlier: Vec<EarlierView>,
    /// Challenges of which nobody knows yet what the person answered.
    pub(crate) open_challenges: Vec<OpenChallengeView>,
    /// What could not be read of it.
    pub(crate) earlier_gaps: Vec<String>,
    /// That the person denied a challenge, so that somebody may be attacking them; absent where nobody did, as far as the
    /// policy looks back.
    pub(crate) denied: Option<RefusalView>,
    /// Whether the audit log takes an entry; nothing is done without one.
    pub(crate) audit_log: ToldView,
    /// What may be done to them now by this operator.
    pub(crate) may: Vec<MayView>,
    /// Whether the credential may do what is offered: all of it, nothing of it, or else what of it is in `may`.
    pub(crate) credential: ToldView,
}

/// Yes, no, or nobody can tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ToldView {
    /// `yes`, `no` or `cannot-tell`.
    pub(crate) is: &'static str,
    pub(crate) why: Option<String>,
}

/// A factor, and whether the caller could prove themselves with it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CandidateView {
    pub(crate) id: FactorId,
    /// `kind@issuer`.
    pub(crate) factor: String,
    pub(crate) ready: bool,
    pub(crate) why_not: Option<String>,
}

/// Something that was done before.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EarlierView {
    pub(crate) at: Timestamp,
    pub(crate) what: String,
    /// Absent where only the provider tells of it.
    pub(crate) operator: Option<String>,
    pub(crate) ticket: Option<String>,
    pub(crate) result: Option<String>,
    /// How much it says of the danger.
    #[serde(skip)]
    pub(crate) weight: Weight,
}

/// What of earlier acts is told first where not all fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// The person says that it was not they who called.
    Denied,
    /// Something was done.
    Done,
    /// Nothing was done.
    Refused,
}

/// A challenge that was sent, and whose answer nobody asked for since.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OpenChallengeView {
    /// `kind@issuer`.
    pub(crate) factor: String,
    /// Who sent it to verify the caller; absent where it was sent for something else.
    pub(crate) operator: Option<String>,
    pub(crate) ticket: Option<String>,
    /// When it ends by itself, where the provider says so.
    pub(crate) ends: Option<Timestamp>,
}

/// What may be done, and what the policy demands first.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MayView {
    pub(crate) verb: Verb,
    /// `yes`, `no` or `cannot-tell`: the credential and the policy both have to allow it.
    pub(crate) may: &'static str,
    /// Whether the credential may do it.
    pub(crate) credential: ToldView,
    /// Whether the tenant offers it.
    pub(crate) offered: bool,
    /// Whether all that is missing is a proof.
    pub(crate) wants_proof: bool,
    /// What else is in its way.
    pub(crate) why_not: Option<String>,
    pub(crate) refusals: Vec<RefusalView>,
}

/// Whether somebody is an administrator.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AdministratorView {
    /// `yes`, `no` or `cannot-tell`.
    pub(crate) is: &'static str,
    pub(crate) roles: Vec<String>,
    pub(crate) why: Option<String>,
}

impl ExplanationView {
    pub(crate) fn new(tenant: &TenantName, explanation: &Explanation, privacy: Privacy) -> Self {
        Self {
            tenant: tenant.clone(),
            user: UserDetails::new(&explanation.user, privacy),
            locked: explanation.locked,
            left: explanation.left,
            administrator: AdministratorView::from(&explanation.administrator),
            factors: FactorView::all(&explanation.factors, privacy),
            factors_hidden: explanation.listing == Listing::Hidden,
            factors_listed: explanation.listing != Listing::NotOffered,
            reset: explanation.reset.as_ref().map(|plan| PlanView::new(plan, privacy)),
            protected: ToldView::from(&explanation.protected),
            self_service: ToldView::from(&explanation.self_service),
            self_service_link: explanation.self_service_link.clone(),
            candidates: explanation.candidates.as_ref().map(|all| all.iter().map(CandidateView::from).collect()),
            earlier: explanation
                .earlier
                .acts
                .iter()
                .filter(|act| act.operator.is_none())
                .map(EarlierView::from)
                .collect(),
            open_challenges: Vec::new(),
            earlier_gaps: explanation.earlier.gaps.clone(),
            denied: explanation.denied.as_ref().map(RefusalView::from),
            audit_log: ToldView { is: "yes", why: None },
            may: explanation.may.iter().map(MayView::from).collect(),
            credential: ToldView::of_all(&explanation.may),
        }
    }

    /// The same where the audit log takes no entry: then nothing may be done.
    pub(crate) fn without_log(mut self, why: Option<String>) -> Self {
        let Some(why) = why else { return self };
        for may in self.may.iter_mut().filter(|may| may.offered) {
            (may.may, may.why_not) = ("no", Some("the audit log".to_owned()));
        }
        self.audit_log = ToldView { is: "no", why: Some(why) };
        self
    }

    /// The same with what the audit log tells.
    pub(crate) fn with_earlier(mut self, told: Vec<EarlierView>, gap: Option<String>) -> Self {
        self.earlier.extend(told);
        self.earlier_gaps.extend(gap);
        self.earlier.sort_by_key(|one| std::cmp::Reverse(one.at));
        self
    }

    /// The same with the challenges that are open.
    pub(crate) fn with_open(self, open_challenges: Vec<OpenChallengeView>) -> Self {
        Self { open_challenges, ..self }
    }
}

impl From<&Told> for ToldView {
    fn from(told: &Told) -> Self {
        match told {
            Told::Yes(why) => Self { is: "yes", why: Some(why.clone()) },
            Told::No => Self { is: "no", why: None },
            Told::CannotTell(why) => Self { is: "cannot-tell", why: Some(why.clone()) },
        }
    }
}

impl From<&Candidate> for CandidateView {
    fn from(candidate: &Candidate) -> Self {
        Self {
            id: candidate.factor.id.clone(),
            factor: candidate.factor.factor_type.to_string(),
            ready: candidate.is_ready(),
            why_not: candidate.obstacle.as_ref().map(ToString::to_string),
        }
    }
}

impl From<&PastAct> for EarlierView {
    fn from(act: &PastAct) -> Self {
        let result = act.denied.then(|| "denied".to_owned());
        let (operator, ticket) = (act.operator.clone(), act.ticket.clone());
        let weight = if act.denied { Weight::Denied } else { Weight::Done };
        Self { at: act.at, what: act.verb.to_string(), operator, ticket, result, weight }
    }
}

impl From<&May> for MayView {
    fn from(told: &May) -> Self {
        let leave = told.leave();
        Self {
            verb: told.verb,
            may: word(leave),
            credential: ToldView::from(&told.credential),
            offered: leave != Leave::NotOffered,
            wants_proof: leave == Leave::WantsProof,
            why_not: told.obstacle.clone(),
            refusals: told.policy.refusals.iter().map(RefusalView::from).collect(),
        }
    }
}

impl ToldView {
    /// One answer for all that is offered, where it is one.
    fn of_all(may: &[May]) -> Self {
        let mut told = may.iter().filter(|may| may.leave() != Leave::NotOffered).map(|may| Self::from(&may.credential));
        let Some(first) = told.next() else { return Self { is: "cannot-tell", why: None } };
        if told.all(|other| other == first) {
            return first;
        }
        Self { is: "cannot-tell", why: Some("it may do some of it, and not all".to_owned()) }
    }
}

impl From<&CredentialLeave> for ToldView {
    fn from(told: &CredentialLeave) -> Self {
        let why = (!told.reasons.is_empty()).then(|| told.reasons.join("; "));
        Self { is: word(told.leave), why }
    }
}

fn word(leave: Leave) -> &'static str {
    match leave {
        Leave::Yes => "yes",
        Leave::CannotTell => "cannot-tell",
        _ => "no",
    }
}

impl From<&Administrator> for AdministratorView {
    fn from(administrator: &Administrator) -> Self {
        match administrator {
            Administrator::Yes(roles) => {
                let name = |role: &mfadir_core::Role| role.label.clone().unwrap_or_else(|| role.name.clone());
                Self { is: "yes", roles: roles.iter().map(name).collect(), why: None }
            }
            Administrator::No => Self { is: "no", roles: Vec::new(), why: None },
            Administrator::CannotTell(why) => Self { is: "cannot-tell", roles: Vec::new(), why: Some(why.clone()) },
        }
    }
}
