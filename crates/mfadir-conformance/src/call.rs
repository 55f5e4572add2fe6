//! Any operation, called with arguments that make sense for a person and one of their factors.

use std::time::Duration;

use mfadir_core::{
    Asked, ChallengeHandle, ChallengeRequest, CodeRequest, EnrollRequest, EnrollmentHandle, EventQuery, FactorId,
    FactorType, GroupQuery, Kind, MfaDirectory, Operation, PageRequest, Proof, RemoveOptions, ResetOptions, Result,
    SessionOptions, UserId, UserQuery, UserRef,
};

/// Whom a call is about.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// The person.
    pub(crate) user: UserId,
    /// One of their factors.
    pub(crate) factor: FactorId,
}

/// Calls the operation and forgets what it answers.
pub(crate) async fn call(directory: &dyn MfaDirectory, operation: Operation, target: &Target) -> Result<()> {
    if operation.is_read() {
        read(directory, operation, target).await
    } else {
        write(directory, operation, target).await
    }
}

async fn read(directory: &dyn MfaDirectory, operation: Operation, Target { user, factor }: &Target) -> Result<()> {
    let page = PageRequest { limit: Some(2), cursor: None };
    match operation {
        Operation::User => directory.user(&UserRef::Id(user.clone())).await.map(drop),
        Operation::Users => directory.users(&UserQuery::All, &page).await.map(drop),
        Operation::Factors => directory.factors(user).await.map(drop),
        Operation::Factor => directory.factor(user, factor).await.map(drop),
        Operation::Devices => directory.devices(user).await.map(drop),
        Operation::Groups => directory.groups(&GroupQuery::All, &page).await.map(drop),
        Operation::Roles => directory.roles(user).await.map(drop),
        Operation::AvailableFactors => directory.available_factors(user).await.map(drop),
        Operation::Questions => directory.questions(user).await.map(drop),
        Operation::Inventory => directory.inventory(&page).await.map(drop),
        _ => directory.events(&EventQuery::default(), &page).await.map(drop),
    }
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn write(directory: &dyn MfaDirectory, operation: Operation, Target { user, factor }: &Target) -> Result<()> {
    let (enrollment, challenge) = (EnrollmentHandle::pack("nothing"), ChallengeHandle::pack("nothing"));
    match operation {
        Operation::Enroll => directory.enroll(user, &enrollable(directory)).await.map(drop),
        Operation::PollEnrollment => directory.poll_enrollment(user, &enrollment).await.map(drop),
        Operation::Activate => directory.activate(user, &enrollment, &code()).await.map(drop),
        Operation::Resend => directory.resend(user, &enrollment).await.map(drop),
        Operation::Challenge => directory.challenge(user, factor, &ChallengeRequest::default()).await.map(drop),
        Operation::Poll => directory.poll(user, &challenge).await.map(drop),
        Operation::Verify => directory.verify(user, &Asked::Factor(factor.clone()), &code()).await.map(drop),
        Operation::Cancel => directory.cancel(user, &challenge).await.map(drop),
        Operation::Remove => directory.remove(user, factor, &RemoveOptions::default()).await.map(drop),
        Operation::Reset => directory.reset(user, &ResetOptions::default()).await.map(drop),
        Operation::TemporaryCode => directory.temporary_code(user, &an_hour()).await.map(drop),
        Operation::RevokeCode => directory.revoke_code(user, factor).await.map(drop),
        Operation::Unlock => directory.unlock(user).await.map(drop),
        _ => directory.end_sessions(user, &SessionOptions::default()).await.map(drop),
    }
}

fn enrollable(directory: &dyn MfaDirectory) -> EnrollRequest {
    let first = directory.profile().capabilities.enrollable.first().cloned();
    EnrollRequest::new(first.unwrap_or_else(|| FactorType::of(Kind::Totp)))
}

fn code() -> Proof {
    Proof::Code("000000".into())
}

/// A code that may be used once, for an hour.
pub(crate) fn an_hour() -> CodeRequest {
    CodeRequest { lifetime: Duration::from_hours(1), reusable: false }
}
