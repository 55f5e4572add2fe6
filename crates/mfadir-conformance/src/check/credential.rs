//! The credential is fetched when it is needed, once, and again when it has ended.

use std::time::Duration;

use futures_util::future::join_all;
use mfadir_core::{Operation, UserRef};

use super::Check;
use crate::{
    outcome::{Expect, Verdict, ensure},
    scene,
    subject::{Sent, Subject},
};

/// How many callers come at once.
const CALLERS: usize = 8;
const USER: &[Operation] = &[Operation::User];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "credential-is-fetched-once",
        "However many callers come at once, one of them fetches it.",
        USER,
        |subject| Box::pin(is_fetched_once(subject)),
    ),
    Check::new("credential-is-kept", "Calls that follow each other use the same one.", USER, |subject| {
        Box::pin(is_kept(subject))
    }),
    Check::new("credential-is-renewed", "A directory works on after a credential has ended.", USER, |subject| {
        Box::pin(is_renewed(subject))
    }),
];

async fn fetched(subject: &dyn Subject) -> Verdict<usize> {
    let requests = subject.requests().await?;
    Ok(requests.iter().filter(|request| request.sent == Sent::ForCredential).count())
}

async fn is_fetched_once(subject: &dyn Subject) -> Verdict {
    let directory = subject.directory();
    let who: Vec<UserRef> = vec![scene::login(&subject.cast().one.login); CALLERS];
    fetched(subject).await?;
    for found in join_all(who.iter().map(|who| directory.user(who))).await {
        found.worked("one of many callers")?;
    }
    let fetched = fetched(subject).await?;
    ensure!(fetched <= 1, "{CALLERS} callers fetched {fetched} credentials");
    Ok(())
}

async fn is_kept(subject: &dyn Subject) -> Verdict {
    for _ in 0..3 {
        for person in subject.cast().everybody() {
            scene::target(subject, person).await?;
        }
    }
    let fetched = fetched(subject).await?;
    ensure!(fetched <= 1, "{fetched} credentials were fetched");
    Ok(())
}

async fn is_renewed(subject: &dyn Subject) -> Verdict {
    let before = scene::user(subject, &subject.cast().one).await?;
    for days in 1..=3 {
        subject.advance(Duration::from_hours(24)).await?;
        let after = scene::user(subject, &subject.cast().one).await?;
        ensure!(after == before, "after {days} days {} is {after:?}", before.login);
    }
    Ok(())
}
