//! Which enrollment is meant, among those that are not completed.

use jiff::Timestamp;
use mfadir_core::{Enrollment, Expects, Factor, FactorStatus, FactorType, Kind, TenantName};
use mfadir_ops::{Error, FactorSelector, Facts, OpenEnrollment, Pace, Permit};
use mfadir_policy::Target;

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    handle::{Entry, HandleStore, Purpose},
    output::clean,
};

/// An enrollment that is not completed.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// The short id under which it is kept, where it is.
    pub(super) id: Option<String>,
    pub(super) enrollment: OpenEnrollment,
    pub(super) expects: Expects,
    pub(super) pace: Pace,
    pub(super) store: HandleStore,
}

impl Open {
    /// Keeps an enrollment that was just started or sent again.
    pub(super) fn keep(
        store: &HandleStore,
        permit: &Permit,
        factor_type: &FactorType,
        enrollment: &Enrollment,
        now: Timestamp,
    ) -> Outcome<Self> {
        let (user, handle) = (&permit.user.id, &enrollment.handle);
        let mut entry = Entry::enrollment(&permit.tenant, user, factor_type, handle, enrollment.expects);
        entry.factor.clone_from(&enrollment.factor);
        entry.poll_after = enrollment.poll_after;
        entry.expires_at = enrollment.expires_at;
        let id = store.keep(&entry, now)?;
        Ok(Self::kept(store, id, &entry))
    }

    /// The one that the text means: a short id, a factor, or nothing where there is only one.
    pub(super) fn find(store: HandleStore, tenant: &TenantName, facts: &Facts, text: Option<&str>) -> Outcome<Self> {
        let user = &facts.user.id;
        if let Some(id) = text.filter(|text| HandleStore::is_id(text)) {
            let entry = store.one(id, Purpose::Enrollment, tenant, user)?;
            return Self::in_time(&store, id.to_owned(), &entry, facts.read_at);
        }
        let kept = store.of_user(Purpose::Enrollment, tenant, user)?;
        let waiting = waiting(facts, &kept)?;
        let factor = meant(facts, waiting, text)?;
        let own = kept.into_iter().find(|(id, entry)| is_of(entry, id, &factor));
        match (own, &factor.enrollment) {
            (Some((id, entry)), None) => Self::in_time(&store, id, &entry, facts.read_at),
            (Some((id, entry)), Some(_)) if !entry.is_over(facts.read_at) => Ok(Self::kept(&store, id, &entry)),
            (_, Some(_)) => Ok(Self::listed(store, &factor)),
            (None, None) => Err(lost(facts, &factor)),
        }
    }

    /// The factor that it is to become, as rules speak of it.
    pub(super) fn target(&self) -> Target {
        let OpenEnrollment { factor, factor_type, .. } = &self.enrollment;
        Target { id: factor.clone(), factor_type: factor_type.to_string() }
    }

    /// Forgets it: it is completed or has ended.
    pub(super) fn forget(&self) -> Outcome<()> {
        self.id.as_deref().map_or(Ok(()), |id| self.store.forget(id))
    }

    fn in_time(store: &HandleStore, id: String, entry: &Entry, now: Timestamp) -> Outcome<Self> {
        if !entry.is_over(now) {
            return Ok(Self::kept(store, id, entry));
        }
        store.forget(&id)?;
        let ended = entry.expires_at.map(|end| end.strftime(" at %Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
        let message = format!("the enrollment of {} has ended{ended}", clean(&entry.factor_type.to_string()));
        Err(Failure::new(Exit::Proof, message).with_hint("start over with `mfadir factor enroll`"))
    }

    fn kept(store: &HandleStore, id: String, entry: &Entry) -> Self {
        let enrollment = OpenEnrollment {
            handle: entry.enrollment_handle(),
            factor_type: entry.factor_type.clone(),
            factor: entry.factor.clone(),
        };
        let pace = Pace { poll_after: entry.poll_after, expires_at: entry.expires_at, longest: None };
        Self { id: Some(id), enrollment, expects: entry.expects, pace, store: store.clone() }
    }

    fn listed(store: HandleStore, factor: &Factor) -> Self {
        let handle = factor.enrollment.clone();
        let enrollment = OpenEnrollment {
            handle: handle.unwrap_or_else(|| mfadir_core::EnrollmentHandle::pack("")),
            factor_type: factor.factor_type.clone(),
            factor: Some(factor.id.clone()),
        };
        Self { id: None, enrollment, expects: usual(factor.kind()), pace: Pace::default(), store }
    }
}

/// The factors that wait to be completed: those that are listed so, those that are kept and not listed, and those that
/// the user completed elsewhere since somebody looked.
fn waiting(facts: &Facts, kept: &[(String, Entry)]) -> Outcome<Vec<Factor>> {
    let listed = facts.listed()?;
    let completed = |factor: &Factor| {
        kept.iter().any(|(_, entry)| entry.expects == Expects::Approval && entry.factor.as_ref() == Some(&factor.id))
    };
    let pending = listed.iter().filter(|factor| factor.status == FactorStatus::Pending || completed(factor)).cloned();
    let is_listed = |entry: &Entry| entry.factor.as_ref().is_some_and(|id| facts.factor(id).is_some());
    let unlisted = kept.iter().filter(|(_, entry)| !is_listed(entry)).map(|(id, entry)| {
        let shown = entry.factor.clone().unwrap_or_else(|| id.as_str().into());
        Factor::new(shown, entry.factor_type.clone(), FactorStatus::Pending)
    });
    Ok(pending.chain(unlisted).collect())
}

fn is_of(entry: &Entry, id: &str, factor: &Factor) -> bool {
    entry.factor.as_ref().map_or(factor.id.as_str() == id, |own| *own == factor.id)
}

fn meant(facts: &Facts, waiting: Vec<Factor>, text: Option<&str>) -> Outcome<Factor> {
    let waiting = Facts { factors: waiting, ..facts.clone() };
    let Some(text) = text else { return only(waiting) };
    let Ok(selector) = text.parse::<FactorSelector>();
    match selector.pick(&waiting) {
        Ok(factor) => Ok(factor.clone()),
        Err(Error::NoFactor { .. }) => Err(not_open(facts, &selector)),
        Err(error) => Err(Failure::from(error).with_hint("name one of them by `id:…` or its short id")),
    }
}

fn only(mut waiting: Facts) -> Outcome<Factor> {
    match waiting.factors.len() {
        1 => Ok(waiting.factors.remove(0)),
        0 => Err(none_open(&waiting)),
        several => {
            let (login, selector) = (waiting.user.login, String::new());
            let message = format!("{several} enrollments of {login} are open");
            let candidates = Error::SeveralFactors { login, selector, candidates: waiting.factors };
            let details = Failure::from(candidates).details().to_vec();
            let failure = Failure::new(Exit::NotFound, message).with_details(details);
            Err(failure.with_hint("name one of them by `KIND@ISSUER` or `id:…`"))
        }
    }
}

fn none_open(facts: &Facts) -> Failure {
    let message = format!("no enrollment of {} is open", facts.user.login);
    Failure::new(Exit::NotFound, message).with_hint("`mfadir factor enroll` starts one")
}

/// Nothing that waits is meant: perhaps a factor that is complete, perhaps a slip.
fn not_open(facts: &Facts, selector: &FactorSelector) -> Failure {
    match selector.pick(facts) {
        Ok(factor) => {
            let message = format!("{} of {} is {} already", factor.factor_type, facts.user.login, factor.status);
            Failure::new(Exit::Failed, clean(&message)).with_hint("there is nothing to complete")
        }
        Err(Error::NoFactor { suggestion: None, .. }) => none_open(facts),
        Err(error) => error.into(),
    }
}

fn lost(facts: &Facts, factor: &Factor) -> Failure {
    let message = format!(
        "{} of {} was started elsewhere, and the provider does not tell how to go on with it",
        factor.factor_type, facts.user.login
    );
    Failure::new(Exit::Failed, clean(&message)).with_hint("remove it with `mfadir factor remove`, and enroll it anew")
}

/// What completes a factor of this kind, where nobody noted it.
fn usual(kind: &Kind) -> Expects {
    match kind {
        Kind::Push | Kind::External | Kind::DeviceKey => Expects::Approval,
        Kind::Webauthn | Kind::U2f => Expects::Signature,
        _ => Expects::Code,
    }
}
