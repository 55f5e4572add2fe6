//! A job stays within what the provider allows, and never meets a refusal that it could have foreseen.

use mfadir_conformance::Subject;
use mfadir_core::{Clock, MfaDirectory, PageRequest, UserQuery};
use mfadir_tests::{OKTA, ONELOGIN_V1, Pace, Provider, SandboxSubject, block_on};

/// How many requests a window allows.
const ALLOWED: u64 = 20;

async fn work(directory: &dyn MfaDirectory) -> usize {
    let everyone = directory.users(&UserQuery::All, &PageRequest::default()).await.expect("the first request is free");
    for user in &everyone.items {
        let _ = directory.factors(&user.id).await;
    }
    everyone.items.len()
}

fn a_job_is_never_refused(provider: &'static Provider) {
    block_on(async {
        let subject = SandboxSubject::paced(provider, ALLOWED, Pace::Job).await;
        let begun = subject.clock().elapsed();
        let people = work(&*subject.directory()).await;
        let requests = subject.tenant().requests();
        let refused = requests.iter().filter(|seen| seen.status == Some(429)).count();
        assert_eq!(refused, 0, "of {} requests", requests.len());
        let asked = requests.iter().filter(|seen| seen.path.starts_with("/api/")).count();
        assert_eq!(asked, people + 1, "nothing was asked twice");
        assert!(people as u64 > ALLOWED && subject.clock().elapsed() > begun, "the job did not have to wait");
    });
}

#[test]
fn a_job_on_okta_is_never_refused() {
    a_job_is_never_refused(&OKTA);
}

#[test]
fn a_job_on_onelogin_is_never_refused() {
    a_job_is_never_refused(&ONELOGIN_V1);
}
