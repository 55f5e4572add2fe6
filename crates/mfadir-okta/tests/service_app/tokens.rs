//! How many tokens are bought, and for what.

#![expect(clippy::disallowed_methods, reason = "a write is what must not be lost when a token ends")]

use std::time::Duration;

use futures_util::future::join_all;
use mfadir_core::{ErrorKind, MfaDirectory, Operation, RemoveOptions};
use mfadir_okta::Okta;

use super::{
    organisation::{Door, Organisation, Rules},
    tenant::{ADA, app, directory, directory_as},
};

const READ: &str = "200 POST /oauth2/v1/token okta.users.read";

fn factors() -> String {
    format!("200 GET /api/v1/users/{ADA}/factors")
}

async fn list(directory: &Okta) {
    directory.factors(&ADA.into()).await.expect("a list");
}

#[tokio::test]
async fn one_token_serves_until_shortly_before_it_ends() {
    let organisation = Organisation::new(Rules::default()).await;
    let directory = directory(&organisation);
    list(&directory).await;
    organisation.clock.advance(Duration::from_mins(58));
    list(&directory).await;
    organisation.clock.advance(Duration::from_mins(1));
    list(&directory).await;
    assert_eq!(organisation.lines(), [READ, &factors(), &factors(), READ, &factors()]);
}

#[tokio::test]
async fn a_hundred_callers_share_one_token() {
    let organisation = Organisation::new(Rules::default()).await;
    let directory = directory(&organisation);
    join_all((0..100).map(|_| list(&directory))).await;
    let tokens = organisation.lines().iter().filter(|line| line.contains("/token")).count();
    assert_eq!(tokens, 1);
}

#[tokio::test]
async fn a_scope_is_asked_for_when_it_is_needed_and_then_kept() {
    let organisation = Organisation::new(Rules::default()).await;
    let directory = directory(&organisation);
    let (user, factor) = (ADA.into(), "opf1".into());
    list(&directory).await;
    directory.remove(&user, &factor, &RemoveOptions::default()).await.expect("removed");
    list(&directory).await;
    let asked = organisation.lines();
    let both = "200 POST /oauth2/v1/token okta.users.manage okta.users.read".to_owned();
    let remove = format!("204 DELETE /api/v1/users/{ADA}/factors/opf1");
    assert_eq!(asked, [READ.to_owned(), factors(), both, remove, factors()]);
}

#[tokio::test]
async fn configured_scopes_are_asked_for_at_once_and_nothing_beyond_them() {
    let organisation = Organisation::new(Rules::default()).await;
    let mut app = app();
    app.scopes = vec!["okta.users.read".to_owned(), "okta.users.manage".to_owned()];
    let directory = directory_as(&organisation, app);
    list(&directory).await;
    directory.remove(&ADA.into(), &"opf1".into(), &RemoveOptions::default()).await.expect("removed");
    let error = directory.roles(&ADA.into()).await.expect_err("not asked for");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Forbidden, "the configured `scopes` lack okta.roles.read"));
    assert_eq!(organisation.lines().len(), 3);
}

#[tokio::test]
async fn a_scope_that_was_not_granted_takes_nothing_else_away() {
    let rules = Rules { granted: &["okta.users.read"], ..Rules::default() };
    let organisation = Organisation::new(rules).await;
    let directory = directory(&organisation);
    list(&directory).await;
    let error = directory.roles(&ADA.into()).await.expect_err("not granted");
    let says = "could not read the roles on acme: the service app was not granted okta.roles.read (Okta says: as it is) \
                [invalid_scope]";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Forbidden, says));
    list(&directory).await;
    assert_eq!(organisation.lines().last(), Some(&factors()));
}

#[tokio::test]
async fn a_scope_that_was_not_granted_is_asked_for_once_an_hour() {
    let rules = || Rules { granted: &["okta.users.read"], ..Rules::default() };
    let mut configured = app();
    configured.scopes = ["okta.users.read", "okta.roles.read"].map(str::to_owned).into();
    for (app, says) in [
        (app(), "the service app was not granted okta.roles.read (Okta says: as it is)"),
        (configured, "the service app was not granted one of okta.roles.read, okta.users.read (Okta says: as it is)"),
    ] {
        let organisation = Organisation::new(rules()).await;
        let directory = directory_as(&organisation, app);
        for _ in 0..3 {
            let error = directory.roles(&ADA.into()).await.expect_err("not granted");
            assert_eq!((error.kind(), error.message()), (ErrorKind::Forbidden, says));
            assert_eq!(organisation.lines().len(), 1, "it is asked for once");
        }
        organisation.clock.advance(Duration::from_hours(1));
        organisation.state().rules.granted = Rules::default().granted;
        directory.roles(&ADA.into()).await.expect("granted by now");
    }
}

#[tokio::test]
async fn a_token_that_ends_on_the_way_is_replaced_once() {
    let organisation = Organisation::new(Rules { dpop: true, ..Rules::default() }).await;
    let directory = directory(&organisation);
    let remove = async || directory.remove(&ADA.into(), &"opf1".into(), &RemoveOptions::default()).await;
    remove().await.expect("removed");
    organisation.revoke();
    remove().await.expect("removed");
    let lines = organisation.lines();
    let statuses: Vec<_> = lines[lines.len() - 3..].iter().map(|line| &line[..8]).collect();
    assert_eq!(statuses, ["401 DELE", "200 POST", "204 DELE"]);
}

#[tokio::test]
async fn a_token_that_is_refused_always_is_replaced_once_and_no_more() {
    let organisation = Organisation::new(Rules { door: Door::Shut, ..Rules::default() }).await;
    let error = directory(&organisation).factors(&ADA.into()).await.expect_err("refused");
    let says =
        "could not list the factors on acme: Okta does not accept the service app's token (Okta says: no) [E0000011]";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Unauthenticated, says));
    assert_eq!(organisation.lines().len(), 4);
}

#[tokio::test]
async fn the_questions_are_absent_and_the_profile_says_why() {
    let organisation = Organisation::new(Rules::default()).await;
    let directory = directory(&organisation);
    let capabilities = &directory.profile().capabilities;
    assert!(!capabilities.offers(Operation::Questions));
    assert!(capabilities.absent[&Operation::Questions].contains("API token"));
    let error = directory.questions(&ADA.into()).await.expect_err("not offered");
    assert_eq!((error.kind(), organisation.lines().len()), (ErrorKind::Unsupported, 0));
}
