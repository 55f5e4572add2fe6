//! Enrollments and activations, as documents show them.

use jiff::Timestamp;
use mfadir_core::{Activation, Enrollment, Expects, FactorId, FactorType, RequestId};
use secrecy::ExposeSecret;
use serde::Serialize;

use super::{PermitView, TypeView};

/// How far a new factor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EnrollmentState {
    /// Nothing was sent.
    Planned,
    /// It was started and is not active yet.
    Pending,
    /// It can be used.
    Active,
    /// It was not completed in time.
    Expired,
    /// The user or the provider refused.
    Refused,
}

impl EnrollmentState {
    /// The state that an activation leaves.
    pub(crate) fn of(activation: &Activation) -> Self {
        match activation {
            Activation::Active(_) => Self::Active,
            Activation::Expired => Self::Expired,
            Activation::Refused => Self::Refused,
            _ => Self::Pending,
        }
    }
}

/// A factor that is new.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewFactorView {
    pub(crate) id: Option<FactorId>,
    #[serde(flatten)]
    pub(crate) is: TypeView,
}

/// What enrolling, activating and sending again have in common.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EnrollmentView {
    #[serde(flatten)]
    pub(crate) permit: PermitView,
    pub(crate) factor: NewFactorView,
    pub(crate) state: EnrollmentState,
    /// What completes it; absent where nothing is open.
    pub(crate) expects: Option<Expects>,
    /// The short id under which a later run goes on with it; absent where nothing is open.
    pub(crate) handle: Option<String>,
    pub(crate) expires_at: Option<Timestamp>,
    pub(crate) request_id: Option<RequestId>,
    pub(crate) unrecorded: Vec<String>,
}

/// What the user's device has to know, once.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SecretView {
    pub(crate) text: Option<String>,
    pub(crate) address: Option<String>,
}

impl EnrollmentView {
    /// What would be done.
    pub(crate) fn planned(permit: impl Into<PermitView>, factor_type: &FactorType, id: Option<&FactorId>) -> Self {
        Self {
            permit: permit.into(),
            factor: NewFactorView { id: id.cloned(), is: TypeView::new(factor_type) },
            state: EnrollmentState::Planned,
            expects: None,
            handle: None,
            expires_at: None,
            request_id: None,
            unrecorded: Vec::new(),
        }
    }

    /// What was started; `handle` is the short id that goes on with it.
    #[must_use]
    pub(crate) fn started(self, enrollment: &Enrollment, handle: Option<&str>) -> Self {
        let factor = NewFactorView { id: enrollment.factor.clone().or(self.factor.id), ..self.factor };
        let open = !enrollment.active;
        Self {
            permit: self.permit.used(),
            factor,
            state: if open { EnrollmentState::Pending } else { EnrollmentState::Active },
            expects: open.then_some(enrollment.expects),
            handle: handle.map(str::to_owned),
            expires_at: enrollment.expires_at.filter(|_| open),
            request_id: enrollment.request_id.clone(),
            ..self
        }
    }

    /// What became of it.
    #[must_use]
    pub(crate) fn ended(self, activation: &Activation) -> Self {
        let state = EnrollmentState::of(activation);
        let ended = Self { permit: self.permit.used(), state, ..self };
        match activation {
            Activation::Active(id) => ended.closed().identified(id),
            Activation::Waiting { .. } => ended,
            _ => ended.closed(),
        }
    }

    fn closed(self) -> Self {
        Self { expects: None, handle: None, expires_at: None, ..self }
    }

    fn identified(self, id: &FactorId) -> Self {
        Self { factor: NewFactorView { id: Some(id.clone()), ..self.factor }, ..self }
    }
}

impl SecretView {
    /// The whole secret, for the one time that it is shown.
    pub(crate) fn of(enrollment: &Enrollment) -> Option<Self> {
        let secret = enrollment.secret.as_ref()?;
        let shown = |text: &secrecy::SecretString| text.expose_secret().to_owned();
        Some(Self { text: secret.secret.as_ref().map(shown), address: secret.address.as_ref().map(shown) })
    }
}
