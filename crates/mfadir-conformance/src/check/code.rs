//! Temporary codes.

use std::time::Duration;

use mfadir_core::{
    Asked,
    ErrorKind::{Expired, Invalid, NotFound, WrongProof},
    Operation, Proof, Result, TemporaryCode, UserId, Verification,
};
use secrecy::ExposeSecret;

use super::Check;
use crate::{
    call::an_hour,
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::Subject,
};

const ISSUE: &[Operation] = &[Operation::TemporaryCode];
const REVOKE: &[Operation] = &[Operation::TemporaryCode, Operation::RevokeCode];
const USE: &[Operation] = &[Operation::TemporaryCode, Operation::Verify];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "temporary-code-is-shown-once",
        "An issued code is told, and never in what is printed.",
        ISSUE,
        |subject| Box::pin(is_shown_once(subject)),
    ),
    Check::new("temporary-code-for-nobody", "Nobody, however spelled, gets a code.", ISSUE, |subject| {
        Box::pin(for_nobody(subject))
    }),
    Check::new("temporary-code-is-accepted", "An issued code is accepted instead of a factor, once.", USE, |subject| {
        Box::pin(is_accepted(subject))
    }),
    Check::new("temporary-code-ends", "A code is not accepted after its time.", USE, |subject| Box::pin(ends(subject))),
    Check::new(
        "temporary-code-revoked",
        "A code that was revoked is gone, and cannot be revoked again.",
        REVOKE,
        |subject| Box::pin(revoked(subject)),
    ),
];

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn issue(subject: &dyn Subject, user: &UserId) -> Result<TemporaryCode> {
    subject.directory().temporary_code(user, &an_hour()).await
}

async fn issued(subject: &dyn Subject) -> Verdict<(UserId, TemporaryCode)> {
    let user = scene::id(subject, &subject.cast().several).await?;
    let code = issue(subject, &user).await.worked("issuing a code")?;
    Ok((user, code))
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn accept(subject: &dyn Subject, user: &UserId, code: &TemporaryCode) -> Result<Verification> {
    subject.directory().verify(user, &Asked::Factor(code.id.clone()), &Proof::Code(code.code.clone())).await
}

async fn is_shown_once(subject: &dyn Subject) -> Verdict {
    let (_, code) = issued(subject).await?;
    ensure!(!code.code.expose_secret().is_empty(), "the code is empty");
    ensure!(!format!("{code:?}").contains(code.code.expose_secret()), "Debug shows the code");
    let is_named = code.request_id.is_some() || subject.names_requests().is_err();
    ensure!(is_named, "no request id came with the code");
    Ok(())
}

async fn for_nobody(subject: &dyn Subject) -> Verdict {
    scene::id(subject, &subject.cast().several).await?;
    for id in ["00000000000000000000", "nobody", "", ".", "..", "me"] {
        let code = issue(subject, &id.into()).await;
        code.refused(format_args!("a code for {id:?}"), &[NotFound, Invalid])?;
    }
    Ok(())
}

async fn is_accepted(subject: &dyn Subject) -> Verdict {
    subject.takes_codes()?;
    let (user, code) = issued(subject).await?;
    accept(subject, &user, &code).await.worked("the code")?;
    let again = accept(subject, &user, &code).await;
    again.refused("the code again", &[WrongProof, NotFound, Expired]).map(drop)
}

async fn ends(subject: &dyn Subject) -> Verdict {
    subject.takes_codes()?;
    let (user, code) = issued(subject).await?;
    subject.advance(Duration::from_hours(2)).await?;
    accept(subject, &user, &code).await.refused("the code after its time", &[Expired, WrongProof, NotFound]).map(drop)
}

#[expect(clippy::disallowed_methods, reason = "the kit proves what writes do, on tenants made for it")]
async fn revoked(subject: &dyn Subject) -> Verdict {
    let (user, code) = issued(subject).await?;
    let directory = subject.directory();
    directory.revoke_code(&user, &code.id).await.worked("revoking")?;
    directory.revoke_code(&user, &code.id).await.refused("revoking again", &[NotFound])?;
    if directory.profile().capabilities.offers(Operation::Verify) {
        accept(subject, &user, &code).await.refused("a revoked code", &[WrongProof, NotFound, Expired])?;
    }
    Ok(())
}
