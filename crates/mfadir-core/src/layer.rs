//! Layers: what goes around every call, written once for all methods.

mod layered;

pub use layered::Layered;

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::{
    capability::{Capabilities, Profile},
    error::Result,
    id::{FactorId, UserId},
    operation::Operation,
};

/// A call as a layer sees it.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Which method.
    pub operation: Operation,
    /// Who answers below the layer.
    pub profile: &'a Profile,
    /// Whom it is about, where that is one user known by id.
    pub user: Option<&'a UserId>,
    /// Which factor it is about.
    pub factor: Option<&'a FactorId>,
}

impl<'a> Call<'a> {
    fn about(self, user: &'a UserId) -> Self {
        Self { user: Some(user), ..self }
    }

    fn on(self, user: &'a UserId, factor: &'a FactorId) -> Self {
        Self { user: Some(user), factor: Some(factor), ..self }
    }
}

/// Makes the call once more each time it is called.
pub type Attempt<'a, T> = &'a (dyn Fn() -> BoxFuture<'a, Result<T>> + Send + Sync);

/// What a layer does around a call: look, wait, refuse, repeat. A layer that must change arguments or results
/// implements [`MfaDirectory`](crate::MfaDirectory) itself.
pub trait Around: Debug + Send + Sync + 'static {
    /// What is offered above the layer, when `inner` is offered below.
    fn capabilities(&self, inner: &Capabilities) -> Capabilities {
        inner.clone()
    }

    /// Makes the call, or does not.
    fn around<'a, T: Send + 'a>(
        &'a self,
        call: Call<'a>,
        attempt: Attempt<'a, T>,
    ) -> impl Future<Output = Result<T>> + Send + 'a;
}

#[cfg(all(test, feature = "mock"))]
mod tests {
    use std::sync::{Arc, Mutex};

    use futures_util::FutureExt;

    use super::{Around, Attempt, Call, Layered};
    use crate::{
        capability::{Bucket, Capabilities, Profile},
        directory::{MfaDirectory, MockMfaDirectory},
        error::{Error, ErrorKind, Result},
        id::UserId,
        operation::Operation,
    };

    #[derive(Debug, Default)]
    struct Seen(Mutex<Vec<Operation>>);

    impl Around for Seen {
        fn capabilities(&self, _inner: &Capabilities) -> Capabilities {
            Capabilities::default()
        }

        async fn around<'a, T: Send + 'a>(&'a self, call: Call<'a>, attempt: Attempt<'a, T>) -> Result<T> {
            assert_eq!(call.user.map(UserId::as_str), Some("u1"));
            self.0.lock().expect("no other thread panicked").push(call.operation);
            attempt().await.or(attempt().await)
        }
    }

    fn directory() -> MockMfaDirectory {
        let mut directory = MockMfaDirectory::new();
        let capabilities = Capabilities::of([(Operation::Factors, Bucket::new("all"))]);
        directory.expect_profile().return_const(Profile {
            provider: "memory".into(),
            tenant: "acme".into(),
            capabilities,
            budget_share: 1.0,
            aliases: Vec::new(),
        });
        directory
    }

    #[test]
    fn a_layer_sees_each_call_may_repeat_it_and_says_what_is_offered() {
        let mut inner = directory();
        inner.expect_factors().times(1).returning(|_| Err(Error::new(ErrorKind::Throttled, "later")));
        inner.expect_factors().times(1).returning(|_| Ok(Vec::new()));
        let layered = Layered::new(Seen::default(), Arc::new(inner));
        let factors = layered.factors(&UserId::from("u1")).now_or_never().expect("a mock answers at once");
        assert!(factors.is_ok_and(|factors| factors.is_empty()));
        assert!(!layered.profile().capabilities.offers(Operation::Factors));
    }
}
