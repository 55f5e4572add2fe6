//! What a check works on.

use std::{fmt::Debug, sync::Arc, time::Duration};

use async_trait::async_trait;
use mfadir_core::{FactorId, MfaDirectory, Operation, UserId};
use secrecy::SecretString;

use crate::{
    able::{Able, Cannot},
    cast::Cast,
    fault::{Lasting, Mishap},
};

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// To get or renew the credential.
    ForCredential,
    /// To look.
    Read,
    /// To change something.
    Write,
}

/// A request that reached the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What it is for.
    pub sent: Sent,
    /// The request as a person reads it: `DELETE /api/v1/users/00u1/factors/opf1`.
    pub text: String,
}

/// How the person answers on their device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Approve,
    /// No.
    Deny,
}

/// An operation that needs more than one request, and why: the backend's documentation names it as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Which operation.
    pub operation: Operation,
    /// How many requests it may send, the one that changes something among them.
    pub requests: usize,
    /// Whether every call needs them; else a plain one is held to one request all the same.
    pub always: bool,
    /// What the others are for.
    pub why: &'static str,
}

/// A directory under test, over a tenant in a known state. It serves for one check.
///
/// What a subject cannot do it answers with the reason; the checks that need it are then shown as ignored.
#[async_trait]
pub trait Subject: Debug + Send + Sync {
    /// The directory.
    fn directory(&self) -> Arc<dyn MfaDirectory>;

    /// The people of the tenant.
    fn cast(&self) -> &Cast;

    /// Another directory of the same tenant, as a later process would have it.
    fn another_directory(&self) -> Able<Arc<dyn MfaDirectory>> {
        Err(Cannot::because("a second directory of the tenant cannot be had"))
    }

    /// The operations that need more than one request.
    fn exceptions(&self) -> &[Exception] {
        &[]
    }

    /// The requests that reached the tenant since the state was made, in order.
    async fn requests(&self) -> Able<Vec<Request>> {
        Err(Cannot::because("the tenant does not record its requests"))
    }

    /// Moves the tenant's clock and the directory's.
    async fn advance(&self, by: Duration) -> Able<()> {
        let _ = by;
        Err(Cannot::because("the tenant's clock cannot be moved"))
    }

    /// Lets something happen to the requests that follow, other than those for a credential, and nothing else: what was
    /// injected before is over.
    async fn inject(&self, mishap: Mishap, lasting: Lasting) -> Able<()> {
        let _ = (mishap, lasting);
        Err(Cannot::because("no faults can be injected"))
    }

    /// Ends whatever was injected.
    async fn mend(&self) -> Able<()> {
        Ok(())
    }

    /// Answers, on the user's device, the open challenge or enrollment of this factor.
    async fn answer(&self, user: &UserId, factor: &FactorId, answer: Answer) -> Able<()> {
        let _ = (user, factor, answer);
        Err(Cannot::because("nobody can answer on a device"))
    }

    /// The code that the user now reads: in their messages, their mail or their app.
    async fn code(&self, user: &UserId, factor: &FactorId) -> Able<SecretString> {
        let _ = (user, factor);
        Err(Cannot::because("codes cannot be read"))
    }

    /// The factor that the user is enrolling, by the name that [`code`](Self::code) and [`answer`](Self::answer) know it,
    /// where the directory shows it only once it is active.
    async fn enrolling(&self, user: &UserId) -> Able<FactorId> {
        let _ = user;
        Err(Cannot::because("a factor has no id before it is active"))
    }

    /// Whether `verify` takes a temporary code. Some providers take it at the user's own sign-in alone.
    fn takes_codes(&self) -> Able<()> {
        Ok(())
    }

    /// Whether the provider carries out one act at a time, so that the second of two equal ones finds nothing to do. Some
    /// carry them out side by side, and call both done.
    fn takes_turns(&self) -> Able<()> {
        Ok(())
    }

    /// Whether the provider names each request, so that every result of a write can carry that id. Some name none.
    fn names_requests(&self) -> Able<()> {
        Ok(())
    }

    /// Every secret that the directory holds: they are searched for in whatever it shows.
    fn secrets(&self) -> Able<Vec<SecretString>> {
        Err(Cannot::because("the directory holds no secret"))
    }
}
