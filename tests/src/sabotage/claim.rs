//! Saboteurs that claim what they have not seen.

use async_trait::async_trait;
use mfadir_core::{
    Applied, Asked, ChallengeHandle, ChallengeState, Done, Error, ErrorKind, Factor, FactorId, MfaDirectory, Proof,
    RemoveOptions, ResetOptions, Result, UserId, Verification,
};

use super::{Sabotage, Saboteur, saboteur};

pub(super) const ALL: &[Saboteur] = &[
    saboteur!("not-found-taken-for-success", "remove-twice-is-not-found", NotFoundIsSuccess),
    saboteur!("lost-answer-denied", "lost-answer-is-not-claimed", LostAnswerDenied),
    saboteur!("page-taken-for-success", "garbage-is-no-removal", AnyAnswerIsSuccess),
    saboteur!("removal-only-pretended", "remove-takes-what-it-says", OnlyPretended),
    saboteur!("refused-reset-swallowed", "refused-reset-removes-nothing", ResetSwallowed),
    saboteur!("lost-reset-denied", "lost-reset-is-not-claimed", LostResetDenied),
    saboteur!("refusal-swallowed", "refused-removal-removes-nothing", RefusalSwallowed),
    saboteur!("garbage-taken-for-nothing", "garbage-is-never-an-answer", GarbageIsNothing),
    saboteur!("unlock-always-works", "unlock-of-an-open-account-is-conflict", UnlockAlwaysWorks),
    saboteur!("any-code-accepted", "challenge-by-code", AnyCodeAccepted),
    saboteur!("denial-taken-for-approval", "challenge-denied", DenialIsApproval),
];

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
async fn remove(honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
    honest.remove(user, factor, &RemoveOptions::default()).await
}

/// Success instead of an error of one of these kinds.
fn forgiving(answer: Result<Done>, kinds: &[ErrorKind]) -> Result<Done> {
    match answer {
        Err(error) if kinds.contains(&error.kind()) => Ok(Done { request_id: Some("none".into()) }),
        other => other,
    }
}

#[derive(Debug)]
struct NotFoundIsSuccess;

#[async_trait]
impl Sabotage for NotFoundIsSuccess {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        forgiving(remove(honest, user, factor).await, &[ErrorKind::NotFound])
    }
}

#[derive(Debug)]
struct LostAnswerDenied;

#[async_trait]
impl Sabotage for LostAnswerDenied {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        remove(honest, user, factor).await.map_err(|error| error.with_applied(Applied::No))
    }
}

#[derive(Debug)]
struct AnyAnswerIsSuccess;

#[async_trait]
impl Sabotage for AnyAnswerIsSuccess {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        forgiving(remove(honest, user, factor).await, &[ErrorKind::Unexpected])
    }
}

#[derive(Debug)]
struct OnlyPretended;

#[async_trait]
impl Sabotage for OnlyPretended {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        honest.factor(user, factor).await.map(|_| Done { request_id: Some("none".into()) })
    }
}

#[derive(Debug)]
struct RefusalSwallowed;

#[async_trait]
impl Sabotage for RefusalSwallowed {
    async fn remove(&self, honest: &dyn MfaDirectory, user: &UserId, factor: &FactorId) -> Result<Done> {
        forgiving(remove(honest, user, factor).await, &[ErrorKind::Forbidden])
    }
}

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
async fn reset(honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
    honest.reset(user, &ResetOptions::default()).await
}

#[derive(Debug)]
struct ResetSwallowed;

#[async_trait]
impl Sabotage for ResetSwallowed {
    async fn reset(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        forgiving(reset(honest, user).await, &[ErrorKind::Forbidden])
    }
}

#[derive(Debug)]
struct LostResetDenied;

#[async_trait]
impl Sabotage for LostResetDenied {
    async fn reset(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        reset(honest, user).await.map_err(|error| error.with_applied(Applied::No))
    }
}

#[derive(Debug)]
struct GarbageIsNothing;

#[async_trait]
impl Sabotage for GarbageIsNothing {
    async fn factors(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Vec<Factor>> {
        match honest.factors(user).await {
            Err(error) if error.kind() == ErrorKind::Unexpected => Ok(Vec::new()),
            listed => listed,
        }
    }
}

#[derive(Debug)]
struct UnlockAlwaysWorks;

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
#[async_trait]
impl Sabotage for UnlockAlwaysWorks {
    async fn unlock(&self, honest: &dyn MfaDirectory, user: &UserId) -> Result<Done> {
        forgiving(honest.unlock(user).await, &[ErrorKind::Conflict])
    }
}

#[derive(Debug)]
struct AnyCodeAccepted;

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
#[async_trait]
impl Sabotage for AnyCodeAccepted {
    async fn verify(
        &self,
        honest: &dyn MfaDirectory,
        user: &UserId,
        asked: &Asked,
        proof: &Proof,
    ) -> Result<Verification> {
        let accepted = |_: Error| Ok(Verification { factor: None, transaction: None, request_id: None });
        honest.verify(user, asked, proof).await.or_else(accepted)
    }
}

#[derive(Debug)]
struct DenialIsApproval;

#[expect(clippy::disallowed_methods, reason = "a saboteur stands where a layer stands")]
#[async_trait]
impl Sabotage for DenialIsApproval {
    async fn poll(&self, honest: &dyn MfaDirectory, user: &UserId, handle: &ChallengeHandle) -> Result<ChallengeState> {
        let approved = Verification { factor: None, transaction: None, request_id: None };
        Ok(match honest.poll(user, handle).await? {
            ChallengeState::Denied => ChallengeState::Approved(approved),
            other => other,
        })
    }
}
